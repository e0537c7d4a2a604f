import type { EntryState } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

export interface EntryRow {
  id: string;
  editionId: string;
  submissionId: string;
  number: number;
  state: EntryState;
  lockedAt: Date | null;
}

const ENTRY_COLUMNS = `e.id, e.edition_id AS "editionId", e.submission_id AS "submissionId", e.number, e.state,
  e.locked_at AS "lockedAt"`;

export async function lockEntry(tx: Tx, id: string): Promise<EntryRow | null> {
  const [row] = await tx.query<EntryRow>(`SELECT ${ENTRY_COLUMNS} FROM entries e WHERE e.id = $1 FOR UPDATE`, [id]);
  return row ?? null;
}

export async function lockEntryOfSubmission(tx: Tx, submissionId: string): Promise<EntryRow | null> {
  const [row] = await tx.query<EntryRow>(
    `SELECT ${ENTRY_COLUMNS} FROM entries e WHERE e.submission_id = $1 FOR UPDATE`,
    [submissionId],
  );
  return row ?? null;
}

export async function isActiveEntry(db: Queryable, entryId: string): Promise<boolean> {
  const rows = await db.query(`SELECT FROM entries WHERE id = $1 AND state = 'active'`, [entryId]);
  return rows.length > 0;
}

/** Whether a round of the edition has been prepared: its entries are locked then. */
export async function isBeingJudged(db: Queryable, editionId: string): Promise<boolean> {
  const rows = await db.query('SELECT FROM entries WHERE edition_id = $1 AND locked_at IS NOT NULL LIMIT 1', [
    editionId,
  ]);
  return rows.length > 0;
}

/**
 * Makes a submission with a photo an entry, with the edition's next number. Taking the number locks the edition's row
 * until the commit, so two moderators never get the same one; a number is never used twice.
 * @throws where the submission has no photo: it cannot have been processed
 */
export async function insertEntry(
  tx: Tx,
  entry: { id: string; submissionId: string; editionId: string; at: Date },
): Promise<{ number: number }> {
  const [row] = await tx.query<{ number: number }>(
    `WITH taken AS (
       UPDATE editions SET next_number = next_number + 1, entry_count = entry_count + 1
        WHERE id = $3 RETURNING next_number - 1 AS number
     )
     INSERT INTO entries (id, edition_id, submission_id, photo_id, number, state, created_at)
     SELECT $1, $3, $2, p.id, taken.number, 'active', $4 FROM photos p, taken WHERE p.submission_id = $2
     RETURNING number`,
    [entry.id, entry.submissionId, entry.editionId, entry.at],
  );
  if (!row) throw new Error(`submission ${entry.submissionId} has no photo to make an entry of`);
  return row;
}

/** Takes an entry out for good, off the wall too; the edition's count follows. False where it is not active any more. */
export async function leaveEntry(
  tx: Tx,
  id: string,
  to: Exclude<EntryState, 'active'>,
  reason: string | null,
): Promise<boolean> {
  const changed = await tx.execute(
    `WITH gone AS (
       UPDATE entries SET state = $2, state_reason = $3 WHERE id = $1 AND state = 'active' RETURNING id, edition_id
     ), taken_off AS (
       DELETE FROM moments m USING gone WHERE m.entry_id = gone.id
     )
     UPDATE editions ed SET entry_count = entry_count - 1 FROM gone WHERE ed.id = gone.edition_id`,
    [id, to, reason],
  );
  return changed === 1;
}

/** Undoes an approval: the entry was never judged, so its row goes; its number stays unused. */
export async function deleteEntry(tx: Tx, id: string): Promise<void> {
  await tx.execute(
    `WITH gone AS (DELETE FROM entries WHERE id = $1 RETURNING edition_id, state),
          taken_off AS (DELETE FROM moments WHERE entry_id = $1)
     UPDATE editions ed SET entry_count = entry_count - 1
       FROM gone WHERE ed.id = gone.edition_id AND gone.state = 'active'`,
    [id],
  );
}
