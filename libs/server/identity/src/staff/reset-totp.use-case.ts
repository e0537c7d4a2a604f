import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { UnitOfWork } from '@zuimei/persistence';
import { StaffRepository, StaffSessionRepository, StaffTotpRepository } from '@zuimei/persistence/identity';
import { Clock } from '@zuimei/platform';
import { AuditTrail } from '../audit/audit-trail.js';
import { normalLogin } from './login.js';

/** An operator takes a lost second factor away; the member's sessions end, so that only the password's owner comes back. */
@Injectable()
export class ResetTotp {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly staff: StaffRepository,
    private readonly sessions: StaffSessionRepository,
    private readonly totp: StaffTotpRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Gives whether one was set; NOT_FOUND for an unknown login. */
  async run(login: string): Promise<Result<{ wasSet: boolean }, Problem>> {
    return this.unit.run(async (tx) => {
      const member = await this.staff.byLogin(tx, normalLogin(login));
      if (!member) return err<Problem>({ code: 'NOT_FOUND' });
      const wasSet = await this.totp.remove(tx, member.id);
      const ended = await this.sessions.endAll(tx, member.id, this.clock.now());
      await this.audit.append(tx, {
        actor: 'system',
        action: 'staff.totp-reset',
        subject: { kind: 'staff', id: member.id },
        facts: { wasSet, ended },
      });
      return ok({ wasSet });
    });
  }
}
