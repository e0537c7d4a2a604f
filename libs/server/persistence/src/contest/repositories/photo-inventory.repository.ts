import type { SubmissionState } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';
import type { NewDerivative } from './photos.repository.js';

/** Any number: whoever removes objects waits for those who are about to name some, and the other way round. */
const OBJECTS_LOCK = 7_365_102;

/** Whose pictures are kept whole: a consent that was taken back, and pixels that nobody can read, ask for nothing. */
const KEPT = `s.state NOT IN ('withdrawn', 'unreadable')`;

/** A photo with the objects that its rows name. */
export interface InventoryRow {
  id: string;
  submissionId: string;
  state: SubmissionState;
  originalKey: string;
  originalSha256: string;
  bytes: number;
  derivatives: { variant: string; key: string; bytes: number }[];
}

const INVENTORY_SQL = `SELECT p.id, p.submission_id AS "submissionId", s.state, p.original_key AS "originalKey",
    p.original_sha256 AS "originalSha256", p.bytes::int AS bytes,
    coalesce((SELECT jsonb_agg(jsonb_build_object('variant', d.variant, 'key', d.key, 'bytes', d.bytes) ORDER BY d.variant)
                FROM derivatives d WHERE d.photo_id = p.id), '[]') AS derivatives
  FROM photos p JOIN submissions s ON s.id = p.submission_id`;

/** Photos after `after` by ascending id, with all that their rows name. */
export async function listInventory(db: Queryable, after: string | null, limit: number): Promise<InventoryRow[]> {
  return db.query(`${INVENTORY_SQL} WHERE ${KEPT} AND ($1::uuid IS NULL OR p.id > $1) ORDER BY p.id LIMIT $2`, [
    after,
    limit,
  ]);
}

export async function findInventory(db: Queryable, photoId: string): Promise<InventoryRow | null> {
  const [row] = await db.query<InventoryRow>(`${INVENTORY_SQL} WHERE ${KEPT} AND p.id = $1`, [photoId]);
  return row ?? null;
}

/** How many photos a full check would look at. */
export async function countInventory(db: Queryable): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM photos p JOIN submissions s ON s.id = p.submission_id WHERE ${KEPT}`,
  );
  return row?.n ?? 0;
}

/**
 * Photos without a row for each of these variants that no open fault names yet: a variant that was introduced later, or
 * a row that was lost. Reads two columns of every derivative once, so it is for now and then.
 */
export async function findIncompletePhotos(
  db: Queryable,
  variants: readonly string[],
  limit: number,
): Promise<{ id: string; missing: string[] }[]> {
  return db.query(
    `SELECT p.id, array(SELECT v FROM unnest($1::text[]) AS v EXCEPT
                        SELECT variant FROM derivatives WHERE photo_id = p.id ORDER BY 1) AS missing
       FROM photos p
       JOIN submissions s ON s.id = p.submission_id
       LEFT JOIN (SELECT photo_id, count(*) AS n FROM derivatives WHERE variant = ANY($1) GROUP BY photo_id) d
              ON d.photo_id = p.id
      WHERE ${KEPT} AND coalesce(d.n, 0) < cardinality($1::text[])
        AND NOT EXISTS (SELECT FROM photo_faults f WHERE f.photo_id = p.id AND f.state IN ('queued', 'lost'))
      ORDER BY p.id LIMIT $2`,
    [variants, limit],
  );
}

/** Puts rows of variants that were derived again in the place of the old ones, and their names beside the photo. */
export async function replaceDerivatives(
  tx: Tx,
  photoId: string,
  derivatives: readonly NewDerivative[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO derivatives (photo_id, variant, key, sha256, mime, width, height, bytes)
     SELECT $1, * FROM jsonb_to_recordset($2::jsonb)
         AS d (variant text, key text, sha256 text, mime text, width int, height int, bytes int)
     ON CONFLICT (photo_id, variant) DO UPDATE SET key = excluded.key, sha256 = excluded.sha256, mime = excluded.mime,
        width = excluded.width, height = excluded.height, bytes = excluded.bytes`,
    [photoId, JSON.stringify(derivatives)],
  );
  await tx.execute(
    `UPDATE photos SET name_320 = coalesce(n.w320, name_320), name_1080 = coalesce(n.w1080, name_1080),
            name_2048 = coalesce(n.w2048, name_2048)
       FROM (SELECT max(name) FILTER (WHERE variant = 'w320') AS w320, max(name) FILTER (WHERE variant = 'w1080') AS w1080,
                    max(name) FILTER (WHERE variant = 'w2048') AS w2048
               FROM (SELECT variant, substring(key FROM '[^/]+$') AS name FROM derivatives WHERE photo_id = $1) d) n
      WHERE id = $1`,
    [photoId],
  );
}

/** Holds a photo until the transaction ends; false where there is none any more. */
export async function lockPhoto(tx: Tx, photoId: string): Promise<boolean> {
  return (await tx.query('SELECT FROM photos WHERE id = $1 FOR UPDATE', [photoId])).length > 0;
}

/**
 * Until the transaction ends, no object is removed (`naming`), or nobody writes rows that name one (`removing`): so that
 * a key which nobody names cannot come to be named between the look and the removal.
 */
export async function lockObjects(tx: Tx, purpose: 'naming' | 'removing'): Promise<void> {
  const lock = purpose === 'naming' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.query(`SELECT ${lock}($1)`, [OBJECTS_LOCK]);
}

/** What keys of derivatives and originals are made of, to look their rows up by the indexes that are there. */
export interface ObjectNames {
  keys: readonly string[];
  /** Of the derivatives among them. */
  sha256s: readonly string[];
  /** Of the originals among them. */
  submissionIds: readonly string[];
}

/** Of the given keys, those that a row names, or that the worker is about to name: its submission still waits. */
export async function namedObjects(db: Queryable, names: ObjectNames): Promise<Set<string>> {
  const rows = await db.query<{ key: string }>(
    `SELECT key FROM derivatives WHERE sha256 = ANY($2) AND key = ANY($1)
     UNION SELECT original_key FROM photos WHERE submission_id = ANY($3::uuid[]) AND original_key = ANY($1)
     UNION SELECT k.key FROM submissions s
             JOIN unnest($1::text[]) AS k (key) ON k.key LIKE 'originals/%/' || s.id
            WHERE s.id = ANY($3::uuid[]) AND s.state = 'received'`,
    [names.keys, names.sha256s, names.submissionIds],
  );
  return new Set(rows.map((row) => row.key));
}
