import type { StaffRole } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

export interface StaffRow {
  id: string;
  login: string;
  displayName: string;
  role: StaffRole;
  passwordHash: string;
  disabledAt: Date | null;
}

const COLUMNS = `id, login, display_name AS "displayName", role, password_hash AS "passwordHash",
  disabled_at AS "disabledAt"`;

/** Rows of staff members. */
export class StaffRepository {
  async byLogin(db: Queryable, login: string): Promise<StaffRow | undefined> {
    return (await db.query<StaffRow>(`SELECT ${COLUMNS} FROM staff WHERE login = $1`, [login]))[0];
  }

  async byId(db: Queryable, id: string): Promise<StaffRow | undefined> {
    return (await db.query<StaffRow>(`SELECT ${COLUMNS} FROM staff WHERE id = $1`, [id]))[0];
  }

  async list(db: Queryable): Promise<StaffRow[]> {
    return db.query<StaffRow>(`SELECT ${COLUMNS} FROM staff ORDER BY login`);
  }

  /** Adds a member; false where the login is taken. */
  async insert(tx: Tx, row: Omit<StaffRow, 'disabledAt'> & { createdAt: Date }): Promise<boolean> {
    const added = await tx.execute(
      `INSERT INTO staff (id, login, display_name, role, password_hash, created_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (login) DO NOTHING`,
      [row.id, row.login, row.displayName, row.role, row.passwordHash, row.createdAt],
    );
    return added === 1;
  }

  async setPassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
    await tx.execute('UPDATE staff SET password_hash = $2 WHERE id = $1', [id, passwordHash]);
  }
}
