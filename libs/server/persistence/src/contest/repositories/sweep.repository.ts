import type { Queryable, Tx } from '../../base/unit-of-work.js';

/**
 * Submissions that wait for the worker since before `since` and have not failed for good after `retryFailedBefore`: their
 * job may be lost. Oldest first.
 */
export async function findStuckSubmissions(
  db: Queryable,
  times: { since: Date; retryFailedBefore: Date },
  limit: number,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT id FROM submissions
      WHERE state = 'received' AND state_at < $1 AND (failed_at IS NULL OR failed_at < $2)
      ORDER BY id LIMIT $3`,
    [times.since, times.retryFailedBefore, limit],
  );
  return rows.map((row) => row.id);
}

/** Uploads without a last byte on record. */
export async function findUnfinishedUploads(
  db: Queryable,
  before: Date,
  limit: number,
): Promise<{ id: string; size: number }[]> {
  return db.query('SELECT id, size FROM uploads WHERE finished_at IS NULL AND created_at < $1 ORDER BY id LIMIT $2', [
    before,
    limit,
  ]);
}

/** Removes uploads from before `before` that no submission was made of, and gives their ids. */
export async function deleteStaleUploads(tx: Tx, before: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `DELETE FROM uploads u
      WHERE u.created_at < $1 AND NOT EXISTS (SELECT FROM submissions s WHERE s.upload_id = u.id)
      RETURNING u.id`,
    [before],
  );
  return rows.map((row) => row.id);
}

/** Of the given uploads, those whose file is still needed: not handed in yet, or waiting for the worker. */
export async function uploadsStillNeeded(db: Queryable, uploadIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.query<{ id: string }>(
    `SELECT u.id FROM uploads u LEFT JOIN submissions s ON s.upload_id = u.id LEFT JOIN photos p ON p.submission_id = s.id
      WHERE u.id = ANY($1::uuid[]) AND (s.id IS NULL OR (s.state = 'received' AND p.id IS NULL))`,
    [uploadIds],
  );
  return new Set(rows.map((row) => row.id));
}

/** Removes submissions that turned out unreadable before `before`, with their uploads; gives how many. */
export async function purgeUnreadable(tx: Tx, before: Date): Promise<number> {
  const gone = await tx.query<{ upload_id: string }>(
    `DELETE FROM submissions WHERE state = 'unreadable' AND state_at < $1 RETURNING upload_id`,
    [before],
  );
  await tx.execute('DELETE FROM uploads WHERE id = ANY($1::uuid[])', [gone.map((row) => row.upload_id)]);
  return gone.length;
}
