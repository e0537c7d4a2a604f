import { Injectable } from '@nestjs/common';
import type { ModerationItem, Problem } from '@zuimei/contracts';
import { ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { insertEntry } from '@zuimei/persistence/contest';
import { Clock, Ids } from '@zuimei/platform';
import { moveSubmission } from '../submissions/move-submission.js';
import { ModerationQueue } from './moderation-queue.query.js';

/** Passes a submission: it becomes an entry with the edition's next number. */
@Injectable()
export class ApproveSubmission {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly queue: ModerationQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(actor: StaffCaller, id: string): Promise<Result<ModerationItem, Problem>> {
    return this.unit.run(async (tx): Promise<Result<ModerationItem, Problem>> => {
      const at = this.clock.now();
      const moved = await moveSubmission(tx, id, 'approve', { at, decidedBy: actor.staffId });
      if (!moved.ok) return moved;
      const { editionId } = moved.value;
      const { number } = await insertEntry(tx, { id: this.ids.next(), submissionId: id, editionId, at });
      await this.audit.append(tx, {
        actor,
        action: 'submission.approved',
        subject: { kind: 'submission', id },
        facts: { entry: number },
      });
      return ok(await this.queue.item(tx, id));
    });
  }
}
