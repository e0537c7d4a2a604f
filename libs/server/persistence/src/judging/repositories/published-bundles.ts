import type { Queryable } from '../../base/unit-of-work.js';

/** A result bundle as it was published. */
export interface PublishedBundle {
  editionKey: string;
  roundId: string;
  roundName: string;
  version: number;
  /** Byte for byte as it was published. */
  body: string;
}

/** Published bundles, the latest first: of one edition where its key is given. */
export async function publishedBundles(db: Queryable, editionKey?: string): Promise<PublishedBundle[]> {
  return db.query<PublishedBundle>(
    `SELECT e.key AS "editionKey", r.id AS "roundId", r.name AS "roundName", b.version, b.body
       FROM bundles b
       JOIN rounds r ON r.id = b.round_id
       JOIN sittings s ON s.id = r.sitting_id
       JOIN editions e ON e.id = s.edition_id
      WHERE $1::text IS NULL OR e.key = $1
      ORDER BY b.made_at DESC, b.version DESC`,
    [editionKey ?? null],
  );
}
