/**
 * The cheapest one-to-one assignment of `n` rows to `n` columns (the Hungarian method with potentials, O(n³)).
 * `cost` is row-major. Returns the column of each row; deterministic.
 */
export const cheapestAssignment = (n: number, cost: Float64Array): Int32Array => {
  const rowPotential = new Float64Array(n + 1);
  const columnPotential = new Float64Array(n + 1);
  // Column 0 and row 0 are the artificial start of each augmenting path.
  const rowOf = new Int32Array(n + 1);
  const from = new Int32Array(n + 1);
  for (let row = 1; row <= n; row += 1) {
    rowOf[0] = row;
    let column = 0;
    const least = new Float64Array(n + 1).fill(Infinity);
    const used = new Uint8Array(n + 1);
    do {
      used[column] = 1;
      const here = rowOf[column] as number;
      let delta = Infinity;
      let next = 0;
      for (let c = 1; c <= n; c += 1) {
        if (used[c]) continue;
        const reduced =
          (cost[(here - 1) * n + c - 1] as number) - (rowPotential[here] as number) - (columnPotential[c] as number);
        if (reduced < (least[c] as number)) {
          least[c] = reduced;
          from[c] = column;
        }
        if ((least[c] as number) < delta) {
          delta = least[c] as number;
          next = c;
        }
      }
      for (let c = 0; c <= n; c += 1) {
        if (used[c]) {
          const r = rowOf[c] as number;
          rowPotential[r] = (rowPotential[r] as number) + delta;
          columnPotential[c] = (columnPotential[c] as number) - delta;
        } else least[c] = (least[c] as number) - delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = from[column] as number;
      rowOf[column] = rowOf[before] as number;
      column = before;
    }
  }
  const columnOf = new Int32Array(n);
  for (let c = 1; c <= n; c += 1) columnOf[(rowOf[c] as number) - 1] = c - 1;
  return columnOf;
};
