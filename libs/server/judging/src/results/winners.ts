import type { FigureScale } from '@zuimei/contracts';
import { type Method, type Prize, prizeOfPlace, type RankedEntry, type TallyResult } from '@zuimei/domain';
import { placeLabel } from '@zuimei/glossary';

/** What the figure that ranks is, by method. */
export const scaleOf = ({ kind }: Method): FigureScale =>
  kind === 'score' ? 'quality' : kind === 'rank' ? 'points' : 'rate';

/** An entry that wins a place. */
export interface Winner {
  number: number;
  /** Among the winners, 1 is best: whom a cap passed over leaves no gap. */
  place: number;
  shared: boolean;
  prize: string;
  line: RankedEntry;
}

/**
 * The winners of a count, best first. Equals share a place and the next one skips. A prize is the one of the place; what
 * has no name is called by its number.
 */
export function winnersOf(result: TallyResult, prizes: readonly Prize[]): Winner[] {
  const lines = new Map(result.entries.map((line) => [line.entryId, line]));
  return result.winners.map(({ entryId, rank }) => {
    const line = lines.get(entryId);
    if (!line) throw new Error(`winner ${entryId} is not in the result`);
    const place = 1 + result.winners.filter((other) => other.rank < rank).length;
    const shared = result.winners.filter((other) => other.rank === rank).length > 1;
    return { number: Number(entryId), place, shared, prize: prizeOfPlace(prizes, place) ?? placeLabel(place), line };
  });
}

/** The rank of an entry by the jury alone, 1 is best, equals share it; null where hearts were not blended in. */
export function juryRankOf({ hearts }: TallyResult, entryId: string): number | null {
  if (!hearts) return null;
  const at = hearts.juryAlone.findIndex((group) => group.includes(entryId));
  return 1 + hearts.juryAlone.slice(0, at).reduce((sum, group) => sum + group.length, 0);
}
