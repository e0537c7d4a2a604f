import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { StaffRepository, StaffSessionRepository } from '@zuimei/persistence/identity';
import { Clock } from '@zuimei/platform';
import { AuditTrail } from '../audit/audit-trail.js';
import type { StaffCaller } from '../callers.js';
import { type Allowance, Throttle } from '../throttle.js';
import { SecondFactor } from './second-factor.js';
import { verifyPassword } from './passwords.js';
import { STAFF_SESSION } from './staff-sessions.js';

const PER_MEMBER: Allowance = { name: 'staff-confirm', max: 5, windowMs: 15 * 60_000 };

/** Confirms the password of a signed-in member, and the second factor where one is set: opens the window in which weighty moves are possible. */
@Injectable()
export class ConfirmPassword {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly staff: StaffRepository,
    private readonly sessions: StaffSessionRepository,
    private readonly throttle: Throttle,
    private readonly secondFactor: SecondFactor,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(
    caller: StaffCaller,
    { password, code }: { password: string; code?: string },
  ): Promise<Result<StaffCaller, Problem>> {
    const taken = await this.throttle.take(PER_MEMBER, caller.staffId);
    if (!taken.ok) return taken;
    const member = await this.staff.byId(this.db, caller.staffId);
    if (!(await verifyPassword(member?.passwordHash, password))) return err({ code: 'LOGIN_WRONG' });
    const second = await this.secondFactor.check(caller.staffId, code);
    if (!second.ok) return second;
    await this.throttle.clear(PER_MEMBER, caller.staffId);
    const freshUntil = new Date(this.clock.now().getTime() + STAFF_SESSION.freshMs);
    await this.unit.run(async (tx) => {
      await this.sessions.refresh(tx, caller.sessionId, freshUntil);
      await this.audit.append(tx, {
        actor: caller,
        action: 'staff.confirmed',
        subject: { kind: 'staff', id: caller.staffId },
      });
    });
    return ok({ ...caller, freshUntil });
  }
}
