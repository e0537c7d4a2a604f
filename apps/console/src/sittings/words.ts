import { type PublicRules, type RoundMethodView, type RoundView } from '@zuimei/contracts';
import { LADDER_STEP_LABELS, prizesInWords } from '@zuimei/glossary';

/** 9 选 3, 最多选 5 幅. */
export const methodInWords = (method: RoundMethodView): string =>
  method.kind === 'grid' ? `${method.size} 选 ${method.picks}` : `全部在一屏，最多选 ${method.max} 幅`;

/** The declared tie ladder as one line. */
export const ladderInWords = (ladder: RoundView['tieLadder']): string =>
  ladder.map((step, index) => `${index + 1} ${LADDER_STEP_LABELS[step].zh}`).join(' → ');

/** What the edition promised of its final round, as one paragraph. */
export const promisesInWords = ({ winners, prizes, caps, tieLadder }: PublicRules): string =>
  [
    `照本期规则选出 ${winners} 幅${prizes.length > 0 ? `（${prizesInWords(prizes)}）` : ''}`,
    ...(caps.perAuthor === null ? [] : [`每位作者最多 ${caps.perAuthor} 幅`]),
    ...(caps.perCompany === null ? [] : [`每个单位最多 ${caps.perCompany} 幅`]),
    `并列规则：${ladderInWords(tieLadder)}。要改，请到「期与主题」改本期规则，准备轮次以后就不能再改`,
  ].join('；') + '。';

/** About how many screens a juror sees until every entry has its target. */
export const screensEach = (entries: number, target: number, size: number, jurors: number): number =>
  Math.max(1, Math.ceil((target * entries) / (size * Math.max(1, jurors))));
