import { type RoundMethodView } from '@zuimei/contracts';

/** 「0417」: the only name that a juror has for a photo. */
export const entryName = (number: number): string => String(number).padStart(4, '0');

/** What is asked of each screen, in one line. */
export const task = (method: RoundMethodView, shown: number, least: number, most: number): string =>
  method.kind === 'approve' ? `共 ${shown} 幅，选出最美的，最多 ${most} 幅` : `选出最美的 ${least} 幅`;

/** How the selection stands: said to readers, shown beside the buttons. */
export const standing = (picked: number, least: number, most: number): string => {
  if (picked < least) return `已选 ${picked}，还差 ${least - picked}`;
  return least === most ? `已选 ${picked}，可以确认` : `已选 ${picked}，最多 ${most}`;
};
