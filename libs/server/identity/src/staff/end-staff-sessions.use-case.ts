import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@zuimei/persistence';
import { StaffSessionRepository } from '@zuimei/persistence/identity';
import { Clock } from '@zuimei/platform';
import { type Actor, AuditTrail } from '../audit/audit-trail.js';
import type { StaffCaller } from '../callers.js';

/** Ends sessions of staff: one's own, all of a member's, or everybody's. */
@Injectable()
export class EndStaffSessions {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly sessions: StaffSessionRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Signs the caller out. */
  async run(caller: StaffCaller): Promise<void> {
    await this.unit.run(async (tx) => {
      await this.sessions.end(tx, caller.sessionId, this.clock.now());
      await this.audit.append(tx, {
        actor: caller,
        action: 'staff.signed-out',
        subject: { kind: 'staff', id: caller.staffId },
      });
    });
  }

  /** Ends every session of a member, or of everybody where `staffId` is null; gives how many that were. */
  async all(staffId: string | null, actor: Actor): Promise<number> {
    return this.unit.run(async (tx) => {
      const ended = await this.sessions.endAll(tx, staffId, this.clock.now());
      await this.audit.append(tx, {
        actor,
        action: 'staff.sessions-ended',
        subject: { kind: 'staff', id: staffId ?? 'all' },
        facts: { ended },
      });
      return ended;
    });
  }
}
