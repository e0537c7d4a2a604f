import type { District, EntryState, SubmissionState } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';
import type { StoredDetails } from './uploads.repository.js';

/** A submission as the rules of its life need it. */
export interface SubmissionRow {
  id: string;
  editionId: string;
  authorId: string;
  uploadId: string;
  keepDistrict: boolean;
  state: SubmissionState;
  stateAt: Date;
}

const SUBMISSION_COLUMNS = `s.id, s.edition_id AS "editionId", s.author_id AS "authorId", s.upload_id AS "uploadId",
  s.keep_district AS "keepDistrict", s.state, s.state_at AS "stateAt"`;

export async function findSubmission(db: Queryable, id: string): Promise<SubmissionRow | null> {
  const [row] = await db.query<SubmissionRow>(`SELECT ${SUBMISSION_COLUMNS} FROM submissions s WHERE s.id = $1`, [id]);
  return row ?? null;
}

export async function findSubmissionOfUpload(db: Queryable, uploadId: string): Promise<SubmissionRow | null> {
  const [row] = await db.query<SubmissionRow>(
    `SELECT ${SUBMISSION_COLUMNS} FROM submissions s WHERE s.upload_id = $1`,
    [uploadId],
  );
  return row ?? null;
}

/** Holds a submission until the transaction ends: every move of its state is decided under this lock. */
export async function lockSubmission(tx: Tx, id: string): Promise<SubmissionRow | null> {
  const [row] = await tx.query<SubmissionRow>(
    `SELECT ${SUBMISSION_COLUMNS} FROM submissions s WHERE s.id = $1 FOR UPDATE`,
    [id],
  );
  return row ?? null;
}

/**
 * What of an author counts against the quota of an edition: everything but what is out: withdrawn, refused,
 * unreadable.
 */
