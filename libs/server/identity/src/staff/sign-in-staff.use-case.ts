import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { StaffRepository, StaffSessionRepository } from '@zuimei/persistence/identity';
import { Clock, Ids } from '@zuimei/platform';
import { AuditTrail } from '../audit/audit-trail.js';
import type { StaffCaller } from '../callers.js';
import { tokenHash } from '../session-token.js';
import { type Allowance, Throttle } from '../throttle.js';
import { SecondFactor } from './second-factor.js';
import { normalLogin } from './login.js';
import { verifyPassword } from './passwords.js';
import { STAFF_SESSION } from './staff-sessions.js';

const QUARTER = 15 * 60_000;
/** Wrong passwords for one login from one device. */
const PER_DEVICE: Allowance = { name: 'staff-sign-in/device', max: 5, windowMs: QUARTER };
/** Wrong passwords for one login from anywhere: high enough that a stranger can hardly lock a member out. */
const PER_LOGIN: Allowance = { name: 'staff-sign-in/login', max: 100, windowMs: QUARTER };

/**
 * Signs a staff member in and opens a session. A wrong login and a wrong password are answered alike (LOGIN_WRONG), in
 * the same time; too many of them with RATE_LIMITED. Only after the right password a second factor is asked for.
 */
@Injectable()
export class SignInStaff {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly staff: StaffRepository,
    private readonly sessions: StaffSessionRepository,
    private readonly throttle: Throttle,
    private readonly secondFactor: SecondFactor,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(input: {
    login: string;
    password: string;
    /** Of the authenticator app, or a recovery code; asked for where the member has set it. */
    code?: string;
    /** Tells devices behind one address apart. */
    device: string;
  }): Promise<Result<{ token: string; caller: StaffCaller }, Problem>> {
    const login = normalLogin(input.login);
    for (const taken of [
      await this.throttle.take(PER_DEVICE, login, input.device),
      await this.throttle.take(PER_LOGIN, login),
    ]) {
      if (!taken.ok) return taken;
    }
    const member = await this.staff.byLogin(this.db, login);
    const known = member && !member.disabledAt ? member : undefined;
    if (!(await verifyPassword(known?.passwordHash, input.password)) || !known) {
      if (known) {
        await this.unit.run((tx) =>
          this.audit.append(tx, {
            actor: 'system',
            action: 'staff.sign-in-refused',
            subject: { kind: 'staff', id: known.id },
          }),
        );
      }
      return err({ code: 'LOGIN_WRONG' });
    }
    const second = await this.secondFactor.check(known.id, input.code);
    if (!second.ok) return second;
    await this.throttle.clear(PER_DEVICE, login, input.device);
    const token = this.ids.token();
    const now = this.clock.now();
    const caller: StaffCaller = {
      kind: 'staff',
      staffId: known.id,
      sessionId: this.ids.next(),
      login: known.login,
      displayName: known.displayName,
      role: known.role,
      freshUntil: new Date(now.getTime() + STAFF_SESSION.freshMs),
    };
    await this.unit.run(async (tx) => {
      await this.sessions.insert(tx, {
        id: caller.sessionId,
        tokenHash: tokenHash(token),
        staffId: known.id,
        createdAt: now,
        freshUntil: caller.freshUntil,
      });
      await this.audit.append(tx, {
        actor: caller,
        action: 'staff.signed-in',
        subject: { kind: 'staff', id: known.id },
      });
    });
    return ok({ token, caller });
  }
}
