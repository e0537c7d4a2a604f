import type { LikenessKind } from '@zuimei/contracts';
import type { District, EntryState, SubmissionState } from '@zuimei/domain';
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
  entryState: EntryState | null;
  blockedByEdition: string | null;
  blockedByNumber: number | null;
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
         e.id AS "entryId", e.number AS "entryNumber", e.state AS "entryState",
         bed.key AS "blockedByEdition", b.number AS "blockedByNumber", p.id AS "photoId", p.bytes, p.mime, p.facts, p.district,
         s.consent_version AS "consentVersion", s.consented_at AS "consentedAt", s.consent_original AS "consentOriginal",
         s.consent_no_secrets AS "consentNoSecrets", s.keep_district AS "keepDistrict", ${PHOTO_COLUMNS},
         (SELECT count(*)::int FROM submissions o
           WHERE o.author_id = s.author_id AND o.edition_id = s.edition_id
             AND o.state NOT IN ('withdrawn', 'unreadable')) AS "authorCount"
    FROM submissions s
    JOIN photos p ON p.submission_id = s.id
    LEFT JOIN entries e ON e.submission_id = s.id
    LEFT JOIN entries b ON b.id = e.blocked_by_id
    LEFT JOIN editions bed ON bed.id = b.edition_id`;

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
  title: string;
  state: SubmissionState;
  number: number | null;
  sameAuthor: boolean;
  kind: LikenessKind;
  /** 0 to 1. */
  likeness: number;
  pastWinner: boolean;
  /** It won in another edition than that of the photo that it is like. */
  blocks: boolean;
}

const MOST_SIMILAR = 8;

/**
 * For each of the given photos those that were found alike and not told apart since, at most eight each: what blocks
 * first, then the same bytes, then the likest. Withdrawn ones are not among them. One index lookup a photo.
 */
export async function findSimilar(db: Queryable, photoIds: readonly string[]): Promise<SimilarRow[]> {
  return db.query(
    `SELECT me.id AS "ofPhotoId", near.* FROM photos me
       JOIN submissions mine ON mine.id = me.submission_id
      CROSS JOIN LATERAL (
        SELECT s.id AS "submissionId", ed.key AS "editionKey", s.title, s.state, e.number,
               s.author_id = mine.author_id AS "sameAuthor", l.kind, l.likeness,
               w.entry_id IS NOT NULL AS "pastWinner",
               w.entry_id IS NOT NULL AND ed.id <> mine.edition_id AND e.state = 'active' AS blocks, ${PHOTO_COLUMNS}
          FROM photo_likenesses l
          JOIN photos p ON p.id = l.other_id
          JOIN submissions s ON s.id = p.submission_id
          JOIN editions ed ON ed.id = s.edition_id
          LEFT JOIN entries e ON e.submission_id = s.id
          LEFT JOIN awards w ON w.publication_id = ed.publication_id AND w.entry_id = e.id
         WHERE l.photo_id = me.id AND l.told_apart_at IS NULL AND s.state <> 'withdrawn'
         ORDER BY blocks DESC, l.kind = 'same-bytes' DESC, l.likeness DESC, s.id
         LIMIT ${MOST_SIMILAR}) AS near
      WHERE me.id = ANY($1::uuid[])`,
    [photoIds],
  );
}
