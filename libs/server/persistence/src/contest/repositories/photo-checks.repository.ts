import type { PhotoCheckState, PhotoFaultState } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';
import type { PhotoCheckKind } from '../entities/photo-check.entity.js';

/** Any number: checks are asked for one at a time. */
const ASKING_LOCK = 7_365_101;

/** A check as the work on it needs it. */
export interface PhotoCheckRow {
  id: string;
  kind: PhotoCheckKind;
  state: PhotoCheckState;
  askedBy: string | null;
  askedAt: Date;
  finishedAt: Date | null;
  afterPhotoId: string | null;
  total: number;
  checked: number;
  orphanCount: number | null;
  orphanBytes: number | null;
  failure: string | null;
}

/** The same with what it has found so far, by state; `missing` counts derivatives, not photos. */
export interface PhotoCheckSummary extends PhotoCheckRow {
  missing: number;
  queued: number;
  mended: number;
  lost: number;
}

const COLUMNS = `c.id, c.kind, c.state, c.asked_by AS "askedBy", c.asked_at AS "askedAt", c.finished_at AS "finishedAt",
  c.after_photo_id AS "afterPhotoId", c.total, c.checked, c.orphan_count AS "orphanCount",
  c.orphan_bytes::float8 AS "orphanBytes", c.failure`;

const SUMMARY_SQL = `SELECT ${COLUMNS}, f.*
  FROM photo_checks c
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(cardinality(array_remove(missing, 'original'))), 0)::int AS missing,
           count(*) FILTER (WHERE state = 'queued')::int AS queued,
           count(*) FILTER (WHERE state = 'mended')::int AS mended,
           count(*) FILTER (WHERE state = 'lost')::int AS lost
      FROM photo_faults WHERE check_id = c.id) f`;

/** Lets checks be asked for one at a time until the transaction ends, and gives the one that is under way, if any. */
export async function lockOpenCheck(tx: Tx): Promise<PhotoCheckRow | null> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [ASKING_LOCK]);
  const [row] = await tx.query<PhotoCheckRow>(
    `SELECT ${COLUMNS} FROM photo_checks c WHERE c.state IN ('waiting', 'running') AND c.kind = 'full'`,
  );
  return row ?? null;
}

export async function insertCheck(
  tx: Tx,
  check: Pick<PhotoCheckRow, 'id' | 'kind' | 'state' | 'askedBy' | 'askedAt' | 'total' | 'checked'>,
): Promise<void> {
  await tx.execute(
    `INSERT INTO photo_checks (id, kind, state, asked_by, asked_at, progress_at, finished_at, total, checked)
     VALUES ($1, $2, $3, $4, $5, $5, CASE WHEN $3 = 'done' THEN $5::timestamptz END, $6, $7)`,
    [check.id, check.kind, check.state, check.askedBy, check.askedAt, check.total, check.checked],
  );
}

export async function lockCheck(tx: Tx, id: string): Promise<PhotoCheckRow | null> {
  const [row] = await tx.query<PhotoCheckRow>(`SELECT ${COLUMNS} FROM photo_checks c WHERE c.id = $1 FOR UPDATE`, [id]);
  return row ?? null;
}

/** Writes a batch down: how far the check has come. */
export async function advanceCheck(
  tx: Tx,
  id: string,
  step: { state: PhotoCheckState; afterPhotoId: string | null; checked: number; at: Date },
): Promise<void> {
  await tx.execute(
    `UPDATE photo_checks SET state = $2, after_photo_id = $3, checked = $4, total = greatest(total, $4), progress_at = $5
      WHERE id = $1`,
    [id, step.state, step.afterPhotoId, step.checked, step.at],
  );
}

export async function finishCheck(
  tx: Tx,
  id: string,
  end: { state: PhotoCheckState; at: Date; orphans?: { count: number; bytes: number }; failure?: string },
): Promise<void> {
  await tx.execute(
    `UPDATE photo_checks SET state = $2, finished_at = $3, progress_at = $3, total = CASE WHEN $2 = 'done' THEN checked ELSE total END,
            orphan_count = $4, orphan_bytes = $5, failure = $6 WHERE id = $1`,
    [id, end.state, end.at, end.orphans?.count ?? null, end.orphans?.bytes ?? null, end.failure ?? null],
  );
}

