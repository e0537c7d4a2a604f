import type { LikenessKind } from '@zuimei/contracts';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

/** A photo as small greys, one byte a pixel. */
export interface SketchRow {
  width: number;
  height: number;
  luma: Uint8Array;
}

/** The fingerprint of a window of a photo; pixels of its sketch. */
export interface NewMark {
  x: number;
  y: number;
  reach: number;
  /** 64 bits, as a signed integer. */
  hash: bigint;
}

/** Writes what a photo is compared by, or nothing where it is there. */
export async function insertSketch(
  tx: Tx,
  photoId: string,
  sketch: SketchRow,
  marks: readonly NewMark[],
): Promise<boolean> {
  const added = await tx.execute(
    `INSERT INTO photo_sketches (photo_id, width, height, luma) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [photoId, sketch.width, sketch.height, Buffer.from(sketch.luma)],
  );
  if (added === 0) return false;
  await tx.execute(
    `INSERT INTO photo_marks (photo_id, place, x, y, reach, hash, band_0, band_1, band_2, band_3)
     SELECT $1, place, x, y, reach, hash,
            (hash >> 48) & 65535, (hash >> 32) & 65535, (hash >> 16) & 65535, hash & 65535
       FROM unnest($2::real[], $3::real[], $4::real[], $5::bigint[]) WITH ORDINALITY AS m (x, y, reach, hash, place)`,
    [
      photoId,
      marks.map(({ x }) => x),
      marks.map(({ y }) => y),
      marks.map(({ reach }) => reach),
      marks.map(({ hash }) => String(hash)),
    ],
  );
  return true;
}

/** The sketches of photos, by photo; those that have none are left out. */
export async function findSketches(db: Queryable, photoIds: readonly string[]): Promise<Map<string, SketchRow>> {
  const rows = await db.query<SketchRow & { photo_id: string }>(
    'SELECT photo_id, width, height, luma FROM photo_sketches WHERE photo_id = ANY($1::uuid[])',
    [photoIds],
  );
  return new Map(rows.map(({ photo_id, ...sketch }) => [photo_id, sketch]));
}

/** The photo of a submission, and whether its likenesses were looked for. */
export async function findPhotoToCompare(
  db: Queryable,
  submissionId: string,
): Promise<{ photoId: string; name320: string; sketched: boolean; compared: boolean } | null> {
  const [row] = await db.query<{ photoId: string; name320: string; sketched: boolean; compared: boolean }>(
    `SELECT p.id AS "photoId", p.name_320 AS "name320", k.photo_id IS NOT NULL AS sketched,
            k.compared_at IS NOT NULL AS compared
       FROM photos p LEFT JOIN photo_sketches k ON k.photo_id = p.id WHERE p.submission_id = $1`,
    [submissionId],
  );
  return row ?? null;
}

/** Submissions whose photo nobody has compared since before `before`; oldest first. */
export async function findUncompared(db: Queryable, before: Date, limit: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT p.submission_id AS id FROM photos p LEFT JOIN photo_sketches k ON k.photo_id = p.id
      WHERE k.compared_at IS NULL AND p.derived_at < $1
      ORDER BY p.submission_id LIMIT $2`,
    [before, limit],
  );
  return rows.map(({ id }) => id);
}

/** Writes the photos that a photo looks like, from both sides, with those of the same bytes; and that it was compared. */
export async function recordLikenesses(
  tx: Tx,
  photoId: string,
  near: readonly { photoId: string; likeness: number }[],
  at: Date,
): Promise<void> {
  // In the order of ids, so that two photos that find each other at the same time do not wait for one another.
  await tx.execute(
    `WITH found AS (
       SELECT n.other_id, 'near' AS kind, n.likeness FROM unnest($2::uuid[], $3::real[]) AS n (other_id, likeness)
        WHERE NOT EXISTS (SELECT FROM photos p JOIN photos me ON me.id = $1
                           WHERE p.id = n.other_id AND p.original_sha256 = me.original_sha256)
       UNION ALL
       SELECT p.id, 'same-bytes', 1 FROM photos me JOIN photos p USING (original_sha256) WHERE me.id = $1 AND p.id <> $1
     ), sides AS (
       SELECT $1::uuid AS photo_id, other_id, kind, likeness FROM found
       UNION ALL
       SELECT other_id, $1::uuid, kind, likeness FROM found
     )
     INSERT INTO photo_likenesses (photo_id, other_id, kind, likeness, found_at)
     SELECT photo_id, other_id, kind, likeness, $4 FROM sides
      ORDER BY least(photo_id, other_id), greatest(photo_id, other_id), photo_id
     ON CONFLICT DO NOTHING`,
    [photoId, near.map((other) => other.photoId), near.map(({ likeness }) => likeness), at],
  );
  await tx.execute('UPDATE photo_sketches SET compared_at = $2 WHERE photo_id = $1', [photoId, at]);
}

/** What was found of the photos of two submissions, told apart or not. */
export async function findLikeness(
  db: Queryable,
  submissionId: string,
  otherSubmissionId: string,
): Promise<{ photoId: string; otherId: string; kind: LikenessKind; likeness: number } | null> {
  const [row] = await db.query<{ photoId: string; otherId: string; kind: LikenessKind; likeness: number }>(
    `SELECT l.photo_id AS "photoId", l.other_id AS "otherId", l.kind, l.likeness
       FROM photos p JOIN photo_likenesses l ON l.photo_id = p.id JOIN photos o ON o.id = l.other_id
      WHERE p.submission_id = $1 AND o.submission_id = $2`,
    [submissionId, otherSubmissionId],
  );
  return row ?? null;
}

/**
 * Writes that two photos are not the same, from both sides. False where they were not found near, were told apart before,
 * or are the same bytes.
 */
export async function tellApart(
  tx: Tx,
  pair: { photoId: string; otherId: string; by: string; at: Date },
): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE photo_likenesses SET told_apart_at = $4, told_apart_by = $3
      WHERE (photo_id, other_id) IN (($1, $2), ($2, $1)) AND kind = 'near' AND told_apart_at IS NULL`,
    [pair.photoId, pair.otherId, pair.by, pair.at],
  );
  return changed > 0;
}
