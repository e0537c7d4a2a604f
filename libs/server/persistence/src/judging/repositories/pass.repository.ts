import type { PassState } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

export interface PassRow {
  id: string;
  sittingId: string;
  jurorId: string;
  alias: string;
  state: PassState;
  secretHmac: Buffer;
  codeCounter: number;
  holderName: string | null;
  holderCompany: string | null;
  holderAuthorId: string | null;
  replacedBy: string | null;
  issuedAt: Date;
  activatedAt: Date | null;
}

export interface NewPass extends Omit<PassRow, 'state' | 'replacedBy' | 'activatedAt'> {
  codeHmac: Buffer;
}

const COLUMNS = `
  id, sitting_id AS "sittingId", juror_id AS "jurorId", alias, state, secret_hmac AS "secretHmac",
  code_counter AS "codeCounter", holder_name AS "holderName", holder_company AS "holderCompany",
  holder_author_id AS "holderAuthorId", replaced_by AS "replacedBy", issued_at AS "issuedAt",
  activated_at AS "activatedAt"`;

/** Rows of passes. No code and no secret is in them, only HMACs. */
export class PassRepository {
  async insert(tx: Tx, pass: NewPass): Promise<void> {
    await tx.execute(
      `INSERT INTO passes (id, sitting_id, juror_id, alias, state, code_hmac, secret_hmac, code_counter, holder_name,
                           holder_company, holder_author_id, issued_at)
       VALUES ($1, $2, $3, $4, 'issued', $5, $6, $7, $8, $9, $10, $11)`,
      [
        pass.id,
        pass.sittingId,
        pass.jurorId,
        pass.alias,
        pass.codeHmac,
        pass.secretHmac,
        pass.codeCounter,
        pass.holderName,
        pass.holderCompany,
        pass.holderAuthorId,
        pass.issuedAt,
      ],
    );
  }

  /** Which of these HMACs of codes are taken. */
  async takenCodes(db: Queryable, hmacs: readonly Buffer[]): Promise<Set<string>> {
    const rows = await db.query<{ hmac: Buffer }>(
      'SELECT code_hmac AS hmac FROM passes WHERE code_hmac = ANY($1::bytea[])',
      [hmacs],
    );
    return new Set(rows.map(({ hmac }) => hmac.toString('hex')));
  }

  async byId(db: Queryable, id: string): Promise<PassRow | undefined> {
    return (await db.query<PassRow>(`SELECT ${COLUMNS} FROM passes WHERE id = $1`, [id]))[0];
  }

  async lock(tx: Tx, id: string): Promise<PassRow | undefined> {
    return (await tx.query<PassRow>(`SELECT ${COLUMNS} FROM passes WHERE id = $1 FOR UPDATE`, [id]))[0];
  }

  async idByCode(db: Queryable, codeHmac: Buffer): Promise<string | undefined> {
    return (await db.query<{ id: string }>('SELECT id FROM passes WHERE code_hmac = $1', [codeHmac]))[0]?.id;
  }

  /** The passes of a sitting by alias; a revoked one before the one that replaced it. */
  async ofSitting(db: Queryable, sittingId: string): Promise<PassRow[]> {
    return db.query<PassRow>(`SELECT ${COLUMNS} FROM passes WHERE sitting_id = $1 ORDER BY alias, issued_at, id`, [
      sittingId,
    ]);
  }

  async activate(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.execute(`UPDATE passes SET state = 'active', activated_at = $2 WHERE id = $1`, [id, at]);
  }

  async revoke(tx: Tx, id: string, at: Date, reason: string): Promise<void> {
    await tx.execute(`UPDATE passes SET state = 'revoked', revoked_at = $2, revoke_reason = $3 WHERE id = $1`, [
      id,
      at,
      reason,
    ]);
  }

  async setReplacement(tx: Tx, id: string, replacedBy: string): Promise<void> {
    await tx.execute('UPDATE passes SET replaced_by = $2 WHERE id = $1', [id, replacedBy]);
  }

  /** Takes all active passes of a sitting back; gives how many. */
  async returnAll(tx: Tx, sittingId: string, at: Date): Promise<number> {
    return tx.execute(
      `UPDATE passes SET state = 'returned', returned_at = $2 WHERE sitting_id = $1 AND state = 'active'`,
      [sittingId, at],
    );
  }

  /** The authors of these phones, by the HMAC's hex. */
  async authorsByPhone(db: Queryable, phoneHmacs: readonly Buffer[]): Promise<Map<string, string>> {
    const rows = await db.query<{ id: string; hmac: Buffer }>(
      'SELECT id, phone_hmac AS hmac FROM authors WHERE phone_hmac = ANY($1::bytea[])',
      [phoneHmacs],
    );
    return new Map(rows.map(({ id, hmac }) => [hmac.toString('hex'), id]));
  }
}
