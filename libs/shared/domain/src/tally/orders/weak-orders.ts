/**
 * Orders with equals as typed arrays: ballot `b`, cast `times[b]` times, ranks the entries
 * `ranked[starts[b] … starts[b + 1] - 1]`, each at `place[…]` (smaller is better; equals share one). Places within a
 * ballot never fall. Entries that a ballot does not rank are tied behind all that it does.
 */
export interface WeakOrders {
  readonly entryCount: number;
  /** Number of ballot lines. */
  readonly count: number;
  readonly starts: Uint32Array;
  readonly ranked: Uint32Array;
  readonly place: Uint32Array;
  readonly times: Float64Array;
}

/** One line of orders: groups of equals by entry index, best first. */
export interface OrderLine {
  readonly times: number;
  readonly groups: readonly (readonly number[])[];
}

/** Packs orders given as groups of equals. An entry stands at most once in a line. */
export const packOrders = (entryCount: number, lines: readonly OrderLine[]): WeakOrders => {
  const slots = lines.reduce((sum, { groups }) => sum + groups.reduce((own, group) => own + group.length, 0), 0);
  const starts = new Uint32Array(lines.length + 1);
  const ranked = new Uint32Array(slots);
  const place = new Uint32Array(slots);
  let at = 0;
  lines.forEach(({ groups }, line) => {
    groups.forEach((group, k) => {
      for (const entry of group) {
        ranked[at] = entry;
        place[at] = k;
        at += 1;
      }
    });
    starts[line + 1] = at;
  });
  return {
    entryCount,
    count: lines.length,
    starts,
    ranked,
    place,
    times: Float64Array.from(lines, ({ times }) => times),
  };
};

/**
 * How many ballots put entry i before entry j, at `i · entryCount + j`. Takes 8·N² bytes; whole numbers, so the order of
 * ballots cannot matter.
 */
export const pairwisePreferences = ({
  entryCount: n,
  count,
  starts,
  ranked,
  place,
  times,
}: WeakOrders): Float64Array => {
  const before = new Float64Array(n * n);
  const isRanked = new Uint8Array(n);
  for (let line = 0; line < count; line += 1) {
    const [from, end] = [starts[line] as number, starts[line + 1] as number];
    const weight = times[line] as number;
    isRanked.fill(0);
    for (let p = from; p < end; p += 1) isRanked[ranked[p] as number] = 1;
    for (let p = from; p < end; p += 1) {
      const row = (ranked[p] as number) * n;
      for (let q = p + 1; q < end; q += 1) {
        const cell = row + (ranked[q] as number);
        if ((place[p] as number) < (place[q] as number)) before[cell] = (before[cell] as number) + weight;
      }
      for (let other = 0; other < n; other += 1)
        if (isRanked[other] === 0) before[row + other] = (before[row + other] as number) + weight;
    }
  }
  return before;
};
