import { round9 } from '../figures.js';
import type { GradeTable } from './grade-table.js';

/** Adds from the least to the greatest, so that no order of ballots can matter. */
const sumOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b).reduce((a, b) => a + b, 0);

const meansBy = (count: number, values: Iterable<readonly [at: number, value: number]>): Float64Array => {
  const lists = Array.from({ length: count }, (): number[] => []);
  for (const [at, value] of values) (lists[at] as number[]).push(value);
  return Float64Array.from(lists, (list) => round9(sumOf(list) / list.length));
};

/** The mean grade of each entry; NaN where nobody graded it. */
export const meanScores = ({ entryCount, grades }: GradeTable): Float64Array =>
  meansBy(
    entryCount,
    grades.map(({ entry, grade }) => [entry, grade]),
  );

/** The least spread that grades are divided by: a juror who hardly differs shall not be blown up. On grades 1 to 5. */
export const LEAST_SPREAD = 0.5;

/**
 * The mean z of each entry: `(y − μ_j) / max(σ_j, σ_min)` by each juror's own mean and standard deviation (of all the
 * juror's grades, divided by their number); 0 where a juror gave one grade to all. NaN where nobody graded the entry.
 */
export const zScores = ({ entryCount, jurorCount, grades }: GradeTable, leastSpread = LEAST_SPREAD): Float64Array => {
  const byJuror = Array.from({ length: jurorCount }, (): number[] => []);
  for (const { juror, grade } of grades) (byJuror[juror] as number[]).push(grade);
  const means = byJuror.map((own) => sumOf(own) / own.length);
  const spreads = byJuror.map((own, j) =>
    Math.sqrt(sumOf(own.map((grade) => (grade - (means[j] as number)) ** 2)) / own.length),
  );
  return meansBy(
    entryCount,
    grades.map(({ entry, juror, grade }) => {
      const spread = spreads[juror] as number;
      return [entry, spread === 0 ? 0 : (grade - (means[juror] as number)) / Math.max(spread, leastSpread)];
    }),
  );
};
