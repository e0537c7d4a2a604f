import type { Problem } from '@zuimei/contracts';
import { err, mayHang, ok, type Result } from '@zuimei/domain';
import type { Queryable } from '@zuimei/persistence';
import { type EntryToHang, findEntryToHang, findLikeMoment, findMomentOfDay } from '@zuimei/persistence/contest';

/**
 * Whether an entry may hang on a day, as things stand: what is wrong with the entry first, then what hangs already. At
 * the same moment somebody else may hang something: only the constraints of `moments` tell that for sure.
 */
export async function checkHanging(db: Queryable, day: string, entryId: string): Promise<Result<EntryToHang, Problem>> {
  const entry = await findEntryToHang(db, entryId);
  if (!entry) return err({ code: 'NOT_FOUND' });
  const { number, consentVersion: version, consentOriginal: original, consentNoSecrets: noSecrets, facesOpen } = entry;
  const may = mayHang({ ...entry, consent: { version, original, noSecrets, facesOpen } });
  if (!may.ok) return err({ code: may.error.code, facts: { number, ...may.error.facts } });
  if (entry.day !== null) return err({ code: 'ENTRY_ON_WALL', facts: { number, day: entry.day } });
  const like = await findLikeMoment(db, entryId);
  if (like) return err({ code: 'LIKE_MOMENT', facts: { ...like } });
  const there = await findMomentOfDay(db, entry.contestId, day);
  if (there) return err({ code: 'DAY_TAKEN', facts: { ...there } });
  return ok(entry);
}
