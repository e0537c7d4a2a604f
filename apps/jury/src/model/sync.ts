import { type SyncState } from '@zuimei/ui';

export interface SyncFacts {
  /** Answers on this tablet that the server has not acknowledged. */
  pending: number;
  /** Answers that the server did not count. */
  parked: number;
  /** Answers given in this seat. */
  answered: number;
  /** The last try reached the server; null before the first. */
  reached: boolean | null;
}

export interface Chip {
  state: SyncState;
  count?: number;
}

/** What can truly be said about a juror's answers, most reassuring first. */
export function syncChips({ pending, parked, answered, reached }: SyncFacts): Chip[] {
  const chips: Chip[] = [];
  if (reached === false) chips.push({ state: 'offline' });
  else if (pending > 0) chips.push({ state: 'saved' });
  else if (answered > 0 && reached) chips.push({ state: 'synced', count: answered });
  if (pending > 0) chips.push({ state: 'pending', count: pending });
  else if (reached === false && answered > 0) chips.push({ state: 'synced' });
  if (parked > 0) chips.push({ state: 'late', count: parked });
  return chips;
}
