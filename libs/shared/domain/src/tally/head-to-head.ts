import type { PackedAnswers } from './pack.js';

/** How often tied entries met on one screen, and who was preferred there. */
export interface HeadToHead {
  readonly met: (a: number, b: number) => boolean;
  /** On how many screens `a` was marked better than `b`. */
  readonly wins: (a: number, b: number) => number;
}

/** Whether mark `a` is better than mark `b`: picked over unpicked; in an order the earlier place, placed over not. */
const better = (a: number, b: number, ordered: boolean): boolean => (ordered ? a > 0 && (b === 0 || a < b) : a > b);

/**
 * Counts meetings within the given groups in one pass over all answers. `ordered` tells that marks are places.
 * Memory grows with the pairs that really met, not with the square of the groups.
 */
export const headToHead = (
  packed: PackedAnswers,
  groups: readonly (readonly number[])[],
  ordered: boolean,
): HeadToHead => {
  const groupOf = new Int32Array(packed.entryCount).fill(-1);
  groups.forEach((group, g) => {
    if (group.length > 1) for (const entry of group) groupOf[entry] = g;
  });
  const wins = new Map<number, number>();
  const key = (a: number, b: number): number => a * packed.entryCount + b;
  const add = (a: number, b: number, by: number): void => {
    wins.set(key(a, b), (wins.get(key(a, b)) ?? 0) + by);
  };
  const { starts, shown, marks } = packed;
  for (let i = 0; i < packed.count; i += 1) {
    const end = starts[i + 1] as number;
    for (let p = starts[i] as number; p < end; p += 1) {
      const a = shown[p] as number;
      if (groupOf[a] === -1) continue;
      for (let q = p + 1; q < end; q += 1) {
        const b = shown[q] as number;
        if (groupOf[b] !== groupOf[a]) continue;
        const [markA, markB] = [marks[p] as number, marks[q] as number];
        // Adding nothing still notes that the two met.
        add(a, b, Number(better(markA, markB, ordered)));
        add(b, a, Number(better(markB, markA, ordered)));
      }
    }
  }
  return { met: (a, b) => wins.has(key(a, b)), wins: (a, b) => wins.get(key(a, b)) ?? 0 };
};
