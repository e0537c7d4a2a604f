import type { StaffRole } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

export interface StaffTotpRow {
  /** Encrypted. */
  secret: Buffer;
  confirmedAt: Date | null;
}

export interface StaffListRow {
  id: string;
  login: string;
  displayName: string;
  role: StaffRole;
  totp: boolean;
}

/** Second factors of staff and their recovery codes. */
export class StaffTotpRepository {
  async find(db: Queryable, staffId: string): Promise<StaffTotpRow | undefined> {
    const rows = await db.query<StaffTotpRow>(
      'SELECT secret, confirmed_at AS "confirmedAt" FROM staff_totp WHERE staff_id = $1',
      [staffId],
    );
    return rows[0];
  }

  /** Keeps a secret that waits for its first code, in place of one that waited; false where one is confirmed. */
  async begin(tx: Tx, staffId: string, secret: Buffer): Promise<boolean> {
    const kept = await tx.execute(
      `INSERT INTO staff_totp (staff_id, secret) VALUES ($1, $2)
       ON CONFLICT (staff_id) DO UPDATE SET secret = EXCLUDED.secret, last_step = NULL
        WHERE staff_totp.confirmed_at IS NULL`,
      [staffId, secret],
    );
    return kept === 1;
  }

  /** Whether a code of this time step may be taken: never one of the last step taken, or before it. */
  async takeStep(tx: Tx, staffId: string, step: number): Promise<boolean> {
    const taken = await tx.execute(
      'UPDATE staff_totp SET last_step = $2 WHERE staff_id = $1 AND (last_step IS NULL OR last_step < $2)',
      [staffId, step],
    );
    return taken === 1;
  }

  async confirm(tx: Tx, staffId: string, at: Date, codes: readonly Buffer[]): Promise<void> {
    await tx.execute('UPDATE staff_totp SET confirmed_at = $2 WHERE staff_id = $1', [staffId, at]);
    await tx.execute('DELETE FROM staff_recovery_codes WHERE staff_id = $1', [staffId]);
    await tx.execute('INSERT INTO staff_recovery_codes (staff_id, code_hmac) SELECT $1, * FROM unnest($2::bytea[])', [
      staffId,
      codes,
    ]);
  }

  /** Spends a recovery code; false where there is none such, or it was used. */
  async spend(tx: Tx, staffId: string, codeHmac: Buffer, at: Date): Promise<boolean> {
    const spent = await tx.execute(
      'UPDATE staff_recovery_codes SET used_at = $3 WHERE staff_id = $1 AND code_hmac = $2 AND used_at IS NULL',
      [staffId, codeHmac, at],
    );
    return spent === 1;
  }

  async recoveryCodesLeft(db: Queryable, staffId: string): Promise<number> {
    const [row] = await db.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM staff_recovery_codes WHERE staff_id = $1 AND used_at IS NULL',
      [staffId],
    );
    return row?.n ?? 0;
  }

  /** Takes secret and recovery codes away; false where no second factor was set. */
  async remove(tx: Tx, staffId: string): Promise<boolean> {
    await tx.execute('DELETE FROM staff_recovery_codes WHERE staff_id = $1', [staffId]);
    const gone = await tx.query<{ set: boolean }>(
      'DELETE FROM staff_totp WHERE staff_id = $1 RETURNING confirmed_at IS NOT NULL AS set',
      [staffId],
    );
    return gone[0]?.set ?? false;
  }

  /** The members who can sign in, by login, with who has a second factor. */
  async members(db: Queryable): Promise<StaffListRow[]> {
    return db.query<StaffListRow>(
      `SELECT m.id, m.login, m.display_name AS "displayName", m.role, t.confirmed_at IS NOT NULL AS totp
         FROM staff m LEFT JOIN staff_totp t ON t.staff_id = m.id
        WHERE m.disabled_at IS NULL ORDER BY m.login`,
    );
  }
}
