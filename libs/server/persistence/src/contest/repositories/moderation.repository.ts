import type { District, SubmissionState } from '@zuimei/domain';
import type { Queryable } from '../../base/unit-of-work.js';
import { PHOTO_COLUMNS, type PhotoColumns } from './photo-columns.js';

/** A submission as a moderator sees it. */
export interface ModerationRow extends PhotoColumns {
  id: string;
  photoId: string;
  title: string;
  story: string;
  place: string;
  recognisable: 'nobody' | 'self' | 'consented' | 'not-consented';
  state: SubmissionState;
  reason: string | null;
  note: string | null;
  receivedAt: Date;
  authorCount: number;
  entryId: string | null;
  entryNumber: number | null;
  bytes: number;
  mime: string;
  facts: Record<string, unknown>;
  district: District | null;
  consentVersion: string;
  consentedAt: Date;
  consentOriginal: boolean;
  consentNoSecrets: boolean;
  keepDistrict: boolean;
}

const MODERATION_ITEM = `
  SELECT s.id, s.title, s.story, s.place, s.recognisable, s.state, s.reason, s.note, s.received_at AS "receivedAt",
         e.id AS "entryId", e.number AS "entryNumber", p.id AS "photoId", p.bytes, p.mime, p.facts, p.district,
         s.consent_version AS "consentVersion", s.consented_at AS "consentedAt", s.consent_original AS "consentOriginal",
         s.consent_no_secrets AS "consentNoSecrets", s.keep_district AS "keepDistrict", ${PHOTO_COLUMNS},
         (SELECT count(*)::int FROM submissions o
           WHERE o.author_id = s.author_id AND o.edition_id = s.edition_id
             AND o.state NOT IN ('withdrawn', 'unreadable')) AS "authorCount"
    FROM submissions s
    JOIN photos p ON p.submission_id = s.id
    LEFT JOIN entries e ON e.submission_id = s.id`;

/**
 * Submissions of an edition in one state, oldest first, after the id `after`. Ids are UUID v7, so their order is that of
 * arrival, and `submissions_edition_id_state_id_idx` gives it without a sort.
 */
export async function listModeration(
  db: Queryable,
  query: { editionId: string; state: SubmissionState; after: string | null; limit: number },
): Promise<ModerationRow[]> {
  return db.query(
    `${MODERATION_ITEM}
      WHERE s.edition_id = $1 AND s.state = $2 AND s.id > coalesce($3, '00000000-0000-0000-0000-000000000000')::uuid
      ORDER BY s.id LIMIT $4`,
    [query.editionId, query.state, query.after, query.limit],
  );
}

export async function findModeration(db: Queryable, submissionId: string): Promise<ModerationRow | null> {
  const [row] = await db.query<ModerationRow>(`${MODERATION_ITEM} WHERE s.id = $1`, [submissionId]);
  return row ?? null;
}

/** A photo that looks like another one. */
export interface SimilarRow extends PhotoColumns {
  /** The photo that it is like. */
  ofPhotoId: string;
  submissionId: string;
  editionKey: string;
  number: number | null;
  sameAuthor: boolean;
  /** Bits of 64 in which the fingerprints differ; 0 for the same bytes. */
  distance: number;
}

/** The most bits in which the fingerprints of two likenesses differ. */
export const LIKENESS_BITS = 7;
const MOST_SIMILAR = 4;

/**
 * For each of the given photos the nearest others, at most four each: the same bytes, or fingerprints that differ in at
 * most seven bits. Counts bits over all photos that are not withdrawn, once a given photo: exact, and linear in them.
 */
export async function findSimilar(db: Queryable, photoIds: readonly string[]): Promise<SimilarRow[]> {
  return db.query(
    `SELECT me.id AS "ofPhotoId", near.* FROM photos me
       JOIN submissions mine ON mine.id = me.submission_id
      CROSS JOIN LATERAL (
        SELECT s.id AS "submissionId", ed.key AS "editionKey", e.number, s.author_id = mine.author_id AS "sameAuthor",
               CASE WHEN p.original_sha256 = me.original_sha256 THEN 0
                    ELSE bit_count((p.phash # me.phash)::bit(64))::int END AS distance,
               ${PHOTO_COLUMNS}
          FROM photos p
          JOIN submissions s ON s.id = p.submission_id
          JOIN editions ed ON ed.id = s.edition_id
          LEFT JOIN entries e ON e.submission_id = s.id
         WHERE p.id <> me.id AND s.state <> 'withdrawn'
           AND (p.original_sha256 = me.original_sha256 OR bit_count((p.phash # me.phash)::bit(64)) <= ${LIKENESS_BITS})
         ORDER BY distance, s.id
         LIMIT ${MOST_SIMILAR}) AS near
      WHERE me.id = ANY($1::uuid[])`,
    [photoIds],
  );
}
