/**
 * Approvals as typed arrays: ballot line `b`, cast `times[b]` times, approves `approved[starts[b] … starts[b + 1] - 1]`,
 * ascending. Lines are distinct and in one order, whatever order they came in. An empty line is a voter who approves
 * nobody and still counts as a voter.
 */
export interface Approvals {
  readonly entryCount: number;
  /** Number of distinct lines. */
  readonly count: number;
  readonly starts: Uint32Array;
  readonly approved: Uint32Array;
  readonly times: Float64Array;
  /** Number of voters. */
  readonly voters: number;
}

export interface ApprovalLine {
  readonly times: number;
  /** Distinct entry indexes. */
  readonly approved: readonly number[];
}

/** Packs approvals, lines that approve the same added up. */
export const packApprovals = (entryCount: number, lines: readonly ApprovalLine[]): Approvals => {
  const merged = new Map<string, { approved: number[]; times: number }>();
  for (const { approved, times } of lines) {
    const sorted = [...approved].sort((a, b) => a - b);
    const key = sorted.join();
    const same = merged.get(key);
    if (same) same.times += times;
    else merged.set(key, { approved: sorted, times });
  }
  const distinct = [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  const starts = new Uint32Array(distinct.length + 1);
  distinct.forEach(({ approved }, i) => {
    starts[i + 1] = (starts[i] as number) + approved.length;
  });
  return {
    entryCount,
    count: distinct.length,
    starts,
    approved: Uint32Array.from(distinct.flatMap(({ approved }) => approved)),
    times: Float64Array.from(distinct, ({ times }) => times),
    voters: distinct.reduce((sum, { times }) => sum + times, 0),
  };
};

/** How many voters approve each entry. */
export const approvalCounts = ({ entryCount, count, starts, approved, times }: Approvals): Float64Array => {
  const counts = new Float64Array(entryCount);
  for (let line = 0; line < count; line += 1)
    for (let at = starts[line] as number; at < (starts[line + 1] as number); at += 1) {
      const entry = approved[at] as number;
      counts[entry] = (counts[entry] as number) + (times[line] as number);
    }
  return counts;
};

/** Per entry the lines that approve it, ascending. */
export const supportersOf = ({ entryCount, count, starts, approved }: Approvals): number[][] => {
  const supporters = Array.from({ length: entryCount }, (): number[] => []);
  for (let line = 0; line < count; line += 1)
    for (let at = starts[line] as number; at < (starts[line + 1] as number); at += 1)
      (supporters[approved[at] as number] as number[]).push(line);
  return supporters;
};
