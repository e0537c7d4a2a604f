import type { RankedEntry, TallyResult } from './types.js';

/** Where a result is cut between those who go on and those who do not. */
export interface Cut {
  /** Who goes on, by rank. More than `places` only where the last place is shared: equals go on together. */
  readonly advancing: readonly RankedEntry[];
  /** The weakest of them; null where nobody goes on. */
  readonly last: RankedEntry | null;
  /** The best of the others that no cap passed over; null where there is none. */
  readonly next: RankedEntry | null;
  /** How many share the last place that goes on. */
  readonly sharing: number;
}

/** Reads the cut off a result: after ties and caps, as the result itself says who holds its places. */
export const cutOf = ({ entries, winners, passedOver }: TallyResult): Cut => {
  const on = new Set(winners.map(({ entryId }) => entryId));
  const over = new Set(passedOver.map(({ entryId }) => entryId));
  const advancing = entries.filter(({ entryId }) => on.has(entryId));
  const last = advancing.at(-1) ?? null;
  const next = entries.find(({ entryId, rank }) => !on.has(entryId) && !over.has(entryId) && rank > 0) ?? null;
  return { advancing, last, next, sharing: advancing.filter(({ rank }) => rank === last?.rank).length };
};
