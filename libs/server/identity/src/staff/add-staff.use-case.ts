import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result, type StaffRole } from '@zuimei/domain';
import { UnitOfWork } from '@zuimei/persistence';
import { StaffRepository } from '@zuimei/persistence/identity';
import { Clock, Ids } from '@zuimei/platform';
import { type Actor, AuditTrail } from '../audit/audit-trail.js';
import { normalLogin } from './login.js';
import { hashPassword, PASSWORD_MAX, PASSWORD_MIN } from './passwords.js';

export interface NewStaff {
  login: string;
  displayName: string;
  role: StaffRole;
  password: string;
}

/** Adds a staff member. Refuses with VALIDATION_FAILED, naming the field, also where the login is taken. */
@Injectable()
export class AddStaff {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly staff: StaffRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(member: NewStaff, actor: Actor = 'system'): Promise<Result<{ id: string; login: string }, Problem>> {
    const login = normalLogin(member.login);
    const displayName = member.displayName.trim();
    const errors = [
      ...(/^[\p{L}\p{N}][\p{L}\p{N}._-]{1,59}$/u.test(login) ? [] : [{ pointer: '/login', code: 'format' }]),
      ...(displayName.length >= 1 && displayName.length <= 40 ? [] : [{ pointer: '/displayName', code: 'length' }]),
      ...(member.password.length >= PASSWORD_MIN && member.password.length <= PASSWORD_MAX
        ? []
        : [{ pointer: '/password', code: 'length', facts: { min: PASSWORD_MIN, max: PASSWORD_MAX } }]),
    ];
    if (errors.length > 0) return err({ code: 'VALIDATION_FAILED', errors });

    const id = this.ids.next();
    const passwordHash = await hashPassword(member.password);
    return this.unit.run(async (tx) => {
      const createdAt = this.clock.now();
      const row = { id, login, displayName, role: member.role, passwordHash, createdAt };
      if (!(await this.staff.insert(tx, row))) {
        return err<Problem>({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/login', code: 'taken' }] });
      }
      await this.audit.append(tx, {
        actor,
        action: 'staff.added',
        subject: { kind: 'staff', id },
        facts: { login, role: member.role },
      });
      return ok({ id, login });
    });
  }
}
