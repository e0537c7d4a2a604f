import type { AuthorCaller, StaffCaller } from '@zuimei/identity';
import type { StaffRole } from '@zuimei/domain';
import type { UnitOfWork } from '@zuimei/persistence';
import { createHash, randomUUID } from 'node:crypto';

const unusedHmac = (): Buffer => createHash('sha256').update(randomUUID()).digest();

/** `anAuthor().named('王㐱').from('第三车间').create(db)` */
export const anAuthor = (): AuthorBuilder => new AuthorBuilder();

export class AuthorBuilder {
  private name: string | null = '李建国';
  private company: string | null = '第三车间';

  named(name: string | null): this {
    this.name = name;
    return this;
  }

  from(company: string | null): this {
    this.company = company;
    return this;
  }

  /** The author as a request would find them. */
  async create(db: UnitOfWork): Promise<AuthorCaller> {
    const authorId = randomUUID();
    await db.run((tx) =>
      tx.execute(
        `INSERT INTO authors (id, phone_hmac, phone, phone_tail, display_name, company, created_at)
         VALUES ($1, $2, NULL, '0000', $3, $4, now())`,
        [authorId, unusedHmac(), this.name, this.company],
      ),
    );
    const { name: displayName, company } = this;
    return { kind: 'author', authorId, sessionId: randomUUID(), displayName, company, phoneTail: '0000' };
  }
}

/** A member of staff as a request would find them; cannot sign in. */
export async function aStaffMember(db: UnitOfWork, role: StaffRole = 'moderator'): Promise<StaffCaller> {
  const staffId = randomUUID();
  const login = `${role}-${staffId.slice(0, 8)}`;
  await db.run((tx) =>
    tx.execute(
      `INSERT INTO staff (id, login, display_name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, '-', now())`,
      [staffId, login, `${role} 甲`, role],
    ),
  );
  const freshUntil = new Date(Date.now() + 600_000);
  return { kind: 'staff', staffId, sessionId: randomUUID(), login, displayName: `${role} 甲`, role, freshUntil };
}
