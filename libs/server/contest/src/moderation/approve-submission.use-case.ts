import { Injectable } from '@nestjs/common';
import type { ModerationItem, Problem } from '@zuimei/contracts';
import { ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { insertEntry } from '@zuimei/persistence/contest';
import { Clock, Ids } from '@zuimei/platform';
import { moveSubmission } from '../submissions/move-submission.js';
import { BlockCopiesOfWinners } from './block-copies-of-winners.js';
import { ModerationQueue } from './moderation-queue.query.js';

/**
 * Passes a submission: it becomes an entry with the edition's next number; a blocked one, where it is a near-duplicate of
 * a past winner.
 */
@Injectable()
export class ApproveSubmission {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly queue: ModerationQueue,
    private readonly copies: BlockCopiesOfWinners,
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
      const entryId = this.ids.next();
      const { number } = await insertEntry(tx, { id: entryId, submissionId: id, editionId, at });
      await this.audit.append(tx, {
        actor,
        action: 'submission.approved',
        subject: { kind: 'submission', id },
        facts: { entry: number },
      });
      await this.copies.run(tx, actor, { entryId });
      return ok(await this.queue.item(tx, id));
    });
  }
}
