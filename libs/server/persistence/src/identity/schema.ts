import type { EntityClass, MigrationClass } from '../base/schema-types.js';
import { AttemptEntity } from './entities/attempt.entity.js';
import { AuditEventEntity, AuditLinkEntity } from './entities/audit-event.entity.js';
import { AuthorSessionEntity } from './entities/author-session.entity.js';
import { AuthorEntity } from './entities/author.entity.js';
import { SignInCodeEntity } from './entities/sign-in-code.entity.js';
import { StaffSessionEntity } from './entities/staff-session.entity.js';
import { StaffRecoveryCodeEntity, StaffTotpEntity } from './entities/staff-totp.entities.js';
import { StaffEntity } from './entities/staff.entity.js';
import { IdentityTables1762000000000 } from './migrations/1762000000000-identity-tables.migration.js';
import { StaffTotp1762000460001 } from './migrations/1762000460001-staff-totp.migration.js';

/** The tables of this slice. */
export const identityEntities: readonly EntityClass[] = [
  StaffEntity,
  StaffSessionEntity,
  StaffTotpEntity,
  StaffRecoveryCodeEntity,
  AuthorEntity,
  AuthorSessionEntity,
  SignInCodeEntity,
  AuditEventEntity,
  AuditLinkEntity,
  AttemptEntity,
];

/** The migrations of this slice. */
export const identityMigrations: readonly MigrationClass[] = [IdentityTables1762000000000, StaffTotp1762000460001];
