import { type ProblemCode } from '@zuimei/contracts';
import { type Label } from './label.js';

/**
 * One sentence per problem code and language: what happened, what is safe, what to do. `{name}` stands for a value of
 * the problem's facts. Shown on screens, in problem documents and on the command line.
 */
export const PROBLEM_TEXTS = {
  VALIDATION_FAILED: {
    zh: '填写的内容不符合要求，请检查标出的地方。',
    en: 'Some fields do not fit; see the places marked.',
  },
  BODY_NOT_JSON: { zh: '请求内容不是有效的 JSON。', en: 'The request body is not valid JSON.' },
  BODY_TOO_LARGE: { zh: '请求内容太大。', en: 'The request body is too large.' },
  REQUEST_UNREADABLE: {
    zh: '请求读不懂，请刷新后再试。',
    en: 'The request cannot be read; please reload and try again.',
  },
  REQUEST_TOO_SLOW: {
    zh: '网络太慢，连接已断开；已传的都在，会接着传。',
    en: 'The connection was too slow and was closed; what arrived is kept, and it goes on from there.',
  },
  UNAUTHENTICATED: { zh: '请先登录。', en: 'Please sign in first.' },
  SESSION_EXPIRED: {
    zh: '登录已过期，请重新登录；已保存的内容都在。',
    en: 'The session has ended, please sign in again; what was saved is safe.',
  },
  FORBIDDEN: { zh: '您的身份不能做这件事。', en: 'Your role may not do this.' },
  CROSS_SITE_REQUEST: {
    zh: '这个请求不是从本站页面发出的，已拒绝。',
    en: 'The request did not come from this site’s own pages.',
  },
  FRESH_LOGIN_REQUIRED: {
    zh: '这一步很重要，请再输入一次密码。',
    en: 'This step matters: please confirm your password.',
  },
  SECOND_PERSON_REQUIRED: {
    zh: '计票和确认必须是两个人，请另一位组织者来确认。',
    en: 'Counting and certifying take two people: ask another organizer.',
  },
  NOT_FOUND: {
    zh: '没有找到，可能已被撤回或地址有误。',
    en: 'Not found: it may have been withdrawn, or the address is wrong.',
  },
  METHOD_NOT_ALLOWED: { zh: '这个地址不支持这种操作。', en: 'This address does not take that method.' },
  MOVE_NOT_ALLOWED: {
    zh: '现在的状态不能这样操作，请刷新后再看。',
    en: 'The present state does not allow this move; reload to see it.',
  },
  RATE_LIMITED: {
    zh: '操作太频繁，请 {retryAfterSeconds} 秒后再试。',
    en: 'Too many tries; please wait {retryAfterSeconds} seconds.',
  },
  INTERNAL: {
    zh: '系统出了问题，已经记录；您的内容没有丢，请稍后再试。',
    en: 'Something broke on our side and was recorded; please try again later.',
  },
  TEMPORARILY_UNAVAILABLE: {
    zh: '系统的数据库暂时连不上，正在恢复；已收到的都在，请稍后再试。',
    en: 'The database cannot be reached for a moment; what was received is safe, please try again shortly.',
  },
  SHUTTING_DOWN: { zh: '系统正在重启，请稍等几秒。', en: 'The system is restarting; please wait a few seconds.' },

  SIGN_IN_CODE_WRONG: {
    zh: '验证码不对，还可以试 {attemptsLeft} 次。',
    en: 'The code is wrong; {attemptsLeft} tries left.',
  },
  SIGN_IN_CODE_EXPIRED: {
    zh: '验证码已失效，请重新获取。',
    en: 'The code is no longer valid; please ask for a new one.',
  },
  TOTP_REQUIRED: {
    zh: '请再输入验证器里的 6 位动态码。',
    en: 'Enter the six-digit code of your authenticator as well.',
  },
  TOTP_WRONG: {
    zh: '动态码不对，或已经用过；等下一个码再试，也可以用一个恢复码。',
    en: 'The code is wrong or was used already. Wait for the next one, or use a recovery code.',
  },
  LOGIN_WRONG: { zh: '账号或密码不对。', en: 'The login or the password is wrong.' },

  EDITION_EXISTS: { zh: '{key} 这一期已经有了。', en: 'The edition {key} exists already.' },
  EDITION_SCHEDULE_INVALID: { zh: '截稿时间必须晚于开始时间。', en: 'The deadline must be after the start.' },
  EDITION_RULES_INVALID: {
    zh: '有的规则超出了可以设的范围，请看标出的地方。',
    en: 'Some rules are out of their range; see the places marked.',
  },
  RULE_OUT_OF_RANGE: {
    zh: '只能设 {least} 到 {most}，现在是 {given}。',
    en: 'It must be from {least} to {most}; it is {given}.',
  },
  RULE_UNKNOWN: { zh: '只能从 {known} 里选，至少选一个。', en: 'Choose from {known}, at least one.' },
  LADDER_MALFORMED: {
    zh: '并列规则要从精确结果开始，以并列或种子排序结束，每一步只用一次。',
    en: 'A tie ladder begins with the primary result, ends with a shared place or the seed, and uses each step once.',
  },
  PRIZE_NAME_MALFORMED: {
    zh: '奖项名称要有 1 到 {most} 个字，前后不留空格，不换行。',
    en: 'The name of a prize has 1 to {most} characters on one line, with no spaces at its ends.',
  },
  PRIZE_NAME_TWICE: { zh: '奖项「{name}」写了两次。', en: 'The prize “{name}” is there twice.' },
  PRIZE_COUNT_INVALID: {
    zh: '每个奖项至少一幅，要写整数，现在是 {given}。',
    en: 'A prize is won by at least one entry, in whole numbers; it is {given}.',
  },
  PRIZES_DO_NOT_ADD_UP: {
    zh: '各奖项加起来是 {sum} 幅，获奖幅数是 {winners} 幅，两个数要一样。',
    en: 'The prizes add up to {sum} and {winners} entries win; the two must be the same.',
  },
  RULES_LOCKED: {
    zh: '评审已经开始准备，获奖幅数、奖项、瞬间数、限额、点赞权重和并列规则不能再改。',
    en: 'Judging has been prepared: winners, prizes, moments, caps, hearts and the tie ladder can no longer be changed.',
  },
  EDITION_NOT_COLLECTING: { zh: '这一期现在不收稿。', en: 'This edition is not collecting now.' },
  QUOTA_EXCEEDED: {
    zh: '每人每期最多投 {limit} 幅，您已投 {used} 幅。',
    en: 'At most {limit} photos an edition; you have handed in {used}.',
  },
  CONSENT_OUTDATED: {
    zh: '《投稿授权说明》已更新为 {version} 版，请重新阅读并同意。',
    en: 'The consent text is now version {version}; please read and agree again.',
  },
  CONSENT_MISSING: { zh: '请先同意《投稿授权说明》。', en: 'Please agree to the consent text first.' },
  ORIGINALITY_MISSING: { zh: '请确认照片是您自己拍的。', en: 'Please confirm that you took the photo yourself.' },
  PORTRAIT_MISSING: { zh: '请说明照片里能认出谁。', en: 'Please say who can be recognised in the photo.' },
  SECRETS_NOT_CLEARED: {
    zh: '请确认照片不含单位秘密：图纸、屏幕、涉密场所都不能有。',
    en: 'Please confirm that the photo shows no secret of a workplace: no drawings, screens or restricted places.',
  },
  TITLE_REQUIRED: { zh: '请写一个标题。', en: 'Please give a title.' },
  TITLE_TOO_LONG: {
    zh: '标题最多 {limit} 个字，现在 {actual} 个。',
    en: 'A title has at most {limit} characters; this one has {actual}.',
  },
  STORY_TOO_LONG: {
    zh: '故事最多 {limit} 个字，现在 {actual} 个。',
    en: 'A story has at most {limit} characters; this one has {actual}.',
  },
  PLACE_REQUIRED: { zh: '请写在哪里拍的。', en: 'Please say where the photo was taken.' },
  PLACE_TOO_LONG: {
    zh: '地点最多 {limit} 个字，现在 {actual} 个。',
    en: 'A place has at most {limit} characters; this one has {actual}.',
  },
  FACES_NOT_CLEARED: {
    zh: '照片里能认出的人还没有同意，请先打码或征得同意。',
    en: 'Somebody recognisable has not agreed: mask the face or ask first.',
  },
  UPLOAD_NOT_FOUND: {
    zh: '没有找到这次上传，请重新选择照片。',
    en: 'That upload is not known; please choose the photo again.',
  },
  UPLOAD_CONFLICT: {
    zh: '上传的位置对不上，请从服务器已收到的地方接着传。',
    en: 'The upload stands elsewhere; please go on from what the server has received.',
  },
  UPLOAD_TOO_LONG: {
    zh: '传来的内容比开始时说的大（{limit} 字节），请重新选择照片。',
    en: 'More came than was announced ({limit} bytes); please choose the photo again.',
  },
  CLIENT_KEY_REUSED: {
    zh: '这幅照片已经用别的内容提交过了。',
    en: 'This photo was already handed in with other details.',
  },
  SAME_BYTES: {
    zh: '这两幅是同一个文件，不能认定为两张照片。',
    en: 'The two are the same file, byte by byte; they cannot be told apart.',
  },
  ENTRY_ALREADY_IN_ROUND: {
    zh: '作品已进入评审，不能撤销审核。',
    en: 'The entry is in a prepared round; the decision stands.',
  },

  ENTRY_LEFT: {
    zh: '作品 {number} 已经不在活动里（撤回或取消了资格），不能上墙。',
    en: 'Entry {number} has left the contest and cannot hang on the wall.',
  },
  ENTRY_NOT_PUBLIC: {
    zh: '这一期的结果还没有公布，作品先不能上墙。',
    en: 'The result of this edition is not public yet; its entries hang afterwards.',
  },
  CONSENT_NOT_FOR_WALL: {
    zh: '作品 {number} 的作者没有完整地同意展示（授权、原创、不含秘密、能认出的人都同意），不能上墙。',
    en: 'The author of entry {number} has not agreed to all that showing it needs; it cannot hang on the wall.',
  },
  PHOTO_NOT_COMPARED: {
    zh: '作品 {number} 还没有查完是否和别的照片近似，请过一会儿再试。',
    en: 'Entry {number} has not been compared with all other photos yet; please try again later.',
  },
  ENTRY_ON_WALL: {
    zh: '作品 {number} 已经在墙上了，在 {day} 这一天。',
    en: 'Entry {number} hangs on the wall already, on {day}.',
  },
  LIKE_MOMENT: {
    zh: '和 {day} 墙上的作品（{editionKey} 期 {number} 号）是同一张或近似的照片，一张照片只上墙一次。',
    en: 'It is the same photo as, or a near-duplicate of, what hangs on {day} ({editionKey} no. {number}); a photo hangs once.',
  },
  DAY_TAKEN: {
    zh: '{day} 这一天已经有作品了（{editionKey} 期 {number} 号），请先取下或换一天。',
    en: 'Something hangs on {day} already ({editionKey} no. {number}); take it off first or choose another day.',
  },

  ORIGINAL_LINK_INVALID: {
    zh: '这个下载链接不对，请回到页面重新点「下载原图」。',
    en: 'This download link is not valid; please ask for a new one on the page.',
  },
  ORIGINAL_LINK_EXPIRED: {
    zh: '下载链接已过期（有效 {minutes} 分钟），请回到页面重新点「下载原图」。',
    en: 'The download link has expired after {minutes} minutes; please ask for a new one on the page.',
  },
  ORIGINAL_WITHDRAWN: {
    zh: '作者已撤回授权，原图不再提供给工作人员。',
    en: 'The author has taken the consent back: staff may not have the original any more.',
  },
  PICTURE_MISSING: {
    zh: '照片有记录，但文件暂时找不到；请组织者在「照片检查」里检查并修复。',
    en: 'The photo is on record but its file is missing; an organizer can check and repair it.',
  },
  STORE_UNAVAILABLE: {
    zh: '照片存储暂时连不上，照片都在，请稍后再试。',
    en: 'The picture store does not answer just now; the photos are safe, please try again later.',
  },
  STORAGE_FULL: {
    zh: '服务器的存储空间满了，没有收下这次上传；已传的部分还在，请通知管理员，稍后再试。',
    en: 'The server has run out of space; what was uploaded so far is kept. Please tell the operator and try again later.',
  },

  EMPTY: { zh: '文件是空的，请重新选择照片。', en: 'The file is empty; please choose the photo again.' },
  UNSUPPORTED_TYPE: {
    zh: '这不是本期收的照片格式，请用 {accepted}。',
    en: 'This edition does not take such a file: use {accepted}.',
  },
  CORRUPT: {
    zh: '照片已损坏，打不开；请从相册重新选一次。',
    en: 'The picture is damaged and cannot be opened; choose it again from your album.',
  },
  TOO_MANY_PIXELS: {
    zh: '照片像素太多：规则是最多 {limit} 像素，这张有 {actual}。',
    en: 'Too many pixels: at most {limit}, this one has {actual}.',
  },
  TOO_SMALL: {
    zh: '照片太小：规则是短边至少 {limit} 像素，这张是 {actual}。',
    en: 'Too small: the short side must be at least {limit} px, it is {actual}.',
  },
  TOO_LARGE: {
    zh: '文件太大：规则是最多 {limit} 字节，这个有 {actual}。',
    en: 'Too large: at most {limit} bytes, this file has {actual}.',
  },
  BAD_ASPECT: {
    zh: '照片太细长：规则是长边不超过短边的 {limit} 倍。',
    en: 'Too long and thin: the long side may be at most {limit} times the short one.',
  },
  ANIMATED: { zh: '不收动图，请用一张静止的照片。', en: 'Animations are not accepted; use a still photo.' },
  TOO_COMPLEX: {
    zh: '这个文件的编码异常复杂，无法安全打开。',
    en: 'The file is encoded in an abnormally complex way and cannot be opened safely.',
  },
  DECODE_TIMEOUT: {
    zh: '照片打开得太久，已停止；请换一张。',
    en: 'Opening the picture took too long and was stopped; please use another.',
  },
  DECODE_MEMORY: {
    zh: '打开照片需要的内存太多，已停止；请换一张。',
    en: 'Opening the picture needs too much memory and was stopped; please use another.',
  },

  ROUND_HAS_NO_ENTRIES: { zh: '这一轮还没有足够的作品。', en: 'The round does not have enough entries.' },
  METHOD_DOES_NOT_FIT: {
    zh: '投票方式与作品数量不符：{reason}。',
    en: 'The method does not fit the number of entries: {reason}.',
  },
  ROUND_RULES_DIFFER: {
    zh: '终评的获奖幅数、并列规则和限额要和本期活动规则一致；不一样的请先改本期规则。',
    en: 'Winners, tie ladder and caps of a final round are those that the edition promised; change them there first.',
  },
  PUBLISH_TIME_OUT_OF_RANGE: {
    zh: '公布时间要在现在之后、{days} 天之内。',
    en: 'The time of publication must lie ahead, by {days} days at most.',
  },
  PASS_ON_PAPER: {
    zh: '这张评审证本轮用纸质选票，不能再在平板上投。',
    en: 'This pass votes on paper in this round and cannot vote on a tablet too.',
  },
  PASS_ON_TABLET: {
    zh: '{alias} 本轮已在平板上签到，不能再发纸质选票。',
    en: '{alias} has checked in at a tablet in this round and cannot vote on paper too.',
  },
  PAPER_CODE_WRONG: {
    zh: '录入码不对，请看清楚选票右上角再输一次。',
    en: 'That code is on no sheet of this round; please read it again at the top right of the sheet.',
  },
  PAPER_SETTLED: {
    zh: '{no} 号选票两人录入一致，已经定下，不能再录。',
    en: 'Sheet {no} was typed the same by two people and is settled.',
  },
  ROUND_NOT_FINAL: {
    zh: '这一轮只选出进入下一轮的作品，不能当作获奖结果公布。',
    en: 'This round only says who goes on; it cannot be published as the winners.',
  },
  ROUND_BEFORE_NOT_CERTIFIED: {
    zh: '「{round}」的结果还没有确认，不知道谁进入这一轮。',
    en: 'The result of “{round}” is not certified yet: nobody knows who goes on to this round.',
  },
  FOREIGN_EDITION_ENTRY: { zh: '有作品不属于这一期。', en: 'Some entries are not of this edition.' },
  PASS_CODE_WRONG: {
    zh: '评审码不对，请看清楚评审证再输一次。',
    en: 'That code is not valid; please read the badge again.',
  },
  PASS_REVOKED: {
    zh: '这张评审证已作废，请找主持人换发。',
    en: 'This pass was revoked; please ask the host for a new one.',
  },
  PASS_USED: {
    zh: '这张评审证本轮已经投完并交还了。',
    en: 'This pass has already completed its ballot in this round.',
  },
  DEVICE_KEY_WRONG: {
    zh: '这不是签到时的那台设备，作答没有收下；请在原来的设备上投票。',
    en: 'This is not the device that checked in; the answers were not taken.',
  },
  NO_OPEN_ROUND: {
    zh: '现在没有开放的轮次，请等主持人宣布开始。',
    en: 'No round is open now; please wait for the host.',
  },
  ROUND_NOT_OPEN: {
    zh: '本轮还没开放，或已暂停、收票，现在不发新的一屏；已投的都在。',
    en: 'The round hands out no screens now; what you voted is safe.',
  },
  NO_SCREENS_LEFT: { zh: '没有更多作品要看了，谢谢您。', en: 'There is nothing more to vote on, thank you.' },
  ENROLMENT_WRONG: {
    zh: '登记码或 PIN 不对，或已过期；请工作人员重新出示。',
    en: 'The enrolment code or PIN is wrong or has expired; ask staff to show a new one.',
  },
  TABLET_NAME_TAKEN: {
    zh: '“{name}” 这个名字已有平板在用，请换一个。',
    en: 'Another tablet is already called “{name}”; please choose another name.',
  },
  TABLET_REVOKED: {
    zh: '这台平板的登记已撤销，请工作人员重新登记。',
    en: 'This tablet’s enrolment was revoked; ask staff to enrol it again.',
  },
  HELD_NOT_ACKNOWLEDGED: {
    zh: '有 {answers} 屏离线作答因冲突未计入，请先查看并确认再结束。',
    en: '{answers} offline answers were held back by conflicts; look at them and acknowledge before closing.',
  },
  OUTBOXES_NOT_EMPTY: {
    zh: '{tablets} 还有 {answers} 屏没传上来，请逐台确认后再结束。',
    en: '{tablets} still hold {answers} answers; confirm them by name before closing.',
  },
  RESULT_NOT_PUBLIC: { zh: '结果还没有公布。', en: 'The result is not published yet.' },
  RUN_OFF_PENDING: {
    zh: '有并列需要现场加投，结束后才能确认。',
    en: 'A tie needs its run-off before the result can be certified.',
  },
  ROUND_HAS_NO_ANSWERS: {
    zh: '这一轮没有一份计入的作答，没有结果可以确认。请另开一轮。',
    en: 'Not one answer of this round counts, so there is no result to certify. Please hold another round.',
  },
  GRADES_NOT_CONNECTED: {
    zh: '评审员打分的作品分成互不相交的 {parts} 组，分数无法比较，不能确认。',
    en: 'Jurors and the entries they graded fall into {parts} parts that have nothing in common; the grades cannot be compared.',
  },

  ROUND_CLOSED: { zh: '本轮已结束，这次作答未计入。', en: 'The round has ended; this answer is not counted.' },
  SCREEN_UNKNOWN: { zh: '这一屏不是发给这张评审证的。', en: 'This screen was not given to this pass.' },
  SCREEN_TAKEN: {
    zh: '这一屏已由别的评审员作答，这次未计入。',
    en: 'Another juror has already answered this screen; this answer does not count.',
  },
  ENTRY_SEEN_TWICE: {
    zh: '这一屏有作品已在别处评过，这次未计入。',
    en: 'An entry on this screen was already judged elsewhere; this answer does not count.',
  },
  ENTRY_EXCLUDED: {
    zh: '这一屏有评审员须回避的作品，这次未计入。',
    en: 'This screen shows an entry that the juror must not judge; this answer does not count.',
  },
  ANSWER_ID_REUSED: {
    zh: '同一编号的作答内容不同，已拒绝；原来的作答不变。',
    en: 'That answer id already stands with another content; the first one stays.',
  },
  WRONG_ANSWER_KIND: {
    zh: '作答方式与本轮的投票方式不符。',
    en: 'The answer is not of the kind that this round’s method takes.',
  },
  TOO_MANY_PICKS: {
    zh: '最多选 {limit} 幅，您选了 {actual} 幅。',
    en: 'At most {limit} picks; this answer has {actual}.',
  },
  TOO_FEW_PICKS: {
    zh: '要选 {limit} 幅，您选了 {actual} 幅。',
    en: '{limit} picks are needed; this answer has {actual}.',
  },
  GRADE_OUT_OF_RANGE: { zh: '打分只能是 1 到 5 的整数。', en: 'A grade is a whole number from 1 to 5.' },
  DUPLICATE_PICK: { zh: '同一幅作品选了两次。', en: 'The same entry was picked twice.' },
  FOREIGN_ENTRY: { zh: '选了不在这一屏上的作品。', en: 'A pick is not on this screen.' },
  UNDO_TOO_FAR: { zh: '只能改最近 {limit} 屏。', en: 'Only the last {limit} screens can be changed.' },
} as const satisfies Record<ProblemCode, Label>;
