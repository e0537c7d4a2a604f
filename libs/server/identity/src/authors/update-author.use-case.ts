import { Injectable } from '@nestjs/common';
import type { AuthorView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { UnitOfWork } from '@zuimei/persistence';
import { AuthorRepository } from '@zuimei/persistence/identity';
import { AuditTrail } from '../audit/audit-trail.js';
import type { AuthorCaller } from '../callers.js';

/** Sets the name and workplace that stand beside a winning photo. */
@Injectable()
export class UpdateAuthor {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly authors: AuthorRepository,
    private readonly audit: AuditTrail,
  ) {}

  async run(
    caller: AuthorCaller,
    values: { displayName: string; company: string | null },
  ): Promise<Result<AuthorView, Problem>> {
    return this.unit.run(async (tx) => {
      const row = await this.authors.update(tx, caller.authorId, values);
      if (!row) return err<Problem>({ code: 'NOT_FOUND' });
      await this.audit.append(tx, {
        actor: { ...caller, displayName: values.displayName },
        action: 'author.renamed',
        subject: { kind: 'author', id: caller.authorId },
      });
      return ok(row);
    });
  }
}
