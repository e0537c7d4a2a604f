import type { WeakOrders } from './weak-orders.js';

/**
 * Borda points of each entry: of n entries the first place is worth n points and the last 1, equals share the mean of
 * their places, and so do the unranked with what is left (de Borda 1784; equals as in Black 1976). Added as doubled
 * whole numbers, so that no order of addition can matter.
 */
export const bordaPoints = ({ entryCount: n, count, starts, ranked, place, times }: WeakOrders): Float64Array => {
  const doubled = new Float64Array(n);
  const seen = new Int32Array(n).fill(-1);
  const add = (entry: number, points: number): void => {
    doubled[entry] = (doubled[entry] as number) + points;
  };
  for (let line = 0; line < count; line += 1) {
    const [from, end] = [starts[line] as number, starts[line + 1] as number];
    const weight = times[line] as number;
    for (let p = from; p < end;) {
      let last = p + 1;
      while (last < end && place[last] === place[p]) last += 1;
      // Places p … last − 1 are worth n − p … n − last + 1: twice their mean is the sum of the two ends.
      const share = 2 * n - (p - from) - (last - from) + 1;
      for (; p < last; p += 1) {
        add(ranked[p] as number, share * weight);
        seen[ranked[p] as number] = line;
      }
    }
    const rest = n - (end - from) + 1;
    for (let entry = 0; entry < n; entry += 1) if (seen[entry] !== line) add(entry, rest * weight);
  }
  return doubled.map((points) => points / 2);
};
