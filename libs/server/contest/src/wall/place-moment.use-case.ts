import { Injectable } from '@nestjs/common';
import type { MomentView, Problem } from '@zuimei/contracts';
import { ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { isUniqueViolation, UnitOfWork } from '@zuimei/persistence';
import { insertMoments, lockEntry } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { checkHanging } from './check-hanging.js';
import { momentView } from './moment-view.js';

/** Who loses a race looks again and finds what the winner hung; a third time only if that was taken off meanwhile. */
const TRIES = 3;

/** Hangs an entry that an organizer chose on a free day of the wall. */
@Injectable()
export class PlaceMoment {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refusals are those of `checkHanging`. */
  async run(actor: StaffCaller, day: string, entryId: string): Promise<Result<MomentView, Problem>> {
    for (let left = TRIES - 1; ; left -= 1) {
      try {
        return await this.#try(actor, day, entryId);
      } catch (error) {
        if (left === 0 || !isUniqueViolation(error)) throw error;
      }
    }
  }

  async #try(actor: StaffCaller, day: string, entryId: string): Promise<Result<MomentView, Problem>> {
    return this.unit.run(async (tx): Promise<Result<MomentView, Problem>> => {
      // A withdrawal at the same time either came before, and is seen, or waits and takes it off again.
      await lockEntry(tx, entryId);
      const checked = await checkHanging(tx, day, entryId);
      if (!checked.ok) return checked;
      const { contestId, number } = checked.value;
      const moments = [{ entryId, day }];
      await insertMoments(tx, { contestId, moments, at: this.clock.now(), chosenBy: actor.staffId });
      await this.audit.append(tx, {
        actor,
        action: 'moment.placed',
        subject: { kind: 'entry', id: entryId },
        facts: { day, number },
      });
      return ok(momentView({ ...checked.value, day }));
    });
  }
}
