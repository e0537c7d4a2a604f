/** How dear it is to put two members on one screen once more: symmetric, by local index. */
export type Togetherness = (a: number, b: number) => number;

const MOST_SWEEPS = 4;

/**
 * Splits members 0 … groups·size − 1 into `groups` groups of `size`, so that members that are dear together stand
 * apart: each group begins with the most entangled member left and takes the cheapest others, then members change
 * places between groups as long as that saves something, at most four sweeps. Between equals the lower index goes
 * first, so the caller's order is the draw. Every member stands in exactly one group.
 */
export const spread = (groups: number, size: number, dear: Togetherness): number[][] => {
  const m = groups * size;
  const cost = new Float64Array(m * m);
  for (let a = 0; a < m; a += 1) {
    for (let b = a + 1; b < m; b += 1) {
      const value = dear(a, b);
      cost[a * m + b] = value;
      cost[b * m + a] = value;
    }
  }

  /** What member `a` costs beside all of group `g`: `beside[a * groups + g]`. */
  const beside = new Float64Array(m * groups);
  const groupOf = new Int32Array(m).fill(-1);
  const join = (member: number, group: number, by: 1 | -1): void => {
    // Costs are symmetric, so the member's row is its column, and lies together in memory.
    for (let a = 0; a < m; a += 1) {
      const value = cost[member * m + a] as number;
      if (value !== 0) beside[a * groups + group] = (beside[a * groups + group] as number) + by * value;
    }
  };

  const entangled = new Float64Array(m);
  for (let a = 0; a < m; a += 1)
    for (let b = 0; b < m; b += 1) entangled[a] = (entangled[a] as number) + (cost[a * m + b] as number);
  for (let g = 0; g < groups; g += 1) {
    for (let k = 0; k < size; k += 1) {
      let best = -1;
      let bestCost = Infinity;
      for (let a = 0; a < m; a += 1) {
        if (groupOf[a] !== -1) continue;
        const costA = k === 0 ? -(entangled[a] as number) : (beside[a * groups + g] as number);
        if (costA >= bestCost) continue;
        best = a;
        bestCost = costA;
      }
      groupOf[best] = g;
      join(best, g, 1);
      for (let a = 0; a < m; a += 1) entangled[a] = (entangled[a] as number) - (cost[best * m + a] as number);
    }
  }

  const burden = (member: number): number => beside[member * groups + (groupOf[member] as number)] as number;
  const saving = (a: number, b: number): number => {
    const from = groupOf[a] as number;
    const to = groupOf[b] as number;
    const now = burden(a) + burden(b);
    const then =
      (beside[a * groups + to] as number) + (beside[b * groups + from] as number) - 2 * (cost[a * m + b] as number);
    return now - then;
  };
  const sweep = (): boolean => {
    let changed = false;
    for (let a = 0; a < m; a += 1) {
      for (let b = a + 1; b < m; b += 1) {
        // Two that cost nothing where they stand cannot save anything by changing places.
        if (burden(a) === 0 && burden(b) === 0) continue;
        const from = groupOf[a] as number;
        const to = groupOf[b] as number;
        if (from === to || saving(a, b) <= 0) continue;
        join(a, from, -1);
        join(b, to, -1);
        join(a, to, 1);
        join(b, from, 1);
        groupOf[a] = to;
        groupOf[b] = from;
        changed = true;
      }
    }
    return changed;
  };
  for (let round = 0; round < MOST_SWEEPS && sweep(); round += 1);

  const out = Array.from({ length: groups }, (): number[] => []);
  groupOf.forEach((group, member) => (out[group] as number[]).push(member));
  return out;
};
