import { Injectable } from '@nestjs/common';
import type { ModerationItem, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { findLikeness, tellApart } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { ModerationQueue } from './moderation-queue.query.js';

/**
 * States that two photos that were found alike are not the same. From then on the pair is shown no more and blocks
 * nothing; an entry that it has blocked already comes back by undoing its approval. Safe to say twice.
 */
@Injectable()
export class TellApart {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly queue: ModerationQueue,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** NOT_FOUND where the two were not found alike, SAME_BYTES where they are one file. */
  async run(actor: StaffCaller, id: string, otherId: string): Promise<Result<ModerationItem, Problem>> {
    return this.unit.run(async (tx): Promise<Result<ModerationItem, Problem>> => {
      const pair = await findLikeness(tx, id, otherId);
      if (!pair) return err({ code: 'NOT_FOUND' });
      if (pair.kind === 'same-bytes') return err({ code: 'SAME_BYTES' });
      if (await tellApart(tx, { ...pair, by: actor.staffId, at: this.clock.now() })) {
        await this.audit.append(tx, {
          actor,
          action: 'submission.told-apart',
          subject: { kind: 'submission', id },
          facts: { other: otherId, likeness: Math.round(pair.likeness * 1000) / 1000 },
        });
      }
      return ok(await this.queue.item(tx, id));
    });
  }
}
