import type { Method } from '../ballots/method.js';
import type { Refusal } from '../result.js';
import { bordaFigures } from './borda.js';
import { round9 } from './figures.js';
import { gradesOf } from './grades/grade-table.js';
import type { PackedAnswers } from './pack.js';
import { groupByRate, type PickCounts } from './picks.js';
import { fitTwoWay, OFFICIAL_WEIGHTS } from './two-way.js';
import type { TallyProblem } from './types.js';

/** What a method says before any ladder. */
export interface Primary {
  /** Groups of equals by index, best first. */
  readonly groups: readonly (readonly number[])[];
  /** The figure that ranks, null where the entry has none. */
  readonly value: (entry: number) => number | null;
  /** Whether the figure is a rate with an interval and bands. */
  readonly banded: boolean;
  readonly problems: readonly Refusal<TallyProblem>[];
}

/** Groups of equal figures, greatest first; entries without a figure (NaN) come last, as one group. */
export const groupByFigure = (figures: Float64Array): number[][] => {
  const groups = new Map<number, number[]>();
  figures.forEach((figure, entry) => {
    const group = groups.get(figure);
    if (group) group.push(entry);
    else groups.set(figure, [entry]);
  });
  const rank = (figure: number): number => (Number.isNaN(figure) ? -Infinity : figure);
  return [...groups].sort(([a], [b]) => rank(b) - rank(a)).map(([, group]) => group);
};

const byFigure = (figures: Float64Array, problems: readonly Refusal<TallyProblem>[] = []): Primary => ({
  groups: groupByFigure(figures),
  value: (entry) => {
    const figure = figures[entry] as number;
    return Number.isNaN(figure) ? null : figure;
  },
  banded: false,
  problems,
});

const byRate = (counts: PickCounts): Primary => ({
  groups: groupByRate(counts),
  value: (entry) => {
    const exposures = counts.exposures[entry] as number;
    return exposures === 0 ? null : round9((counts.picks[entry] as number) / exposures);
  },
  banded: true,
  problems: [],
});

const byQuality = (packed: PackedAnswers): Primary => {
  const fit = fitTwoWay(gradesOf(packed), OFFICIAL_WEIGHTS);
  if (fit.ok) return byFigure(fit.value.quality);
  return byFigure(new Float64Array(packed.entryCount).fill(NaN), [fit.error]);
};

/**
 * The primary result of a method: the rate for picks and verdicts, the quality of the two-way fit for grades, the mean
 * Borda points per exposure for orders.
 */
export const primaryOf = (method: Method, packed: PackedAnswers, counts: PickCounts): Primary => {
  if (method.kind === 'score') return byQuality(packed);
  return method.kind === 'rank' ? byFigure(bordaFigures(packed)) : byRate(counts);
};
