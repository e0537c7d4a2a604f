import { type PublicRules, type RoundMethodView, type RoundView } from '@zuimei/contracts';
import { screenSize } from '@zuimei/domain';
import { LADDER_STEP_LABELS, METHOD_LABELS, prizesInWords } from '@zuimei/glossary';

/** 9 选 3, 最多选 5 幅. */
export const methodInWords = (method: RoundMethodView): string => {
  if (method.kind === 'grid') return `${method.size} 选 ${method.picks}`;
  if (method.kind === 'approve') return `全部在一屏，最多选 ${method.max} 幅`;
  return method.kind === 'rank' ? `排出前 ${method.max} 名` : METHOD_LABELS[method.kind].zh;
};

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
export const screensEach = (method: RoundMethodView, entries: number, target: number, jurors: number): number =>
  method.kind === 'approve'
    ? 1
    : Math.max(1, Math.ceil((target * entries) / (Math.max(1, screenSize(method, entries)) * Math.max(1, jurors))));

/** Rounds in the order in which they follow one another: each before those that come after it, which stand further in. */
export function inChains(rounds: readonly RoundView[]): { round: RoundView; depth: number }[] {
  const ids = new Set(rounds.map(({ id }) => id));
  const before = ({ afterId, parentId }: RoundView) =>
    [afterId, parentId].find((id) => id !== null && ids.has(id)) ?? null;
  const below = (id: string | null, depth: number): { round: RoundView; depth: number }[] =>
    rounds
      .filter((round) => before(round) === id)
      .flatMap((round) => [{ round, depth }, ...below(round.id, depth + 1)]);
  return below(null, 0);
}
