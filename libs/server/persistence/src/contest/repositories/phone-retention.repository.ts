import { type Statement, sql } from '../../base/sql.js';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

/** Days of the rules that hold where an edition says nothing else. */
export interface RetentionDays {
  /** After the prize was handed over, the publication for who won nothing, or the last sign-in. */
  usual: number;
  /** After the publication, where nobody ever says that the prize was handed over. */
  most: number;
}

/**
 * Authors whose number is kept, and the end of its term: the latest of what each edition that they took part in asks for
 * and of the days after their last sign-in. An edition that was never published counts as if it had been when its judging
 * was to begin.
 */
const termsSql = ({ usual, most }: RetentionDays): Statement => sql`
  SELECT a.id, greatest(
           (SELECT coalesce(max(s.created_at), a.created_at) FROM author_sessions s WHERE s.author_id = a.id)
             + make_interval(days => ${usual}::int),
           (SELECT max(CASE
                     WHEN ed.publication_id IS NULL
                       THEN ed.judging_from + make_interval(days => greatest(days, ${most}::int))
                     WHEN NOT EXISTS (SELECT FROM awards aw JOIN entries e ON e.id = aw.entry_id
                                       WHERE aw.publication_id = ed.publication_id AND e.submission_id = su.id)
                       THEN pu.published_at + make_interval(days => days)
                     ELSE coalesce(ed.prizes_handed_over_at + make_interval(days => days),
                                   pu.published_at + make_interval(days => greatest(days, ${most}::int)))
                   END)
              FROM submissions su
              JOIN editions ed ON ed.id = su.edition_id
              LEFT JOIN publications pu ON pu.id = ed.publication_id
             CROSS JOIN LATERAL (SELECT coalesce((ed.rules ->> 'phoneRetentionDays')::int, ${usual}::int)) AS term (days)
             WHERE su.author_id = a.id)) AS ends_at
    FROM authors a
   WHERE a.phone IS NOT NULL`;

/** A statement on `terms`; its parameters are numbered from $1, those of the terms stand before them. */
const onTerms = (days: RetentionDays, statement: string, more: unknown[]): Statement => {
  const [text, params] = termsSql(days);
  const shifted = statement.replace(/\$(\d+)/g, (_, n: string) => `$${params.length + Number(n)}`);
  return [`WITH terms AS (${text}) ${shifted}`, [...params, ...more]];
};

/**
 * Removes up to `most` numbers whose term is over, and ends the sessions of their authors: who signs in again leaves the
 * number again. Rows that somebody else holds are left for the next run. Gives how many went.
 */
export async function erasePhones(tx: Tx, days: RetentionDays, now: Date, most: number): Promise<number> {
  const due = await tx.query<{ id: string }>(
    ...onTerms(days, 'SELECT id FROM terms WHERE ends_at <= $1 ORDER BY ends_at, id LIMIT $2', [now, most]),
  );
  const locked = await tx.query<{ id: string }>(
    'SELECT id FROM authors WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED',
    [due.map(({ id }) => id)],
  );
  const ids = locked.map(({ id }) => id);
  // Asked again under the lock: whoever signed in or took part meanwhile has a new term.
  const erased = await tx.query<{ id: string }>(
    ...onTerms(
      days,
      `UPDATE authors a SET phone = NULL, phone_tail = '' FROM terms
        WHERE a.id = terms.id AND terms.ends_at <= $1 AND a.id = ANY($2::uuid[]) RETURNING a.id`,
      [now, ids],
    ),
  );
  await tx.execute('UPDATE author_sessions SET ended_at = $2 WHERE author_id = ANY($1::uuid[]) AND ended_at IS NULL', [
    erased.map(({ id }) => id),
    now,
  ]);
  return erased.length;
}

export interface PhonesKept {
  kept: number;
  /** Whose term is over already. */
  due: number;
  /** When the next term ends; null where no number is kept. */
  nextAt: Date | null;
}

export async function phonesKept(db: Queryable, days: RetentionDays, now: Date): Promise<PhonesKept> {
  const [row] = await db.query<PhonesKept>(
    ...onTerms(
      days,
      `SELECT count(*)::int AS kept, count(*) FILTER (WHERE ends_at <= $1)::int AS due, min(ends_at) AS "nextAt"
         FROM terms`,
      [now],
    ),
  );
  return row ?? { kept: 0, due: 0, nextAt: null };
}

/** When the prizes of an edition were handed over; undefined where there is no such edition. */
export async function prizesHandedOver(
  db: Queryable,
  editionKey: string,
): Promise<{ at: Date | null; published: boolean } | undefined> {
  const [row] = await db.query<{ at: Date | null; published: boolean }>(
    `SELECT prizes_handed_over_at AS at, publication_id IS NOT NULL AS published FROM editions WHERE key = $1`,
    [editionKey],
  );
  return row;
}

/** Says when the prizes of a published edition were handed over (`null`: they were not); gives whether that changed anything. */
export async function setPrizesHandedOver(tx: Tx, editionKey: string, at: Date | null): Promise<boolean> {
  const touched = await tx.execute(
    `UPDATE editions SET prizes_handed_over_at = $2
      WHERE key = $1 AND publication_id IS NOT NULL AND (prizes_handed_over_at IS NULL) = ($2::timestamptz IS NOT NULL)`,
    [editionKey, at],
  );
  return touched > 0;
}
