import type { Queryable, Tx } from '../../base/unit-of-work.js';

/** A published bundle without its leaves. */
export interface BundleEnds {
  /** Counts the published versions of a round; of the tally that it was made from. */
  version: number;
  /** All that stands before the leaves, their opening bracket included. */
  opening: string;
  /** All that stands behind them, from the closing bracket on. */
  ending: string;
}

export interface PublishedBundle {
  editionKey: string;
  roundId: string;
  roundName: string;
  version: number;
}

/** Published bundles, the latest first: of one edition where its key is given. */
export async function publishedBundles(db: Queryable, editionKey?: string): Promise<PublishedBundle[]> {
  return db.query<PublishedBundle>(
    `SELECT e.key AS "editionKey", r.id AS "roundId", r.name AS "roundName", b.version
       FROM bundles b
       JOIN rounds r ON r.id = b.round_id
       JOIN sittings s ON s.id = r.sitting_id
       JOIN editions e ON e.id = s.edition_id
      WHERE $1::text IS NULL OR e.key = $1
      ORDER BY b.made_at DESC, b.version DESC`,
    [editionKey ?? null],
  );
}

/** All published bundles of a round, oldest first. */
export async function bundlesOfRound(db: Queryable, roundId: string): Promise<BundleEnds[]> {
  return db.query('SELECT version, opening, ending FROM bundles WHERE round_id = $1 ORDER BY version', [roundId]);
}

/** A bundle as it was published, byte for byte, in pieces: one row of the database at a time. */
export async function* bundlePieces(
  db: Queryable,
  roundId: string,
  { version, opening, ending }: BundleEnds,
): AsyncGenerator<string> {
  yield opening;
  for (let part = 0; ; part += 1) {
    const [row] = await db.query<{ body: string }>(
      'SELECT body FROM bundle_leaves WHERE round_id = $1 AND version = $2 AND part = $3',
      [roundId, version, part],
    );
    if (!row) break;
    yield row.body;
  }
  yield ending;
}

/** Stores a bundle; its leaves come in parts, each as the text that follows the one before. */
export async function insertBundle(
  tx: Tx,
  roundId: string,
  { version, opening, ending }: BundleEnds,
  parts: AsyncIterable<string>,
  madeAt: Date,
): Promise<void> {
  await tx.execute('INSERT INTO bundles (round_id, version, opening, ending, made_at) VALUES ($1, $2, $3, $4, $5)', [
    roundId,
    version,
    opening,
    ending,
    madeAt,
  ]);
  let part = 0;
  for await (const body of parts) {
    await tx.execute('INSERT INTO bundle_leaves (round_id, version, part, body) VALUES ($1, $2, $3, $4)', [
      roundId,
      version,
      part,
      body,
    ]);
    part += 1;
  }
}
