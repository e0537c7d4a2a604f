import type { RankedEntry, TallyResult } from '@zuimei/domain';
import { placeLabel } from '@zuimei/glossary';

/** An entry that wins a place. */
export interface Winner {
  number: number;
  /** Among the winners, 1 is best: whom a cap passed over leaves no gap. */
  place: number;
  shared: boolean;
  prize: string;
  line: RankedEntry;
}

/** The winners of a count, best first. Equals share a place and the next one skips. */
export function winnersOf(result: TallyResult): Winner[] {
  const lines = new Map(result.entries.map((line) => [line.entryId, line]));
  return result.winners.map(({ entryId, rank }) => {
    const line = lines.get(entryId);
    if (!line) throw new Error(`winner ${entryId} is not in the result`);
    const place = 1 + result.winners.filter((other) => other.rank < rank).length;
    const shared = result.winners.filter((other) => other.rank === rank).length > 1;
    return { number: Number(entryId), place, shared, prize: placeLabel(place), line };
  });
}
