import type { ReadinessView } from '@zuimei/contracts';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

export interface TabletRecord {
  id: string;
  sittingId: string;
  name: string;
  publicKey: Buffer;
  enrolledBy: string;
  enrolledAt: Date;
  revokedAt: Date | null;
  lastSeenAt: Date;
  pending: number;
  readiness: ReadinessView | null;
}

export interface EnrolmentRow {
  id: string;
  sittingId: string;
  secretHash: Buffer;
  pinHash: Buffer;
  wrong: number;
  madeBy: string;
  expiresAt: Date;
}

const SELECT = `
  SELECT id, sitting_id AS "sittingId", name, public_key AS "publicKey", enrolled_by AS "enrolledBy",
         enrolled_at AS "enrolledAt", revoked_at AS "revokedAt", last_seen_at AS "lastSeenAt", pending, readiness
    FROM tablets`;

/** Rows of enrolled tablets and of the tickets that enrol them. */
export class TabletRepository {
  async insertEnrolment(tx: Tx, row: Omit<EnrolmentRow, 'wrong'> & { madeAt: Date }): Promise<void> {
    await tx.execute(
      `INSERT INTO enrolments (id, sitting_id, secret_hash, pin_hash, made_by, made_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [row.id, row.sittingId, row.secretHash, row.pinHash, row.madeBy, row.madeAt, row.expiresAt],
    );
  }

  /** A ticket, locked, so that guesses are counted one after the other. */
  async lockEnrolment(tx: Tx, id: string): Promise<EnrolmentRow | undefined> {
    const rows = await tx.query<EnrolmentRow>(
      `SELECT id, sitting_id AS "sittingId", secret_hash AS "secretHash", pin_hash AS "pinHash", wrong,
              made_by AS "madeBy", expires_at AS "expiresAt"
         FROM enrolments WHERE id = $1 FOR UPDATE`,
      [id],
    );
    return rows[0];
  }

  async wrongPin(tx: Tx, id: string): Promise<void> {
    await tx.execute('UPDATE enrolments SET wrong = wrong + 1 WHERE id = $1', [id]);
  }

  /** Enrols; false where another tablet of the sitting has the name. */
  async insert(
    tx: Tx,
    row: Pick<TabletRecord, 'id' | 'sittingId' | 'name' | 'publicKey' | 'enrolledBy' | 'enrolledAt'>,
  ): Promise<boolean> {
    const n = await tx.execute(
      `INSERT INTO tablets (id, sitting_id, name, public_key, enrolled_by, enrolled_at, last_seen_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (sitting_id, name) WHERE revoked_at IS NULL DO NOTHING`,
      [row.id, row.sittingId, row.name, row.publicKey, row.enrolledBy, row.enrolledAt],
    );
    return n === 1;
  }

  async byId(db: Queryable, id: string): Promise<TabletRecord | undefined> {
    return (await db.query<TabletRecord>(`${SELECT} WHERE id = $1`, [id]))[0];
  }

  async lock(tx: Tx, id: string): Promise<TabletRecord | undefined> {
    return (await tx.query<TabletRecord>(`${SELECT} WHERE id = $1 FOR UPDATE`, [id]))[0];
  }

  /** The tablets of a sitting by name, the revoked ones last. */
  async ofSitting(db: Queryable, sittingId: string): Promise<TabletRecord[]> {
    return db.query<TabletRecord>(`${SELECT} WHERE sitting_id = $1 ORDER BY (revoked_at IS NOT NULL), name, id`, [
      sittingId,
    ]);
  }

  async revoke(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.execute('UPDATE tablets SET revoked_at = $2 WHERE id = $1', [id, at]);
  }

  async seen(tx: Tx, id: string, at: Date, pending: number, readiness: ReadinessView): Promise<void> {
    await tx.execute('UPDATE tablets SET last_seen_at = $2, pending = $3, readiness = $4 WHERE id = $1', [
      id,
      at,
      pending,
      JSON.stringify(readiness),
    ]);
  }
}
