import {
  type LADDER_STEPS,
  type LIKENESS_KINDS,
  type PHASES,
  type RECOGNISABLE,
  type REFUSAL_REASONS,
  type StaffRole,
} from '@zuimei/contracts';
import {
  type District,
  type EffortFlag,
  type EntryState,
  type MethodKind,
  type PassState,
  type PhotoType,
  type RoundState,
  type SubmissionState,
} from '@zuimei/domain';
import { type Label } from './label.js';

type Labels<Key extends string> = Record<Key, Label>;

export const SUBMISSION_STATE_LABELS = {
  received: { zh: '正在处理', en: 'Processing' },
  processed: { zh: '待审核', en: 'In moderation' },
  approved: { zh: '已通过', en: 'Approved' },
  'fix-requested': { zh: '待修改', en: 'Needs a fix' },
  rejected: { zh: '未通过', en: 'Not accepted' },
  unreadable: { zh: '打不开', en: 'Unreadable' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Labels<SubmissionState>;

export const ENTRY_STATE_LABELS = {
  active: { zh: '参赛中', en: 'Active' },
  withdrawn: { zh: '作者撤回', en: 'Withdrawn' },
  disqualified: { zh: '取消资格', en: 'Disqualified' },
  blocked: { zh: '已停用', en: 'Blocked' },
} as const satisfies Labels<EntryState>;

export const LIKENESS_KIND_LABELS = {
  'same-bytes': { zh: '同一个文件', en: 'Same file' },
  near: { zh: '几乎一样', en: 'Near-identical' },
} as const satisfies Labels<(typeof LIKENESS_KINDS)[number]>;

export const ROUND_STATE_LABELS = {
  draft: { zh: '草稿', en: 'Draft' },
  ready: { zh: '已就绪', en: 'Ready' },
  open: { zh: '进行中', en: 'Open' },
  paused: { zh: '已暂停', en: 'Paused' },
  collecting: { zh: '收票中', en: 'Collecting' },
  closed: { zh: '已结束', en: 'Closed' },
  tallied: { zh: '已计票', en: 'Tallied' },
  certified: { zh: '已确认', en: 'Certified' },
  published: { zh: '已公布', en: 'Published' },
  corrected: { zh: '已更正', en: 'Corrected' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Labels<RoundState>;

export const PASS_STATE_LABELS = {
  issued: { zh: '未签到', en: 'Issued' },
  active: { zh: '已签到', en: 'Active' },
  returned: { zh: '已交还', en: 'Returned' },
  revoked: { zh: '已作废', en: 'Revoked' },
} as const satisfies Labels<PassState>;

export const PHASE_LABELS = {
  upcoming: { zh: '未开始', en: 'Upcoming' },
  collecting: { zh: '征集中', en: 'Collecting' },
  moderating: { zh: '审核中', en: 'In moderation' },
  judging: { zh: '评审中', en: 'Judging' },
  published: { zh: '已公布', en: 'Published' },
} as const satisfies Labels<(typeof PHASES)[number]>;

export const ROLE_LABELS = {
  organizer: { zh: '组织者', en: 'Organizer' },
  moderator: { zh: '审核员', en: 'Moderator' },
  host: { zh: '主持人', en: 'Host' },
  observer: { zh: '监督员', en: 'Observer' },
} as const satisfies Labels<StaffRole>;

export const RECOGNISABLE_LABELS = {
  nobody: { zh: '无', en: 'Nobody' },
  self: { zh: '本人', en: 'Myself' },
  consented: { zh: '已获同意', en: 'They agreed' },
  'not-consented': { zh: '未获同意', en: 'Not agreed' },
} as const satisfies Labels<(typeof RECOGNISABLE)[number]>;

/** The moderator's reasons 1–6; the author reads the same words. */
export const REFUSAL_REASON_LABELS = {
  'low-resolution': { zh: '照片不够清晰，印不出来', en: 'The photo is too coarse to print' },
  'not-clear': { zh: '看不清人或工作', en: 'Neither people nor work can be made out' },
  'faces-without-consent': { zh: '能认出的人未同意', en: 'Somebody recognisable has not agreed' },
  duplicate: { zh: '重复投稿', en: 'Handed in already' },
  'off-theme': { zh: '与主题无关', en: 'Off the theme' },
  'dangerous-or-secret': { zh: '危险作业或涉密', en: 'Dangerous work or confidential' },
} as const satisfies Labels<(typeof REFUSAL_REASONS)[number]>;

/** Districts of Shenzhen, as far as a photo's position is kept. */
export const DISTRICT_LABELS = {
  futian: { zh: '福田区', en: 'Futian' },
  luohu: { zh: '罗湖区', en: 'Luohu' },
  nanshan: { zh: '南山区', en: 'Nanshan' },
  yantian: { zh: '盐田区', en: 'Yantian' },
  baoan: { zh: '宝安区', en: 'Bao’an' },
  longgang: { zh: '龙岗区', en: 'Longgang' },
  longhua: { zh: '龙华区', en: 'Longhua' },
  pingshan: { zh: '坪山区', en: 'Pingshan' },
  guangming: { zh: '光明区', en: 'Guangming' },
  dapeng: { zh: '大鹏新区', en: 'Dapeng' },
} as const satisfies Labels<District>;

/** Formats of pictures; the same in both languages. */
export const PHOTO_TYPE_LABELS = {
  jpeg: { zh: 'JPEG', en: 'JPEG' },
  png: { zh: 'PNG', en: 'PNG' },
  webp: { zh: 'WebP', en: 'WebP' },
  avif: { zh: 'AVIF', en: 'AVIF' },
  heic: { zh: 'HEIC', en: 'HEIC' },
} as const satisfies Labels<PhotoType>;

/** Hints that a photo's file gives to the moderator. */
export const PHOTO_HINT_LABELS = {
  'low-resolution': { zh: '像素偏少，只够小幅印', en: 'Few pixels, small prints only' },
  'recompressed-by-messenger': { zh: '像是聊天软件压缩过', en: 'Looks recompressed by a messenger' },
  'has-gps': { zh: '文件里有位置（不公开）', en: 'The file holds a position (not published)' },
} as const satisfies Record<string, Label>;

export const METHOD_LABELS = {
  grid: { zh: '每屏 g 幅选 m 幅', en: 'm of g on each screen' },
  approve: { zh: '全部在一屏，最多选 k 幅', en: 'All on one screen, up to k picks' },
  pair: { zh: '两幅选一幅', en: 'One of two' },
  'yes-no': { zh: '逐幅入围或不入围', en: 'In or out, one by one' },
  score: { zh: '逐幅打 1 到 5 分', en: 'A grade from 1 to 5, one by one' },
  rank: { zh: '排出先后', en: 'An order, best first' },
} as const satisfies Labels<MethodKind>;

export const LADDER_STEP_LABELS = {
  primary: { zh: '精确结果', en: 'Result at full precision' },
  'head-to-head': { zh: '同屏对比，谁被选中', en: 'Head to head on the same screen' },
  'distinct-jurors': { zh: '选中它的不同评审员人数', en: 'More distinct jurors who picked it' },
  'run-off': { zh: '现场加投 30 秒', en: 'A run-off in the room' },
  shared: { zh: '并列，下一名次跳过', en: 'Shared place, the next one skips' },
  'seeded-hash': { zh: '按事先公布的种子排序', en: 'By the seed committed before opening' },
} as const satisfies Labels<(typeof LADDER_STEPS)[number]>;

/** Signs that a juror's answers deserve a look; none of them drops anybody. */
export const EFFORT_FLAG_LABELS = {
  fast: { zh: '比多数人快四倍以上', en: 'Over four times as fast as most' },
  'one-position': { zh: '连着点同一位置', en: 'The same places again and again' },
  contrary: { zh: '总选众人不选的', en: 'Picks what the others pass over' },
} as const satisfies Labels<EffortFlag>;

const CHINESE_DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const;

/** A place in Chinese: 1 → 第一名, 12 → 第十二名. */
export function placeLabel(rank: number): string {
  const tens = Math.floor(rank / 10);
  const ones = rank % 10;
  if (rank <= 10) return `第${CHINESE_DIGITS[rank]}名`;
  if (rank < 100) return `第${tens > 1 ? CHINESE_DIGITS[tens] : ''}十${ones ? CHINESE_DIGITS[ones] : ''}名`;
  return `第 ${rank} 名`;
}

/** Prizes from the best down: 「一等奖 1 幅、二等奖 2 幅」. */
export const prizesInWords = (prizes: readonly { name: string; count: number }[]): string =>
  prizes.map(({ name, count }) => `${name} ${count} 幅`).join('、');

/**
 * What the seal on a photo says: the prize where it has a short name of its own, else the place of the first three, else
 * only that it won.
 */
export function sealLabel({ rank, prize }: { rank: number; prize: string }): string {
  if (prize !== placeLabel(rank) && [...prize].length <= 4) return prize;
  return rank <= 3 ? placeLabel(rank) : '获奖';
}

/** An edition in Chinese: 2026-11 → 2026年11月期. */
export const editionLabel = (key: string): string => `${key.slice(0, 4)}年${Number(key.slice(5))}月期`;

/** An entry's number as jurors see it, at least four digits: 17 → 0017. */
export const entryNumberLabel = (number: number): string => String(number).padStart(4, '0');
