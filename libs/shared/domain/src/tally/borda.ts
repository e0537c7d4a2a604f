import { round9 } from './figures.js';
import type { PackedAnswers } from './pack.js';

/**
 * Mean Borda points per exposure. On a screen of s entries the first place is worth s points and the last 1; the
 * entries that were not placed share the mean of what is left. NaN for an entry that was never exposed. Points are
 * added as doubled whole numbers times the number that share them, so that no order of addition can matter.
 */
export const bordaFigures = (packed: PackedAnswers): Float64Array => {
  const { entryCount, count, starts, shown, marks } = packed;
  const doubled = new Float64Array(entryCount);
  const exposures = new Uint32Array(entryCount);
  for (let i = 0; i < count; i += 1) {
    const from = starts[i] as number;
    const end = starts[i + 1] as number;
    const size = end - from;
    const placed = marks
      .subarray(from, end)
      .filter((mark) => mark > 0)
      .sort();
    for (let at = from; at < end; at += 1) {
      const entry = shown[at] as number;
      const mark = marks[at] as number;
      // Places close up over entries that have left; the unplaced share 1 … size − placed, whose mean is half of …
      const points = mark > 0 ? 2 * (size - placed.indexOf(mark)) : size - placed.length + 1;
      doubled[entry] = (doubled[entry] as number) + points;
      exposures[entry] = (exposures[entry] as number) + 1;
    }
  }
  return doubled.map((points, entry) => round9(points / (2 * (exposures[entry] as number))));
};
