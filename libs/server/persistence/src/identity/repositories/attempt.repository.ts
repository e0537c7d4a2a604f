import type { Tx } from '../../base/unit-of-work.js';

/** Counters of attempts, shared by all processes. */
export class AttemptRepository {
  /** Counts one attempt in the window of `key` and gives how many that makes, and when the window ends. */
  async count(tx: Tx, key: Buffer, now: Date, windowMs: number): Promise<{ count: number; resetsAt: Date }> {
    const [row] = await tx.query<{ count: number; resetsAt: Date }>(
      `INSERT INTO attempts AS a (key, count, resets_at) VALUES ($1, 1, $3)
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN a.resets_at <= $2 THEN 1 ELSE a.count + 1 END,
         resets_at = CASE WHEN a.resets_at <= $2 THEN EXCLUDED.resets_at ELSE a.resets_at END
       RETURNING count, resets_at AS "resetsAt"`,
      [key, now, new Date(now.getTime() + windowMs)],
    );
    if (!row) throw new Error('an upsert returned no row');
    return row;
  }

  async clear(tx: Tx, key: Buffer): Promise<void> {
    await tx.execute('DELETE FROM attempts WHERE key = $1', [key]);
  }

  /** Deletes the counters whose window is over; gives how many. */
  async prune(tx: Tx, now: Date): Promise<number> {
    return tx.execute('DELETE FROM attempts WHERE resets_at <= $1', [now]);
  }
}