/** The latest checks, newest first. */
export async function listChecks(db: Queryable, limit: number): Promise<PhotoCheckSummary[]> {
  return db.query(`${SUMMARY_SQL} ORDER BY c.id DESC LIMIT $1`, [limit]);
}

export async function findCheck(db: Queryable, id: string): Promise<PhotoCheckSummary | null> {
  const [row] = await db.query<PhotoCheckSummary>(`${SUMMARY_SQL} WHERE c.id = $1`, [id]);
  return row ?? null;
}

/** Checks that have written nothing down since `before`: their job may be lost. */
export async function findStuckChecks(db: Queryable, before: Date): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `SELECT id FROM photo_checks WHERE state IN ('waiting', 'running') AND progress_at < $1`,
    [before],
  );
  return rows.map((row) => row.id);
}

export interface NewFault {
  photoId: string;
  missing: string[];
  state: PhotoFaultState;
  failure: string | null;
}

/** Adds what a check found; what it found before stays as it is. */
export async function insertFaults(tx: Tx, checkId: string, faults: readonly NewFault[], at: Date): Promise<void> {
  if (faults.length === 0) return;
  await tx.execute(
    `INSERT INTO photo_faults (check_id, photo_id, missing, state, failure, found_at, changed_at)
     SELECT $1, f."photoId", f.missing, f.state, f.failure, $3, $3
       FROM jsonb_to_recordset($2::jsonb) AS f ("photoId" uuid, missing text[], state text, failure text)
         -- A photo may have gone since it was looked at.
       JOIN photos p ON p.id = f."photoId"
     ON CONFLICT DO NOTHING`,
    [checkId, JSON.stringify(faults), at],
  );
}

/** Ends every open fault of a photo, whichever check found it. */
export async function settleFaults(
  tx: Tx,
  photoId: string,
  end: { state: PhotoFaultState; from: readonly PhotoFaultState[]; failure: string | null; at: Date },
): Promise<number> {
  return tx.execute(
    `UPDATE photo_faults SET state = $2, failure = $3, changed_at = $4 WHERE photo_id = $1 AND state = ANY($5)`,
    [photoId, end.state, end.failure, end.at, end.from],
  );
}

/** Photos that wait for their repair since before `before`, at most `limit`; marks them as asked for again. */
export async function takeWaitingRepairs(tx: Tx, times: { before: Date; now: Date }, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE photo_faults SET changed_at = $2
      WHERE (check_id, photo_id) IN (SELECT check_id, photo_id FROM photo_faults
              WHERE state = 'queued' AND changed_at < $1 ORDER BY changed_at LIMIT $3 FOR UPDATE SKIP LOCKED)
      RETURNING photo_id AS id`,
    [times.before, times.now, limit],
  );
  return [...new Set(rows.map((row) => row.id))];
}

/** A fault with what a person knows its photo by. */
export interface PhotoFaultRow {
  photoId: string;
  submissionId: string;
  editionKey: string;
  number: number | null;
  title: string;
  missing: string[];
  state: PhotoFaultState;
  failure: string | null;
  changedAt: Date;
}

/** What a check found, by ascending photo id from after `after`; `state` null for all. */
export async function listFaults(
  db: Queryable,
  query: { checkId: string; state: PhotoFaultState | null; after: string | null },
  limit: number,
): Promise<PhotoFaultRow[]> {
  return db.query(
    `SELECT f.photo_id AS "photoId", s.id AS "submissionId", ed.key AS "editionKey", e.number, s.title, f.missing, f.state,
            f.failure, f.changed_at AS "changedAt"
       FROM photo_faults f
       JOIN photos p ON p.id = f.photo_id
       JOIN submissions s ON s.id = p.submission_id
       JOIN editions ed ON ed.id = s.edition_id
       LEFT JOIN entries e ON e.photo_id = p.id
      WHERE f.check_id = $1 AND ($2::text IS NULL OR f.state = $2) AND ($3::uuid IS NULL OR f.photo_id > $3)
      ORDER BY f.photo_id LIMIT $4`,
    [query.checkId, query.state, query.after, limit],
  );
}
