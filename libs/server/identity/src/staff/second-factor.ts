import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { StaffTotpRepository } from '@zuimei/persistence/identity';
import { Clock } from '@zuimei/platform';
import { AuditTrail } from '../audit/audit-trail.js';
import { type Allowance, Throttle } from '../throttle.js';
import { TotpSecrets } from './totp-secrets.js';
import { totpStep } from './totp.js';

/** Wrong codes for one member from anywhere. Only who knows the password gets so far. */
const PER_MEMBER: Allowance = { name: 'staff-totp', max: 5, windowMs: 15 * 60_000 };

/** Asks for the second factor where a member has set one, after the password was right. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly totp: StaffTotpRepository,
    private readonly secrets: TotpSecrets,
    private readonly throttle: Throttle,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * Fine where none is set, or where `code` is the app's code of now or an unused recovery code; each is taken once.
   * Else TOTP_REQUIRED without a code, TOTP_WRONG with a wrong or used one, RATE_LIMITED after too many.
   */
  async check(staffId: string, code: string | undefined): Promise<Result<void, Problem>> {
    const set = await this.totp.find(this.db, staffId);
    if (!set?.confirmedAt) return ok(undefined);
    const typed = code?.trim() ?? '';
    if (typed === '') return err({ code: 'TOTP_REQUIRED' });
    const taken = await this.throttle.take(PER_MEMBER, staffId);
    if (!taken.ok) return taken;
    const secret = this.secrets.open(staffId, set.secret);
    const right = /^\d{6}$/.test(typed)
      ? await this.#app(staffId, secret, typed)
      : await this.#recovery(staffId, typed);
    if (!right) return this.#refuse(staffId);
    await this.throttle.clear(PER_MEMBER, staffId);
    return ok(undefined);
  }

  async #app(staffId: string, secret: Buffer, code: string): Promise<boolean> {
    const step = totpStep(secret, code, this.clock.now());
    return step !== null && this.unit.run((tx) => this.totp.takeStep(tx, staffId, step));
  }

  async #recovery(staffId: string, code: string): Promise<boolean> {
    return this.unit.run(async (tx) => {
      if (!(await this.totp.spend(tx, staffId, this.secrets.codeHmac(staffId, code), this.clock.now()))) return false;
      await this.audit.append(tx, {
        actor: 'system',
        action: 'staff.recovery-code-used',
        subject: { kind: 'staff', id: staffId },
        facts: { left: await this.totp.recoveryCodesLeft(tx, staffId) },
      });
      return true;
    });
  }

  async #refuse(staffId: string): Promise<Result<void, Problem>> {
    await this.unit.run((tx) =>
      this.audit.append(tx, { actor: 'system', action: 'staff.totp-refused', subject: { kind: 'staff', id: staffId } }),
    );
    return err({ code: 'TOTP_WRONG' });
  }
}
