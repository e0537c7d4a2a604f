import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { type RoundMarks, RoundRepository, type RoundRow } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { roundView } from '../rounds/round-view.js';
import { NO_TIME } from './publish-round.use-case.js';

/** How far ahead a time may be set, in days. */
const DAYS_AHEAD = 60;
const DAY_MS = 24 * 60 * 60_000;

type Change = (round: RoundRow) => Result<{ marks: Partial<RoundMarks>; publishAt: Date }, Problem>;

/** Sets the time at which a certified result becomes public, or calls it off. Until then nothing of it is public. */
@Injectable()
export class SchedulePublication {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly rounds: RoundRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Sets the time, in place of one set before; PUBLISH_TIME_OUT_OF_RANGE where it is over or too far ahead. */
  async run(actor: StaffCaller, id: string, publishAt: Date): Promise<Result<RoundView, Problem>> {
    return this.#change(actor, id, 'round.publication-scheduled', (round) => {
      if (!round.final) return err({ code: 'ROUND_NOT_FINAL' });
      const now = this.clock.now().getTime();
      if (publishAt.getTime() <= now || publishAt.getTime() > now + DAYS_AHEAD * DAY_MS) {
        return err({ code: 'PUBLISH_TIME_OUT_OF_RANGE', facts: { days: DAYS_AHEAD } });
      }
      return ok({ marks: { publishAt, publishSetBy: actor.staffId, publishSetByName: actor.displayName }, publishAt });
    });
  }

  /** Takes the time back; MOVE_NOT_ALLOWED where none is set. */
  async callOff(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.#change(actor, id, 'round.publication-called-off', ({ publishAt }) =>
      publishAt
        ? ok({ marks: NO_TIME, publishAt })
        : err({ code: 'MOVE_NOT_ALLOWED', facts: { verb: 'call-off-publication' } }),
    );
  }

  #change(actor: StaffCaller, id: string, action: string, change: Change): Promise<Result<RoundView, Problem>> {
    return this.unit.run(async (tx): Promise<Result<RoundView, Problem>> => {
      const round = await this.rounds.lock(tx, id);
      if (!round) return err({ code: 'NOT_FOUND' });
      if (round.state !== 'certified') {
        return err({ code: 'MOVE_NOT_ALLOWED', facts: { verb: 'schedule-publication', state: round.state } });
      }
      const changed = change(round);
      if (!changed.ok) return changed;
      const { marks, publishAt } = changed.value;
      await this.rounds.mark(tx, id, marks);
      await this.audit.append(tx, {
        actor,
        action,
        subject: { kind: 'round', id },
        facts: { name: round.name, publishAt: publishAt.toISOString() },
      });
      return ok(roundView({ ...round, ...marks }));
    });
  }
}
