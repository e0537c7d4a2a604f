import { ok, refuse, type Refusal, type Result } from '../result.js';
import { HEARTS_WEIGHT_MOST } from '../rules.js';
import { round9 } from './figures.js';
import { groupByFigure } from './primary.js';

/** The most that public hearts may weigh beside the jury, as a share. */
const MOST_WEIGHT = HEARTS_WEIGHT_MOST / 100;

/**
 * Percentile ranks from 0 (last) to 1 (first): the share of the others that an entry stands before, equals counting half.
 * 1 for an entry that is alone.
 */
export const percentileRanks = (figures: ArrayLike<number>): Float64Array => {
  const values = Float64Array.from(figures);
  const sorted = values.toSorted();
  const below = new Map<number, number>();
  const equal = new Map<number, number>();
  sorted.forEach((value, i) => {
    if (!below.has(value)) below.set(value, i);
    equal.set(value, (equal.get(value) ?? 0) + 1);
  });
  return values.map((value) => {
    if (values.length === 1) return 1;
    return round9(((below.get(value) as number) + ((equal.get(value) as number) - 1) / 2) / (values.length - 1));
  });
};

/** A blended result beside the one of the jury alone. Groups of equals by index, best first. */
export interface Blend {
  readonly weight: number;
  readonly blended: readonly (readonly number[])[];
  readonly figures: Float64Array;
  /** Percentile ranks by index. */
  readonly byJury: Float64Array;
  readonly byHearts: Float64Array;
  /** The result at 0 %. */
  readonly juryAlone: readonly (readonly number[])[];
}

/**
 * Blends public hearts into a jury's result, only for rules that said so before opening:
 * `(1 − w) · jury's percentile rank + w · hearts' percentile rank`, w at most 40 %. `jury` are groups of equals, best
 * first, that hold every entry once; `hearts` counts by index.
 */
export const blendHearts = (
  jury: readonly (readonly number[])[],
  hearts: ArrayLike<number>,
  weight: number,
): Result<Blend, Refusal<'HEARTS_WEIGHT_OUT_OF_RANGE'>> => {
  if (!(weight >= 0 && weight <= MOST_WEIGHT))
    return refuse('HEARTS_WEIGHT_OUT_OF_RANGE', { weight, most: MOST_WEIGHT });
  const standing = new Float64Array(hearts.length);
  jury.forEach((group, place) => {
    for (const entry of group) standing[entry] = -place;
  });
  const [byJury, byHearts] = [percentileRanks(standing), percentileRanks(hearts)];
  const figures = byJury.map((own, i) => round9((1 - weight) * own + weight * (byHearts[i] as number)));
  return ok({ weight, figures, byJury, byHearts, blended: groupByFigure(figures), juryAlone: jury });
};
