import type { Tx } from '../../base/unit-of-work.js';

export interface SignInCodeRow {
  id: string;
  codeHmac: Buffer;
  expiresAt: Date;
  tries: number;
}

/** Sign-in codes, by the HMAC of the phone they were sent to. */
export class SignInCodeRepository {
  /** Adds a code; the earlier ones of the phone are spent by it. */
  async replace(
    tx: Tx,
    row: { id: string; phoneHmac: Buffer; codeHmac: Buffer; createdAt: Date; expiresAt: Date },
  ): Promise<void> {
    await tx.execute('UPDATE sign_in_codes SET used_at = $2 WHERE phone_hmac = $1 AND used_at IS NULL', [
      row.phoneHmac,
      row.createdAt,
    ]);
    await tx.execute(
      `INSERT INTO sign_in_codes (id, phone_hmac, code_hmac, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
      [row.id, row.phoneHmac, row.codeHmac, row.createdAt, row.expiresAt],
    );
  }

  /** The phone's unspent code, locked: two guesses at once count as two. */
  async lockLatest(tx: Tx, phoneHmac: Buffer): Promise<SignInCodeRow | undefined> {
    const [row] = await tx.query<SignInCodeRow>(
      `SELECT id, code_hmac AS "codeHmac", expires_at AS "expiresAt", tries FROM sign_in_codes
        WHERE phone_hmac = $1 AND used_at IS NULL ORDER BY created_at DESC LIMIT 1 FOR UPDATE`,
      [phoneHmac],
    );
    return row;
  }

  async countGuess(tx: Tx, id: string): Promise<void> {
    await tx.execute('UPDATE sign_in_codes SET tries = tries + 1 WHERE id = $1', [id]);
  }

  async spend(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.execute('UPDATE sign_in_codes SET used_at = $2 WHERE id = $1', [id, at]);
  }

  /** Deletes codes that expired before `before`; gives how many. */
  async prune(tx: Tx, before: Date): Promise<number> {
    return tx.execute('DELETE FROM sign_in_codes WHERE expires_at < $1', [before]);
  }
}
