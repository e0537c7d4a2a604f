import type { StaffRole } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

export interface StaffSessionRow {
  id: string;
  staffId: string;
  login: string;
  displayName: string;
  role: StaffRole;
  createdAt: Date;
  lastSeenAt: Date;
  freshUntil: Date;
}

/** Sessions of staff. Ended ones and those of disabled members are never found. */
export class StaffSessionRepository {
  async byTokenHash(db: Queryable, tokenHash: Buffer): Promise<StaffSessionRow | undefined> {
    const [row] = await db.query<StaffSessionRow>(
      `SELECT s.id, s.staff_id AS "staffId", m.login, m.display_name AS "displayName", m.role,
              s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.fresh_until AS "freshUntil"
         FROM staff_sessions s JOIN staff m ON m.id = s.staff_id
        WHERE s.token_hash = $1 AND s.ended_at IS NULL AND m.disabled_at IS NULL`,
      [tokenHash],
    );
    return row;
  }

  async insert(
    tx: Tx,
    row: { id: string; tokenHash: Buffer; staffId: string; createdAt: Date; freshUntil: Date },
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO staff_sessions (id, token_hash, staff_id, created_at, last_seen_at, fresh_until)
       VALUES ($1, $2, $3, $4, $4, $5)`,
      [row.id, row.tokenHash, row.staffId, row.createdAt, row.freshUntil],
    );
  }

  async touch(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.execute('UPDATE staff_sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2', [id, at]);
  }

  async refresh(tx: Tx, id: string, freshUntil: Date): Promise<void> {
    await tx.execute('UPDATE staff_sessions SET fresh_until = $2 WHERE id = $1', [id, freshUntil]);
  }

  async end(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.execute('UPDATE staff_sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [id, at]);
  }

  /** Ends every session of one member, or of everybody; gives how many that were. */
  async endAll(tx: Tx, staffId: string | null, at: Date): Promise<number> {
    return tx.execute(
      'UPDATE staff_sessions SET ended_at = $2 WHERE ended_at IS NULL AND ($1::uuid IS NULL OR staff_id = $1)',
      [staffId, at],
    );
  }

  /** Deletes sessions that were made before `before`; gives how many. */
  async prune(tx: Tx, before: Date): Promise<number> {
    return tx.execute('DELETE FROM staff_sessions WHERE created_at < $1', [before]);
  }
}

export interface AuthorSessionRow {
  id: string;
  authorId: string;
  displayName: string | null;
  company: string | null;
  phoneTail: string;
  lastSeenAt: Date;
}

/** Sessions of authors. Ended ones are never found. */
export class AuthorSessionRepository {
  async byTokenHash(db: Queryable, tokenHash: Buffer): Promise<AuthorSessionRow | undefined> {
    const [row] = await db.query<AuthorSessionRow>(
      `SELECT s.id, s.author_id AS "authorId", a.display_name AS "displayName", a.company,
              a.phone_tail AS "phoneTail", s.last_seen_at AS "lastSeenAt"
         FROM author_sessions s JOIN authors a ON a.id = s.author_id
        WHERE s.token_hash = $1 AND s.ended_at IS NULL`,
      [tokenHash],
    );
    return row;
  }

  async insert(tx: Tx, row: { id: string; tokenHash: Buffer; authorId: string; createdAt: Date }): Promise<void> {
    await tx.execute(
      `INSERT INTO author_sessions (id, token_hash, author_id, created_at, last_seen_at) VALUES ($1, $2, $3, $4, $4)`,
      [row.id, row.tokenHash, row.authorId, row.createdAt],
    );
  }

  async touch(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.execute('UPDATE author_sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2', [id, at]);
  }

  async end(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.execute('UPDATE author_sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [id, at]);
  }

  /** Deletes sessions that nobody used since `before`; gives how many. */
  async prune(tx: Tx, before: Date): Promise<number> {
    return tx.execute('DELETE FROM author_sessions WHERE last_seen_at < $1', [before]);
  }
}
