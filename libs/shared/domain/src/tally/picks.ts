import { compareRates, distinguishable } from './figures.js';
import type { PackedAnswers } from './pack.js';

/** Per entry: on how many answers it stood, on how many it was marked, by how many different jurors. */
export interface PickCounts {
  readonly exposures: Uint32Array;
  readonly picks: Uint32Array;
  readonly jurors: Uint32Array;
}

/** Counts exposures, picks and distinct picking jurors in one pass. */
export const countPicks = ({ entryCount, count, starts, shown, marks, juror }: PackedAnswers): PickCounts => {
  const exposures = new Uint32Array(entryCount);
  const picks = new Uint32Array(entryCount);
  const jurors = new Uint32Array(entryCount);
  const lastJuror = new Int32Array(entryCount).fill(-1);
  for (let i = 0; i < count; i += 1) {
    const by = juror[i] as number;
    const end = starts[i + 1] as number;
    for (let at = starts[i] as number; at < end; at += 1) {
      const entry = shown[at] as number;
      exposures[entry] = (exposures[entry] as number) + 1;
      if (marks[at] === 0) continue;
      picks[entry] = (picks[entry] as number) + 1;
      // One juror's answers stand together, so remembering the last one is enough to count each once.
      if (lastJuror[entry] === by) continue;
      lastJuror[entry] = by;
      jurors[entry] = (jurors[entry] as number) + 1;
    }
  }
  return { exposures, picks, jurors };
};

const at = (array: Uint32Array, index: number): number => array[index] as number;

/** Groups of entry indexes with equal rates, best first; within a group by index. Rates compare as exact fractions. */
export const groupByRate = ({ picks, exposures }: PickCounts): number[][] => {
  const compare = (a: number, b: number): number =>
    compareRates(at(picks, a), at(exposures, a), at(picks, b), at(exposures, b));
  const order = Array.from(picks.keys()).sort((a, b) => compare(a, b) || a - b);
  const groups: number[][] = [];
  for (const entry of order) {
    const last = groups.at(-1);
    if (last && compare(last[0] as number, entry) === 0) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
};

/**
 * 统计上并列: walks the entries best first and opens a new band where an entry can be told apart from the first of the
 * running band. Returns the band of each entry of `order`, from 1. Bands are anchored at their first member because
 * "cannot be told apart" is not transitive.
 */
export const bandsOf = (order: readonly number[], { picks, exposures }: PickCounts): number[] => {
  let band = 0;
  let anchor = -1;
  return order.map((entry) => {
    const apart =
      anchor >= 0 && distinguishable(at(picks, anchor), at(exposures, anchor), at(picks, entry), at(exposures, entry));
    if (anchor < 0 || apart) {
      anchor = entry;
      band += 1;
    }
    return band;
  });
};
