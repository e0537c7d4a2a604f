import { Injectable } from '@nestjs/common';
import type { Problem, SubmissionView } from '@zuimei/contracts';
import { ok, type Result } from '@zuimei/domain';
import { type AuthorCaller, AuditTrail } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { findOwnSubmission, leaveEntry, lockEntryOfSubmission } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { moveSubmission } from './move-submission.js';
import { toSubmissionView } from './submission-view.js';

/** Takes the consent back: the photo leaves every public page with this commit; past tallies stay recomputable. */
@Injectable()
export class WithdrawSubmission {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(caller: AuthorCaller, id: string): Promise<Result<SubmissionView, Problem>> {
    return this.unit.run(async (tx): Promise<Result<SubmissionView, Problem>> => {
      const own = (row: { authorId: string }) => row.authorId === caller.authorId;
      const moved = await moveSubmission(tx, id, 'withdraw', { at: this.clock.now() }, own);
      if (!moved.ok) return moved;
      const entry = await lockEntryOfSubmission(tx, id);
      const left = entry ? await leaveEntry(tx, entry.id, 'withdrawn', 'consent-withdrawn') : false;
      await this.audit.append(tx, {
        actor: caller,
        action: 'submission.withdrawn',
        subject: { kind: 'submission', id },
        facts: { from: moved.value.state, ...(left ? { entry: entry?.number } : {}) },
      });
      const row = await findOwnSubmission(tx, id, caller.authorId);
      if (!row) throw new Error(`submission ${id} vanished`);
      return ok(toSubmissionView(row));
    });
  }
}
