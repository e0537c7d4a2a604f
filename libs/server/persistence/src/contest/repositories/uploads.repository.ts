import type { Queryable, Tx } from '../../base/unit-of-work.js';

/** What an author says of a photo when handing it in, as it is stored. */
export interface StoredDetails {
  title: string;
  story: string;
  place: string;
  recognisable: 'nobody' | 'self' | 'consented' | 'not-consented';
  consentVersion: string;
  consentOriginal: boolean;
  consentNoSecrets: boolean;
  /** The author lets the district be read from the photo's position. */
  keepDistrict: boolean;
  /** ISO 8601. */
  consentedAt: string;
}

export interface UploadRow {
  id: string;
  authorId: string;
  editionId: string;
  size: number;
  inspection: Record<string, unknown> | null;
  sha256: string | null;
  finishedAt: Date | null;
  details: StoredDetails | null;
  clientKey: string | null;
  createdAt: Date;
}

const UPLOAD_COLUMNS = `u.id, u.author_id AS "authorId", u.edition_id AS "editionId", u.size, u.inspection, u.sha256,
  u.finished_at AS "finishedAt", u.details, u.client_key AS "clientKey", u.created_at AS "createdAt"`;

/**
 * Lets the intake of one author run one thing at a time until the transaction ends: quota, client keys and the meeting
 * of last byte and details are all decided under it. It is taken before the upload's row, always in this order.
 */
export async function lockAuthorIntake(tx: Tx, authorId: string): Promise<void> {
  await tx.query('SELECT id FROM authors WHERE id = $1 FOR NO KEY UPDATE', [authorId]);
}

export async function insertUpload(
  tx: Tx,
  upload: Pick<UploadRow, 'id' | 'authorId' | 'editionId' | 'size' | 'createdAt'>,
): Promise<void> {
  await tx.execute('INSERT INTO uploads (id, author_id, edition_id, size, created_at) VALUES ($1, $2, $3, $4, $5)', [
    upload.id,
    upload.authorId,
    upload.editionId,
    upload.size,
    upload.createdAt,
  ]);
}

export async function findUpload(db: Queryable, id: string): Promise<UploadRow | null> {
  const [row] = await db.query<UploadRow>(`SELECT ${UPLOAD_COLUMNS} FROM uploads u WHERE u.id = $1`, [id]);
  return row ?? null;
}

export async function lockUpload(tx: Tx, id: string): Promise<UploadRow | null> {
  const [row] = await tx.query<UploadRow>(`SELECT ${UPLOAD_COLUMNS} FROM uploads u WHERE u.id = $1 FOR UPDATE`, [id]);
  return row ?? null;
}

export async function findUploadByClientKey(
  db: Queryable,
  authorId: string,
  clientKey: string,
): Promise<UploadRow | null> {
  const [row] = await db.query<UploadRow>(
    `SELECT ${UPLOAD_COLUMNS} FROM uploads u WHERE u.author_id = $1 AND u.client_key = $2`,
    [authorId, clientKey],
  );
  return row ?? null;
}

/** Uploads of an author that no submission was made of yet. */
export async function countUnclaimedUploads(db: Queryable, authorId: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM uploads u
      WHERE u.author_id = $1 AND NOT EXISTS (SELECT FROM submissions s WHERE s.upload_id = u.id)`,
    [authorId],
  );
  return row?.n ?? 0;
}

export async function storeUploadDetails(tx: Tx, id: string, clientKey: string, details: StoredDetails): Promise<void> {
  await tx.execute('UPDATE uploads SET client_key = $2, details = $3 WHERE id = $1', [
    id,
    clientKey,
    JSON.stringify(details),
  ]);
}

export async function storeUploadFinished(
  tx: Tx,
  id: string,
  finished: { inspection: object; sha256: string; at: Date },
): Promise<void> {
  await tx.execute('UPDATE uploads SET inspection = $2, sha256 = $3, finished_at = $4 WHERE id = $1', [
    id,
    JSON.stringify(finished.inspection),
    finished.sha256,
    finished.at,
  ]);
}

/** Removes an upload that no submission was made of; false where there is none such. */
export async function deleteUnclaimedUpload(tx: Tx, id: string): Promise<boolean> {
  const deleted = await tx.execute(
    'DELETE FROM uploads u WHERE u.id = $1 AND NOT EXISTS (SELECT FROM submissions s WHERE s.upload_id = u.id)',
    [id],
  );
  return deleted === 1;
}
