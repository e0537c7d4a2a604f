import { type RoundMethodView, type RoundView } from '@zuimei/contracts';
import { LADDER_STEP_LABELS } from '@zuimei/glossary';

/** 9 选 3, 最多选 5 幅. */
export const methodInWords = (method: RoundMethodView): string =>
  method.kind === 'grid' ? `${method.size} 选 ${method.picks}` : `全部在一屏，最多选 ${method.max} 幅`;

/** The declared tie ladder as one line. */
export const ladderInWords = (ladder: RoundView['tieLadder']): string =>
  ladder.map((step, index) => `${index + 1} ${LADDER_STEP_LABELS[step].zh}`).join(' → ');

/** About how many screens a juror sees until every entry has its target. */
export const screensEach = (entries: number, target: number, size: number, jurors: number): number =>
  Math.max(1, Math.ceil((target * entries) / (size * Math.max(1, jurors))));
