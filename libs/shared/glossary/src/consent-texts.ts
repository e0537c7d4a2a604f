import { type ConsentVersion } from '@zuimei/domain';

/** A consent text as authors read it: its points in Chinese, in order, and what they come to in English. */
export interface ConsentText {
  zh: readonly string[];
  en: string;
}

/**
 * Every consent text that authors have agreed to. A text that stands here is not changed any more: a new wording is a new
 * version in `CONSENT_VERSIONS`, and does not compile without its text.
 */
export const CONSENT_TEXTS = {
  '2026-01': {
    zh: [
      '照片是我自己拍的，标题和故事是我自己写的。',
      '照片里能认出的人，都同意公开；没有同意的，我已经打码。',
      '照片不含单位的秘密：图纸、屏幕、涉密场所。',
      '我同意主办工会为这项活动，在网页、公众号、展板、画册和 365 瞬间墙上展示和印刷这幅照片，获奖后注明我的姓名和单位，不另付报酬。',
      '著作权仍然是我的。我可以随时在「我的」里撤回；撤回以后不再新用，网上的马上撤下，已经印出来的除外。',
    ],
    en: 'The photo is mine; people in it agreed or are masked; no secrets; the union may show and print it for this programme with my name if it wins; I keep the copyright and may withdraw at any time.',
  },
  '2026-11': {
    zh: [
      '照片是我自己拍的，标题和故事是我自己写的。这一条在投稿时单独确认。',
      '照片里能认出的人，都同意公开；没有同意的，我已经打码。这一条在投稿时单独回答。',
      '照片不含单位秘密：没有图纸、屏幕、涉密场所。这一条在投稿时单独确认。',
      '我同意主办工会为这项活动，在网页、公众号、展板、画册和 365 瞬间墙上展示和印刷这幅照片，获奖后注明我的姓名和单位，不另付报酬。',
      '只有我另外勾选了，系统才从照片带的位置里读出是哪个区（比如龙华区）存下来，给审核员参考；精确位置不存、不公开。不勾选不影响参赛。',
      '著作权仍然是我的。我可以随时在「我的」里撤回；撤回以后不再新用，60 秒内从所有公开页面撤下，已经印出来的除外。已经数过的票仍可核对，但不再显示我的照片和姓名。',
    ],
    en: 'The photo is mine; people in it agreed or are masked; no secrets of a workplace; the union may show and print it for this programme with my name if it wins; the district of its position is kept only if I ask for that; I keep the copyright and may withdraw at any time, which takes the photo off every public page within 60 seconds while counted votes stay checkable.',
  },
  '2026-12': {
    zh: [
      '照片是我自己拍的，标题和故事是我自己写的。这一条在投稿时单独确认。',
      '照片里能认出的人，都同意公开；没有同意的，我已经打码。这一条在投稿时单独回答。',
      '照片不含单位秘密：没有图纸、屏幕、涉密场所。这一条在投稿时单独确认。',
      '我同意主办工会为这项活动，在网页、公众号、展板、画册和 365 瞬间墙上展示和印刷这幅照片，获奖后注明我的姓名和单位，不另付报酬。',
      '只有我另外勾选了，系统才从照片带的位置里读出是哪个区（比如龙华区）存下来，给审核员参考；照片上了 365 瞬间墙，大家可以按区找到它。精确位置不存、不公开。不勾选不影响参赛。',
      '著作权仍然是我的。我可以随时在「我的」里撤回；撤回以后不再新用，60 秒内从所有公开页面撤下，已经印出来的除外。已经数过的票仍可核对，但不再显示我的照片和姓名。',
    ],
    en: 'The photo is mine; people in it agreed or are masked; no secrets of a workplace; the union may show and print it for this programme with my name if it wins; the district of its position is kept only if I ask for that, and then the wall of 365 may be searched by it; I keep the copyright and may withdraw at any time, which takes the photo off every public page within 60 seconds while counted votes stay checkable.',
  },
} as const satisfies Record<ConsentVersion, ConsentText>;
