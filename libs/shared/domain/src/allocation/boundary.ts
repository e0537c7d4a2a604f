import { wilson } from '../tally/figures.js';

/** How often a juror may see one entry in a round that is focused; again only where nothing else is left to see. */
export const FOCUS_MOST_VIEWS = 4;

/**
 * Marks (by 1) the entries whose Wilson interval contains the cut: the middle between the rate of the last place that
 * is won and that of the first that is not. `exposures` and `picks` are by entry; an entry that was never exposed is
 * in. All are in where there are no more entries than places.
 */
export const boundaryOf = (
  picks: ArrayLike<number>,
  exposures: ArrayLike<number>,
  places: number,
  active?: Uint8Array,
): Uint8Array => {
  const n = exposures.length;
  const rates: number[] = [];
  for (let i = 0; i < n; i += 1) {
    if (active && active[i] === 0) continue;
    rates.push(exposures[i] === 0 ? 0 : (picks[i] as number) / (exposures[i] as number));
  }
  rates.sort((a, b) => b - a);
  const marks = new Uint8Array(n);
  if (rates.length <= places) return marks.fill(1);
  const cut = ((rates[places - 1] as number) + (rates[places] as number)) / 2;
  for (let i = 0; i < n; i += 1) {
    if (active && active[i] === 0) continue;
    const { low, high } = wilson(picks[i] as number, exposures[i] as number);
    if (low <= cut && cut <= high) marks[i] = 1;
  }
  return marks;
};
