export interface Schulze {
  /** Groups of equals by index, best first: again and again those that nobody left defeats. */
  readonly groups: readonly (readonly number[])[];
  /** How many others an entry defeats by its strongest path. */
  readonly defeats: Float64Array;
}

/**
 * The Schulze method (Schulze 2011, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
 * single-winner election method"), links measured by winning votes: a link from i to j is as strong as the number of
 * ballots with i before j, where that is more than the other way round, and else 0. A path is as strong as its weakest
 * link; i defeats j where its strongest path to j is stronger than the one back. Defeats are transitive, so there is
 * always somebody undefeated. `before` as from `pairwisePreferences`; N³ steps.
 */
export const schulze = (n: number, before: Float64Array): Schulze => {
  const path = new Float64Array(n * n);
  const at = (i: number, j: number): number => path[i * n + j] as number;
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) {
      const votes = before[i * n + j] as number;
      path[i * n + j] = votes > (before[j * n + i] as number) ? votes : 0;
    }
  for (let via = 0; via < n; via += 1)
    for (let i = 0; i < n; i += 1) {
      const first = at(i, via);
      if (i === via || first === 0) continue;
      for (let j = 0; j < n; j += 1) {
        const through = Math.min(first, at(via, j));
        if (j !== i && through > at(i, j)) path[i * n + j] = through;
      }
    }
  const defeats = new Float64Array(n);
  const defeatedBy = new Float64Array(n);
  const beats = (i: number, j: number): boolean => at(i, j) > at(j, i);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) {
      if (!beats(i, j)) continue;
      defeats[i] = (defeats[i] as number) + 1;
      defeatedBy[j] = (defeatedBy[j] as number) + 1;
    }
  const groups: number[][] = [];
  let left = Array.from({ length: n }, (_, i) => i);
  while (left.length > 0) {
    const undefeated = left.filter((i) => defeatedBy[i] === 0);
    groups.push(undefeated);
    left = left.filter((i) => defeatedBy[i] !== 0);
    for (const j of left) for (const i of undefeated) if (beats(i, j)) defeatedBy[j] = (defeatedBy[j] as number) - 1;
  }
  return { groups, defeats };
};