export async function countAgainstQuota(db: Queryable, authorId: string, editionId: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM submissions
      WHERE author_id = $1 AND edition_id = $2 AND state NOT IN ('withdrawn', 'rejected', 'unreadable')`,
    [authorId, editionId],
  );
  return row?.n ?? 0;
}

export interface NewSubmission extends Omit<StoredDetails, 'consentedAt'> {
  id: string;
  editionId: string;
  authorId: string;
  uploadId: string;
  clientKey: string;
  consentedAt: Date;
  receivedAt: Date;
}

/** Adds a submission in its first state, `received`. */
export async function insertSubmission(tx: Tx, s: NewSubmission): Promise<void> {
  await tx.execute(
    `INSERT INTO submissions (id, edition_id, author_id, upload_id, client_key, title, story, place, recognisable,
                              consent_version, consented_at, consent_original, consent_no_secrets, keep_district,
                              state, state_at, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'received', $15, $15)`,
    [
      s.id,
      s.editionId,
      s.authorId,
      s.uploadId,
      s.clientKey,
      s.title,
      s.story,
      s.place,
      s.recognisable,
      s.consentVersion,
      s.consentedAt,
      s.consentOriginal,
      s.consentNoSecrets,
      s.keepDistrict,
      s.receivedAt,
    ],
  );
}

export interface StateChange {
  id: string;
  from: SubmissionState;
  to: SubmissionState;
  at: Date;
  reason?: string | null;
  note?: string | null;
  /** The staff member who decided; null clears the decision, undefined leaves it. */
  decidedBy?: string | null;
}

/**
 * Compares and sets a state. False where the submission is not in `from` any more: somebody else was faster, and the
 * caller's move is void. Reason and note are those of the new state.
 */
export async function changeState(tx: Tx, change: StateChange): Promise<boolean> {
  const touches = change.decidedBy !== undefined;
  const changed = await tx.execute(
    `UPDATE submissions
        SET state = $3, state_at = $4, reason = $5, note = $6, failure = NULL, failed_at = NULL,
            decided_by = CASE WHEN $7 THEN $8::uuid ELSE decided_by END,
            decided_at = CASE WHEN NOT $7 THEN decided_at WHEN $8::uuid IS NULL THEN NULL ELSE $4 END
      WHERE id = $1 AND state = $2`,
    [
      change.id,
      change.from,
      change.to,
      change.at,
      change.reason ?? null,
      change.note ?? null,
      touches,
      change.decidedBy ?? null,
    ],
  );
  return changed === 1;
}

export async function changeDetails(
  tx: Tx,
  id: string,
  details: Pick<StoredDetails, 'title' | 'story' | 'place' | 'recognisable'>,
): Promise<void> {
  await tx.execute('UPDATE submissions SET title = $2, story = $3, place = $4, recognisable = $5 WHERE id = $1', [
    id,
    details.title,
    details.story,
    details.place,
    details.recognisable,
  ]);
}

/** Writes why the worker gave a submission up for now; only while it still waits for the worker. */
export async function recordFailure(tx: Tx, id: string, failure: string, at: Date): Promise<boolean> {
  const changed = await tx.execute(
    `UPDATE submissions SET failure = $2, failed_at = $3 WHERE id = $1 AND state = 'received'`,
    [id, failure, at],
  );
  return changed === 1;
}

/** A submission as its author sees it. */
export interface OwnSubmissionRow extends Omit<StoredDetails, 'consentedAt'> {
  id: string;
  consentedAt: Date;
  district: District | null;
  editionKey: string;
  state: SubmissionState;
  reason: string | null;
  note: string | null;
  receivedAt: Date;
  decidedAt: Date | null;
  entryId: string | null;
  entryNumber: number | null;
  entryState: EntryState | null;
  lockedAt: Date | null;
  blockedByEdition: string | null;
  blockedByNumber: number | null;
  rank: number | null;
  prize: string | null;
  width: number | null;
  height: number | null;
  thumbhash: string | null;
  name_320: string | null;
  name_1080: string | null;
  name_2048: string | null;
}

const OWN_SUBMISSION = `
  SELECT s.id, ed.key AS "editionKey", s.title, s.story, s.place, s.recognisable, s.state, s.reason, s.note,
         s.consent_version AS "consentVersion", s.consented_at AS "consentedAt", s.consent_original AS "consentOriginal",
         s.consent_no_secrets AS "consentNoSecrets", s.keep_district AS "keepDistrict", p.district, s.received_at AS "receivedAt", s.decided_at AS "decidedAt",
         e.id AS "entryId", e.number AS "entryNumber", e.state AS "entryState", e.locked_at AS "lockedAt",
         bed.key AS "blockedByEdition", b.number AS "blockedByNumber", a.rank, a.prize, p.width, p.height, p.thumbhash, p.name_320, p.name_1080, p.name_2048
    FROM submissions s
    JOIN editions ed ON ed.id = s.edition_id
    LEFT JOIN photos p ON p.submission_id = s.id
    LEFT JOIN entries e ON e.submission_id = s.id
    LEFT JOIN entries b ON b.id = e.blocked_by_id
    LEFT JOIN editions bed ON bed.id = b.edition_id
    LEFT JOIN awards a ON a.publication_id = ed.publication_id AND a.entry_id = e.id`;

/** What an author handed in, newest first; bounded by quota times editions, so it is not paged. */
export async function listOwnSubmissions(db: Queryable, authorId: string): Promise<OwnSubmissionRow[]> {
  return db.query(`${OWN_SUBMISSION} WHERE s.author_id = $1 ORDER BY s.id DESC LIMIT 500`, [authorId]);
}

/** One submission; of that author only, where one is named. */
export async function findOwnSubmission(
  db: Queryable,
  id: string,
  authorId: string | null,
): Promise<OwnSubmissionRow | null> {
  const [row] = await db.query<OwnSubmissionRow>(
    `${OWN_SUBMISSION} WHERE s.id = $1 AND ($2::uuid IS NULL OR s.author_id = $2)`,
    [id, authorId],
  );
  return row ?? null;
}
