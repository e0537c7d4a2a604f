import { type RoundMethodView } from '@zuimei/contracts';

/** 「0417」: the only name that a juror has for a photo. */
export const entryName = (number: number): string => String(number).padStart(4, '0');

/** What is asked of each screen, in one line. */
export const task = (method: RoundMethodView, shown: number, least: number, most: number): string => {
  switch (method.kind) {
    case 'approve':
      return `共 ${shown} 幅，选出最美的，最多 ${most} 幅`;
    case 'grid':
      return `选出最美的 ${least} 幅`;
    case 'pair':
      return '两幅里，选更美的一幅';
    case 'yes-no':
      return '看这一幅该不该入围';
    case 'score':
      return '给这一幅打分，5 分最美';
    case 'rank':
      return `从最美的开始点，排出前 ${most} 名`;
  }
};

/** What is asked in the whole round, for the greeting. */
export const roundTask = (method: RoundMethodView): string => {
  switch (method.kind) {
    case 'approve':
      return `从全部作品里，选出最多 ${method.max} 幅`;
    case 'grid':
      return `每一屏选出最美的 ${method.picks} 幅`;
    case 'pair':
      return '每一屏两幅，选更美的一幅';
    case 'yes-no':
      return '一幅一幅看，该不该入围';
    case 'score':
      return '一幅一幅看，打 1 到 5 分';
    case 'rank':
      return `把最美的排在前面，最多 ${method.max} 名`;
  }
};

/** How the selection stands: said to readers, shown beside the buttons. */
export const standing = (picked: number, least: number, most: number): string => {
  if (picked < least) return `已选 ${picked}，还差 ${least - picked}`;
  return least === most ? `已选 ${picked}，可以确认` : `已选 ${picked}，最多 ${most}`;
};

/** What each grade means, from 1 to 5. */
export const GRADE_WORDS = ['不合适', '一般', '不错', '很美', '最美'] as const;
