import type { Queryable, Tx } from '../../base/unit-of-work.js';

/** How many hearts the entry `e` of the edition `ed` has; null until the result of the edition is public. */
export const PUBLIC_HEARTS = `CASE WHEN ed.publication_id IS NOT NULL
                 THEN (SELECT count(*)::int FROM hearts h WHERE h.entry_id = e.id) END`;

/** Gives a heart to an active entry, once; false where there is no such entry. */
export async function insertHeart(tx: Tx, heart: { entryId: string; authorId: string; at: Date }): Promise<boolean> {
  const [entry] = await tx.query(
    `WITH entry AS (SELECT id FROM entries WHERE id = $1 AND state = 'active'),
          given AS (INSERT INTO hearts (entry_id, author_id, given_at) SELECT id, $2, $3 FROM entry ON CONFLICT DO NOTHING)
     SELECT id FROM entry`,
    [heart.entryId, heart.authorId, heart.at],
  );
  return entry !== undefined;
}

export async function deleteHeart(tx: Tx, entryId: string, authorId: string): Promise<void> {
  await tx.execute('DELETE FROM hearts WHERE entry_id = $1 AND author_id = $2', [entryId, authorId]);
}

/** Whether a person gave an active entry a heart, and how many it has once its result is public; null for no such entry. */
export async function findHeart(
  db: Queryable,
  entryId: string,
  authorId: string,
): Promise<{ given: boolean; count: number | null } | null> {
  const [row] = await db.query<{ given: boolean; count: number | null }>(
    `SELECT EXISTS (SELECT FROM hearts h WHERE h.entry_id = e.id AND h.author_id = $2) AS given,
            ${PUBLIC_HEARTS} AS count
       FROM entries e JOIN editions ed ON ed.id = e.edition_id WHERE e.id = $1 AND e.state = 'active'`,
    [entryId, authorId],
  );
  return row ?? null;
}

/** Hearts given until `until`, by entry; entries without one are left out. */
export async function countHearts(
  db: Queryable,
  entryIds: readonly string[],
  until: Date,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ id: string; n: number }>(
    `SELECT entry_id AS id, count(*)::int AS n FROM hearts
      WHERE entry_id = ANY($1::uuid[]) AND given_at <= $2 GROUP BY entry_id`,
    [entryIds, until],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}
