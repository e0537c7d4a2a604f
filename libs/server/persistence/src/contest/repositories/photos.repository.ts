import type { District, SubmissionState } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

/** One file that was derived from an original. */
export interface NewDerivative {
  variant: string;
  key: string;
  sha256: string;
  mime: string;
  width: number;
  height: number;
  bytes: number;
}

export interface NewPhoto {
  id: string;
  submissionId: string;
  originalKey: string;
  originalSha256: string;
  mime: string;
  bytes: number;
  width: number;
  height: number;
  thumbhash: string;
  /** 16 hex digits. */
  phash: string;
  facts: object;
  district: District | null;
  name320: string;
  name1080: string;
  name2048: string;
  derivedAt: Date;
  derivatives: readonly NewDerivative[];
}

/** Adds a photo with its derivatives, or nothing where the submission has one already. True where it was added. */
export async function insertPhoto(tx: Tx, photo: NewPhoto): Promise<boolean> {
  const p = photo;
  const added = await tx.execute(
    `INSERT INTO photos (id, submission_id, original_key, original_sha256, mime, bytes, width, height, thumbhash, phash,
                         facts, district, name_320, name_1080, name_2048, derived_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, ('x' || $10)::bit(64)::bigint, $11, $12, $13, $14, $15, $16)
     ON CONFLICT (submission_id) DO NOTHING`,
    [
      p.id,
      p.submissionId,
      p.originalKey,
      p.originalSha256,
      p.mime,
      p.bytes,
      p.width,
      p.height,
      p.thumbhash,
      p.phash,
      JSON.stringify(p.facts),
      p.district,
      p.name320,
      p.name1080,
      p.name2048,
      p.derivedAt,
    ],
  );
  if (added === 0) return false;
  await tx.execute(
    `INSERT INTO derivatives (photo_id, variant, key, sha256, mime, width, height, bytes)
     SELECT $1, * FROM jsonb_to_recordset($2::jsonb)
         AS d (variant text, key text, sha256 text, mime text, width int, height int, bytes int)`,
    [p.id, JSON.stringify(p.derivatives)],
  );
  return true;
}

export async function hasPhoto(db: Queryable, submissionId: string): Promise<boolean> {
  const rows = await db.query('SELECT FROM photos WHERE submission_id = $1', [submissionId]);
  return rows.length > 0;
}

/** A stored derivative and who may see it. */
export interface MediaRow {
  key: string;
  mime: string;
  bytes: number;
  /** An active entry shows it. */
  isPublic: boolean;
  /** The authors of the submissions that it was derived for; more than one where two handed in the same picture. */
  authorIds: string[];
}

/** Looks a derivative up by the hash of its bytes. Reaches its rows by `derivatives_sha256_idx` and primary keys. */
export async function findMedia(db: Queryable, sha256: string, mime: string): Promise<MediaRow | null> {
  const [row] = await db.query<MediaRow>(
    `SELECT min(d.key) AS key, min(d.mime) AS mime, min(d.bytes) AS bytes,
            bool_or(coalesce(e.state = 'active', false)) AS "isPublic",
            array_agg(DISTINCT s.author_id) AS "authorIds"
       FROM derivatives d
       JOIN photos p ON p.id = d.photo_id
       JOIN submissions s ON s.id = p.submission_id
       LEFT JOIN entries e ON e.photo_id = p.id
      WHERE d.sha256 = $1 AND d.mime = $2
     HAVING count(*) > 0`,
    [sha256, mime],
  );
  return row ?? null;
}

/** An original and what decides who may have it. */
export interface OriginalRow {
  submissionId: string;
  authorId: string;
  state: SubmissionState;
  key: string;
  sha256: string;
  mime: string;
  bytes: number;
  editionKey: string;
  /** Null until the submission is an entry. */
  number: number | null;
}

export async function findOriginal(db: Queryable, submissionId: string): Promise<OriginalRow | null> {
  const [row] = await db.query<OriginalRow>(
    `SELECT s.id AS "submissionId", s.author_id AS "authorId", s.state, p.original_key AS key,
            p.original_sha256 AS sha256, p.mime, p.bytes::int AS bytes, ed.key AS "editionKey", e.number
       FROM submissions s
       JOIN photos p ON p.submission_id = s.id
       JOIN editions ed ON ed.id = s.edition_id
       LEFT JOIN entries e ON e.submission_id = s.id
      WHERE s.id = $1`,
    [submissionId],
  );
  return row ?? null;
}
