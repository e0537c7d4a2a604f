import type { PhotoView } from '@zuimei/contracts';
import type { EntryState } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';
import { PHOTO_COLUMNS, photoView, type PhotoColumns } from './photo-columns.js';

/** An entry as a round needs it. `authorId` and `company` serve exclusions and caps only and never reach a juror. */
export interface RoundEntry {
  entryId: string;
  editionId: string;
  number: number;
  state: EntryState;
  authorId: string;
  company: string | null;
  title: string;
  /** The author's name as they gave it; null where they gave none. */
  makerName: string | null;
  /** SHA-256 of the original, hex. */
  photoSha256: string;
  photo: PhotoView;
}

/** All active entries of an edition (`editionKey`), or the given ones in whatever state they are (`ids`). */
export type RoundEntriesOf = { editionKey: string } | { ids: readonly string[] };

/** The entries for a round, ascending by number. Of `ids`, those that do not exist are left out: compare the length. */
export async function entriesForRound(db: Queryable, of: RoundEntriesOf): Promise<RoundEntry[]> {
  const where =
    'ids' in of
      ? 'e.id = ANY($1::uuid[])'
      : `e.edition_id = (SELECT id FROM editions WHERE key = $1) AND e.state = 'active'`;
  const rows = await db.query<RoundEntryRow>(
    `SELECT e.id, e.edition_id, e.number, e.state, s.author_id, s.title, a.company, a.display_name,
            p.original_sha256, ${PHOTO_COLUMNS}
       FROM entries e
       JOIN submissions s ON s.id = e.submission_id
       JOIN authors a ON a.id = s.author_id
       JOIN photos p ON p.id = e.photo_id
      WHERE ${where}
      ORDER BY e.number`,
    ['ids' in of ? of.ids : of.editionKey],
  );
  return rows.map((row) => ({
    entryId: row.id,
    editionId: row.edition_id,
    number: row.number,
    state: row.state,
    authorId: row.author_id,
    company: row.company,
    title: row.title,
    makerName: row.display_name,
    photoSha256: row.original_sha256,
    photo: photoView(row),
  }));
}

interface RoundEntryRow extends PhotoColumns {
  id: string;
  edition_id: string;
  number: number;
  state: EntryState;
  author_id: string;
  title: string;
  company: string | null;
  display_name: string | null;
  original_sha256: string;
}

/**
 * Marks entries as standing in a prepared round: from then on their approval cannot be undone. Idempotent; the first
 * time stays. Gives the number of entries that were newly locked.
 */
export async function lockEntries(tx: Tx, entryIds: readonly string[], at: Date): Promise<number> {
  return tx.execute(
    `UPDATE entries SET locked_at = $2
      WHERE locked_at IS NULL
        AND id IN (SELECT id FROM entries WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE)`,
    [entryIds, at],
  );
}

/** Takes the mark off again: for a round that was cancelled, and only for entries that stand in no other. */
export async function unlockEntries(tx: Tx, entryIds: readonly string[]): Promise<number> {
  return tx.execute('UPDATE entries SET locked_at = NULL WHERE id = ANY($1::uuid[])', [entryIds]);
}
