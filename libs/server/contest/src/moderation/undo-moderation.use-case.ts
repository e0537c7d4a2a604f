import { Injectable } from '@nestjs/common';
import type { ModerationItem, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { deleteEntry, lockEntryOfSubmission } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { moveSubmission } from '../submissions/move-submission.js';
import { ModerationQueue } from './moderation-queue.query.js';

/**
 * Takes a moderator's decision back. An approval can be undone until the entry stands in a prepared round; its number is
 * not given to another one.
 */
@Injectable()
export class UndoModeration {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly queue: ModerationQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: StaffCaller, id: string): Promise<Result<ModerationItem, Problem>> {
    return this.unit.run(async (tx): Promise<Result<ModerationItem, Problem>> => {
      const moved = await moveSubmission(tx, id, 'undo', { at: this.clock.now(), decidedBy: null });
      if (!moved.ok) return moved;
      const entry = await lockEntryOfSubmission(tx, id);
      if (entry?.lockedAt) return err({ code: 'ENTRY_ALREADY_IN_ROUND', facts: { number: entry.number } });
      // Who was taken out for a reason does not come back by way of moderation.
      // Except as a copy of a past winner, which a moderator may know better.
      if (entry && entry.state !== 'active' && entry.state !== 'blocked') {
        return err({ code: 'MOVE_NOT_ALLOWED', facts: { state: entry.state } });
      }
      if (entry) await deleteEntry(tx, entry.id);
      await this.audit.append(tx, {
        actor,
        action: 'submission.decision-undone',
        subject: { kind: 'submission', id },
        facts: { from: moved.value.state, ...(entry ? { entry: entry.number } : {}) },
      });
      return ok(await this.queue.item(tx, id));
    });
  }
}
