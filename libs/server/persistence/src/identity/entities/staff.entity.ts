import { STAFF_ROLES, type StaffRole } from '@zuimei/domain';
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import { oneOf } from '../../base/checks.js';

/** A staff member: signs in with a password and holds one role. */
@Entity({ name: 'staff' })
@Unique(['login'])
@Check('staff_role_check', oneOf('role', STAFF_ROLES))
export class StaffEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** Lower case; what is typed at the door is folded before it is looked up. */
  @Column('text')
  login!: string;

  @Column('text')
  displayName!: string;

  @Column('text')
  role!: StaffRole;

  /** argon2id in PHC string form. */
  @Column('text')
  passwordHash!: string;

  @Column('timestamptz')
  createdAt!: Date;

  /** From then on no sign-in works and no session counts. */
  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;
}
