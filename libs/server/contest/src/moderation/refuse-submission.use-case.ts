import { Injectable } from '@nestjs/common';
import type { ModerationItem, Problem, REFUSAL_REASONS } from '@zuimei/contracts';
import { ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { Clock } from '@zuimei/platform';
import { moveSubmission } from '../submissions/move-submission.js';
import { ModerationQueue } from './moderation-queue.query.js';

/** Refuses a submission for good, or asks its author for a fix; both with one of six reasons. */
@Injectable()
export class RefuseSubmission {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly queue: ModerationQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(
    actor: StaffCaller,
    id: string,
    how: { verb: 'reject' | 'request-fix'; reason: (typeof REFUSAL_REASONS)[number]; note: string | null },
  ): Promise<Result<ModerationItem, Problem>> {
    const { verb, reason, note } = how;
    return this.unit.run(async (tx): Promise<Result<ModerationItem, Problem>> => {
      const at = this.clock.now();
      const moved = await moveSubmission(tx, id, verb, { at, reason, note, decidedBy: actor.staffId });
      if (!moved.ok) return moved;
      await this.audit.append(tx, {
        actor,
        action: verb === 'reject' ? 'submission.rejected' : 'submission.fix-requested',
        subject: { kind: 'submission', id },
        facts: { reason },
      });
      return ok(await this.queue.item(tx, id));
    });
  }
}
