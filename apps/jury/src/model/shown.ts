import { type PhotoState } from '@zuimei/ui';

/** How far the photos of a screen are: all of them whole, some still coming, or one that did not come. */
export type Shown = 'whole' | 'waiting' | 'failed';

/** `developing` comes after the whole picture was decoded: it is all there, getting sharp. */
export const isWhole = (state: PhotoState | undefined): boolean => state === 'sharp' || state === 'developing';

/** A screen is judged only when all of it can be seen: an entry that nobody saw would count as not picked. */
export const shownOf = (states: readonly (PhotoState | undefined)[]): Shown => {
  if (states.includes('failed')) return 'failed';
  return states.every(isWhole) ? 'whole' : 'waiting';
};
