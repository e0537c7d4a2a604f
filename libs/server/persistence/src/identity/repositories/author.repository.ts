import type { Queryable, Tx } from '../../base/unit-of-work.js';

export interface AuthorRow {
  id: string;
  displayName: string | null;
  company: string | null;
  phoneTail: string;
}

const COLUMNS = `id, display_name AS "displayName", company, phone_tail AS "phoneTail"`;

/** Rows of authors. */
export class AuthorRepository {
  async byId(db: Queryable, id: string): Promise<AuthorRow | undefined> {
    return (await db.query<AuthorRow>(`SELECT ${COLUMNS} FROM authors WHERE id = $1`, [id]))[0];
  }

  /** The author of a phone, made at the first sign-in; `isNew` says whether that was now. */
  async ensure(
    tx: Tx,
    author: { id: string; phoneHmac: Buffer; phone: string; createdAt: Date },
  ): Promise<AuthorRow & { isNew: boolean }> {
    const [row] = await tx.query<AuthorRow>(
      `INSERT INTO authors (id, phone_hmac, phone, phone_tail, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (phone_hmac) DO UPDATE SET phone = EXCLUDED.phone, phone_tail = EXCLUDED.phone_tail RETURNING ${COLUMNS}`,
      [author.id, author.phoneHmac, author.phone, author.phone.slice(-4), author.createdAt],
    );
    if (!row) throw new Error('an upsert returned no row');
    return { ...row, isNew: row.id === author.id };
  }

  async update(
    tx: Tx,
    id: string,
    values: { displayName: string; company: string | null },
  ): Promise<AuthorRow | undefined> {
    const [row] = await tx.query<AuthorRow>(
      `UPDATE authors SET display_name = $2, company = $3 WHERE id = $1 RETURNING ${COLUMNS}`,
      [id, values.displayName, values.company],
    );
    return row;
  }
}
