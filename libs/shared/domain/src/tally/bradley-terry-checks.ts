import { bradleyTerry, type Comparisons, type Win } from './bradley-terry.js';
import { round9 } from './figures.js';

/**
 * Whether every entry can be reached from every other by a chain of wins. Only then does maximum likelihood (a prior of
 * 0) have an answer (Ford 1957).
 */
export const winsConnectAll = (count: number, list: readonly Win[]): boolean => {
  const reachesAll = (next: readonly (readonly number[])[]): boolean => {
    const seen = new Set([0]);
    for (const entry of seen) for (const other of next[entry] as readonly number[]) seen.add(other);
    return seen.size === count;
  };
  const [beaten, beatenBy] = [0, 1].map(() => Array.from({ length: count }, (): number[] => [])) as [
    number[][],
    number[][],
  ];
  for (const [winner, loser] of list) {
    (beaten[winner] as number[]).push(loser);
    (beatenBy[loser] as number[]).push(winner);
  }
  return count > 0 && reachesAll(beaten) && reachesAll(beatenBy);
};

/** The correlation of two lists of figures (Pearson), null where one of them does not vary. */
const correlation = (a: readonly number[], b: readonly number[]): number | null => {
  const mean = (values: readonly number[]): number => values.reduce((x, y) => x + y, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, ofA, ofB] = [0, 0, 0];
  a.forEach((value, i) => {
    const [x, y] = [value - meanA, (b[i] as number) - meanB];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  });
  return ofA === 0 || ofB === 0 ? null : both / Math.sqrt(ofA * ofB);
};

/** How well two halves of the jurors agree. */
export interface SplitHalf {
  /** Correlation of the halves' strengths over the entries that both compared. */
  readonly correlation: number;
  /** What that says of the whole jury: 2r / (1 + r) (Spearman and Brown 1910); null where they do not agree at all, r ≤ 0. */
  readonly reliability: number | null;
}

/** Fits each half by itself and compares the strengths; null with fewer than three entries in both, or no variation. */
export const splitHalf = (left: Comparisons, right: Comparisons, prior?: number): SplitHalf | null => {
  const { count } = left;
  const compared = ({ met }: Comparisons, entry: number): boolean =>
    met.subarray(entry * count, (entry + 1) * count).some((times) => times > 0);
  const both = Array.from({ length: count }, (_, i) => i).filter((i) => compared(left, i) && compared(right, i));
  if (both.length < 3) return null;
  const [a, b] = [left, right].map((half) => {
    const { strengths } = bradleyTerry(half, prior);
    return both.map((entry) => strengths[entry] as number);
  }) as [number[], number[]];
  const r = correlation(a, b);
  if (r === null) return null;
  return { correlation: round9(r), reliability: r > 0 ? round9((2 * r) / (1 + r)) : null };
};
