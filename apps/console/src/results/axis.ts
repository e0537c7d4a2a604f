/** The shared axis of the intervals: whole steps of 20 % around all of them, at least two steps wide. */
export function intervalAxis(rows: readonly { low: number; high: number }[]): {
  from: number;
  to: number;
  ticks: number[];
} {
  const least = Math.min(...rows.map(({ low }) => low), 1);
  const most = Math.max(...rows.map(({ high }) => high), 0);
  let from = Math.max(0, Math.floor(least * 5));
  let to = Math.min(5, Math.ceil(most * 5));
  while (to - from < 2) {
    if (to < 5) to++;
    else from--;
  }
  return { from: from / 5, to: to / 5, ticks: Array.from({ length: to - from + 1 }, (_, i) => (from + i) / 5) };
}
