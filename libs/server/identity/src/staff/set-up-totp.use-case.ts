import { Injectable } from '@nestjs/common';
import type { Problem, StaffTotpView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { type StaffListRow, StaffTotpRepository } from '@zuimei/persistence/identity';
import { Clock, Ids } from '@zuimei/platform';
import { AuditTrail } from '../audit/audit-trail.js';
import type { StaffCaller } from '../callers.js';
import { type Allowance, Throttle } from '../throttle.js';
import { TotpSecrets } from './totp-secrets.js';
import { TOTP_SECRET_BYTES, totpInvitation, totpStep } from './totp.js';

const RECOVERY_CODES = 10;
/** Tries to confirm a new secret: a code that is typed wrong, not a guess of another's. */
const CONFIRMING: Allowance = { name: 'staff-totp-confirm', max: 10, windowMs: 15 * 60_000 };

/** A member sets a second factor for themselves, or takes it away; a secret counts from its first right code on. */
@Injectable()
export class SetUpTotp {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly totp: StaffTotpRepository,
    private readonly secrets: TotpSecrets,
    private readonly throttle: Throttle,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async status(caller: StaffCaller): Promise<StaffTotpView> {
    const set = await this.totp.find(this.db, caller.staffId);
    return {
      setAt: set?.confirmedAt?.toISOString() ?? null,
      recoveryCodesLeft: set?.confirmedAt ? await this.totp.recoveryCodesLeft(this.db, caller.staffId) : 0,
    };
  }

  /** The members with who has a second factor. */
  members(): Promise<StaffListRow[]> {
    return this.totp.members(this.db);
  }

  /** Draws a secret, shown this once; MOVE_NOT_ALLOWED where one is set. */
  async begin(caller: StaffCaller): Promise<Result<{ uri: string; secret: string }, Problem>> {
    const secret = this.ids.bytes(TOTP_SECRET_BYTES);
    return this.unit.run(async (tx) => {
      const kept = await this.totp.begin(tx, caller.staffId, this.secrets.seal(caller.staffId, secret));
      if (!kept) return err<Problem>({ code: 'MOVE_NOT_ALLOWED', facts: { verb: 'set-totp' } });
      return ok(totpInvitation(secret, caller.login));
    });
  }

  /** The app shows the right code: from now on one is asked for. Gives the recovery codes, shown this once. */
  async confirm(caller: StaffCaller, code: string): Promise<Result<{ recoveryCodes: string[] }, Problem>> {
    const { staffId } = caller;
    const taken = await this.throttle.take(CONFIRMING, staffId);
    if (!taken.ok) return taken;
    return this.unit.run(async (tx) => {
      const waiting = await this.totp.find(tx, staffId);
      if (!waiting || waiting.confirmedAt) {
        return err<Problem>({ code: 'MOVE_NOT_ALLOWED', facts: { verb: 'confirm-totp' } });
      }
      const at = this.clock.now();
      const step = totpStep(this.secrets.open(staffId, waiting.secret), code, at);
      if (step === null || !(await this.totp.takeStep(tx, staffId, step))) return err<Problem>({ code: 'TOTP_WRONG' });
      const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () => this.secrets.drawCode());
      const kept = recoveryCodes.map((drawn) => this.secrets.codeHmac(staffId, drawn));
      await this.totp.confirm(tx, staffId, at, kept);
      await this.audit.append(tx, { actor: caller, action: 'staff.totp-set', subject: { kind: 'staff', id: staffId } });
      return ok({ recoveryCodes });
    });
  }

  /** Takes the second factor away; nothing happens where none is set. */
  async remove(caller: StaffCaller): Promise<void> {
    const subject = { kind: 'staff', id: caller.staffId };
    await this.unit.run(async (tx) => {
      if (!(await this.totp.remove(tx, caller.staffId))) return;
      await this.audit.append(tx, { actor: caller, action: 'staff.totp-removed', subject });
    });
  }
}
