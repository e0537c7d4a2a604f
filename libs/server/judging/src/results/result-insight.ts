import type { ResultInsight } from '@zuimei/contracts';
import {
  answersOfJurors,
  countPicks,
  otherOpinion,
  primaryOf,
  EFFORT_FLAGS,
  EFFORT_LEAST_ANSWERS,
  jurorEfforts,
  podiumOf,
  rateGroups,
  readPackedPicks,
  secondOpinion,
  type JurorEffort,
  type Method,
  type PackedAnswers,
} from '@zuimei/domain';

/** All but the exposures, which do not hang on what was answered. */
type Insight = Omit<ResultInsight, 'exposure'>;

const PODIUM = 3;

/** The first places of groups of entries, by their numbers. */
const podiumBy =
  (numbers: readonly number[]) =>
  (groups: readonly (readonly number[])[]): number[][] =>
    podiumOf(groups, PODIUM).map((group) => group.map((entry) => numbers[entry] as number));

const medianOf = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? null;
};

/** Another look at a round's standing picks among several. `numbers` are the entries that count, `jurors` their packed answers. */
export function resultInsight(roundId: string, numbers: readonly number[], jurors: readonly Uint8Array[]): Insight {
  const timed = readPackedPicks(numbers.map(String), jurors);
  const { packed } = timed;
  const podium = podiumBy(numbers);
  const opinion = secondOpinion(packed);
  const efforts = jurorEfforts(timed);
  const flagged = (juror: number): boolean => (efforts[juror] as JurorEffort).flags.length > 0;
  const withFlag = (flag: (typeof EFFORT_FLAGS)[number]) => efforts.filter(({ flags }) => flags.includes(flag)).length;
  return {
    roundId,
    podium: podium(rateGroups(packed)),
    secondOpinion: {
      method: 'bradley-terry',
      podium: podium(opinion.groups),
      reliability: opinion.reliability,
      splitHalf: opinion.splitHalf?.reliability ?? null,
    },
    effort: {
      jurors: packed.jurorCount,
      looked: efforts.filter(({ answers }) => answers >= EFFORT_LEAST_ANSWERS).length,
      medianMs: medianOf(efforts.map(({ medianMs }) => medianMs).filter((ms) => ms > 0)),
      flags: { fast: withFlag('fast'), 'one-position': withFlag('one-position'), contrary: withFlag('contrary') },
      flagged: efforts.filter((_, juror) => flagged(juror)).length,
      podiumWithout: podium(rateGroups(answersOfJurors(packed, (juror) => !flagged(juror)))),
    },
  };
}

/** Whether answers of this method pick among several entries of a screen. */
export const picksAmongSeveral = ({ kind }: Method): boolean =>
  kind === 'grid' || kind === 'pair' || kind === 'approve';

/** Another look at verdicts, grades and orders. `numbers` are the entries that count. */
export function otherInsight(
  roundId: string,
  method: Method,
  numbers: readonly number[],
  packed: PackedAnswers,
): Insight {
  const podium = podiumBy(numbers);
  const opinion = otherOpinion(method, packed);
  return {
    roundId,
    podium: podium(primaryOf(method, packed, countPicks(packed)).groups),
    secondOpinion: opinion
      ? { method: opinion.method, podium: podium(opinion.groups), reliability: null, splitHalf: null }
      : null,
    effort: null,
  };
}
