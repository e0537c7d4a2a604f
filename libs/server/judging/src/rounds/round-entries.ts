import type { Problem } from '@zuimei/contracts';
import { entriesForRound, type RoundEntry } from '@zuimei/contest';
import { err, type Method, ok, type Result, validateMethod } from '@zuimei/domain';
import type { Queryable } from '@zuimei/persistence';

/** A round of one entry decides nothing. */
const FEWEST = 2;

/** What stands in `round_entries` of an entry. */
export const asRoundEntry = ({ entryId, number, photoSha256 }: RoundEntry) => ({ entryId, number, photoSha256 });

/**
 * The entries for a round: all active ones of the edition, or the given ones. Refuses with FOREIGN_EDITION_ENTRY where
 * one does not exist or is another edition's, and with ROUND_HAS_NO_ENTRIES where too few are left.
 */
export async function entriesOf(
  db: Queryable,
  edition: { id: string; key: string },
  entryIds: readonly string[] | null,
): Promise<Result<RoundEntry[], Problem>> {
  const wanted = entryIds && [...new Set(entryIds)];
  const found = await entriesForRound(db, wanted ? { ids: wanted } : { editionKey: edition.key });
  const foreign = found.filter(({ editionId }) => editionId !== edition.id);
  if (foreign.length > 0 || (wanted && found.length < wanted.length)) {
    return err({
      code: 'FOREIGN_EDITION_ENTRY',
      facts: { count: (wanted?.length ?? 0) - found.length + foreign.length },
    });
  }
  const active = found.filter(({ state }) => state === 'active');
  if (active.length < FEWEST)
    return err({ code: 'ROUND_HAS_NO_ENTRIES', facts: { least: FEWEST, given: active.length } });
  return ok(active);
}

/** Whether so many entries can be voted by the method; METHOD_DOES_NOT_FIT names the numbers that do not fit. */
export function methodFits(method: Method, entries: number): Result<null, Problem> {
  const fits = validateMethod(method, entries);
  if (fits.ok) return ok(null);
  const { most, least, given } = fits.error.facts as { most?: number; least?: number; given?: number };
  const picks = method.kind === 'grid' ? `${method.picks} / ${method.size}` : method.kind;
  const reason = most !== undefined ? `${given} > ${most}` : least !== undefined ? `${given} < ${least}` : picks;
  return err({ code: 'METHOD_DOES_NOT_FIT', facts: { ...fits.error.facts, reason } });
}
