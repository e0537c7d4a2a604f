/** How often each entry got each grade: `counts[entry · grades.length + g]` for the grade `grades[g]`, ascending. */
export interface GradeCounts {
  readonly entryCount: number;
  readonly grades: readonly number[];
  readonly counts: Float64Array;
}

/** What majority judgment says of one entry. */
export interface MajorityGauge {
  /** The lower median of its grades, null where nobody graded it. */
  readonly median: number | null;
  /** How many grades it got, and how many above and below the median. */
  readonly total: number;
  readonly above: number;
  readonly below: number;
  /** `+` where more are above than below, else `−`. */
  readonly sign: '+' | '−';
}

export interface MajorityJudgment {
  /** Groups of equals by index, best first; entries that nobody graded come last. */
  readonly groups: readonly (readonly number[])[];
  readonly gauges: readonly MajorityGauge[];
}

/** Counts grades that come as [entry, grade, times]. */
export const countGrades = (
  entryCount: number,
  given: readonly (readonly [entry: number, grade: number, times: number])[],
): GradeCounts => {
  const grades = [...new Set(given.map(([, grade]) => grade))].sort((a, b) => a - b);
  const indexOf = new Map(grades.map((grade, g) => [grade, g]));
  const counts = new Float64Array(entryCount * grades.length);
  for (const [entry, grade, times] of given) {
    const cell = entry * grades.length + (indexOf.get(grade) as number);
    counts[cell] = (counts[cell] as number) + times;
  }
  return { entryCount, grades, counts };
};

const gaugeOf = (grades: readonly number[], counts: Float64Array): MajorityGauge => {
  const total = counts.reduce((a, b) => a + b, 0);
  if (total === 0) return { median: null, total, above: 0, below: 0, sign: '−' };
  let below = 0;
  let at = 0;
  // The lower median of n grades is the one in place ⌈n/2⌉ from below.
  while (below + (counts[at] as number) < Math.ceil(total / 2)) {
    below += counts[at] as number;
    at += 1;
  }
  const above = total - below - (counts[at] as number);
  return { median: grades[at] as number, total, above, below, sign: above > below ? '+' : '−' };
};

/** Compares `a/totalA` with `b/totalB` exactly. */
const compareShares = (a: number, totalA: number, b: number, totalB: number): number => {
  const difference = BigInt(a) * BigInt(totalB) - BigInt(b) * BigInt(totalA);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
};

/** Negative where `a` is better. */
const compareGauges = (a: MajorityGauge, b: MajorityGauge): number => {
  if (a.median === null || b.median === null) return Number(a.median === null) - Number(b.median === null);
  if (a.median !== b.median) return b.median - a.median;
  if (a.sign !== b.sign) return a.sign === '+' ? -1 : 1;
  return a.sign === '+'
    ? compareShares(b.above, b.total, a.above, a.total)
    : compareShares(a.below, a.total, b.below, b.total);
};

/**
 * Majority judgment by the majority gauge (Balinski and Laraki 2007, "A theory of measuring, electing, and ranking"):
 * entries are ordered by their lower median grade, then those with more grades above it than below before the others,
 * then the former by the larger share above, the latter by the smaller share below. Shares are of an entry's own grades,
 * so an entry is not worse off for having been graded less often.
 */
export const majorityJudgment = ({ entryCount, grades, counts }: GradeCounts): MajorityJudgment => {
  const gauges = Array.from({ length: entryCount }, (_, entry) =>
    gaugeOf(grades, counts.subarray(entry * grades.length, (entry + 1) * grades.length)),
  );
  const gauge = (entry: number): MajorityGauge => gauges[entry] as MajorityGauge;
  const order = Array.from(gauges.keys()).sort((a, b) => compareGauges(gauge(a), gauge(b)) || a - b);
  const groups: number[][] = [];
  for (const entry of order) {
    const last = groups.at(-1);
    if (last && compareGauges(gauge(last[0] as number), gauge(entry)) === 0) last.push(entry);
    else groups.push([entry]);
  }
  return { groups, gauges };
};
