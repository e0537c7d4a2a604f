import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { SeatRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';

/**
 * Ends a seat whose juror has gone without handing the ballot in: the tablet was given back, or nobody touched it any
 * more. The pass goes on wherever it checks in next. A seat that has ended already stays as it is.
 */
@Injectable()
export class LeaveSeat {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly seats: SeatRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  run(seatId: string): Promise<Result<void, Problem>> {
    return this.unit.run(async (tx) => {
      const seat = await this.seats.byId(tx, seatId);
      if (!seat) return err({ code: 'NOT_FOUND' });
      if (!(await this.seats.end(tx, seatId, this.clock.now(), 'left'))) return ok(undefined);
      await this.audit.append(tx, {
        actor: { kind: 'juror', seatId, passId: seat.passId, sittingId: seat.sittingId, via: 'session' },
        action: 'pass.left-tablet',
        subject: { kind: 'pass', id: seat.passId },
        facts: { alias: seat.alias },
      });
      return ok(undefined);
    });
  }
}
