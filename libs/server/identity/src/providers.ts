import {
  AttemptRepository,
  AuditRepository,
  AuthorRepository,
  AuthorSessionRepository,
  SignInCodeRepository,
  StaffRepository,
  StaffSessionRepository,
  StaffTotpRepository,
} from '@zuimei/persistence/identity';
import { AuditChain } from './audit/audit-chain.js';
import { AuditTrail } from './audit/audit-trail.js';
import { AuthorSessions } from './authors/author-sessions.js';
import { RequestSignInCode } from './authors/request-sign-in-code.use-case.js';
import { SignInAuthor } from './authors/sign-in-author.use-case.js';
import { UpdateAuthor } from './authors/update-author.use-case.js';
import { CleanUpIdentity } from './cleanup.use-case.js';
import { IdentitySecrets } from './secrets.js';
import { AddStaff } from './staff/add-staff.use-case.js';
import { ConfirmPassword } from './staff/confirm-password.use-case.js';
import { EndStaffSessions } from './staff/end-staff-sessions.use-case.js';
import { ResetTotp } from './staff/reset-totp.use-case.js';
import { SecondFactor } from './staff/second-factor.js';
import { SetUpTotp } from './staff/set-up-totp.use-case.js';
import { SignInStaff } from './staff/sign-in-staff.use-case.js';
import { StaffSessions } from './staff/staff-sessions.js';
import { TotpSecrets } from './staff/totp-secrets.js';
import { Throttle } from './throttle.js';

/** What writes the trail of staff's and the system's acts. It needs `ReadDb`, `UnitOfWork`, `Clock` and `Ids` from outside. */
export const auditProviders = [AuditRepository, AuditChain, AuditTrail];

/**
 * What a Nest module of this slice provides. It needs `ReadDb`, `UnitOfWork`, `Clock`, `Ids`, `Keystore` and a
 * `SignInCodePort` from outside.
 */
export const identityProviders = [
  StaffRepository,
  StaffSessionRepository,
  StaffTotpRepository,
  AuthorRepository,
  AuthorSessionRepository,
  SignInCodeRepository,
  AttemptRepository,
  IdentitySecrets,
  Throttle,
  ...auditProviders,
  AddStaff,
  TotpSecrets,
  SecondFactor,
  SetUpTotp,
  ResetTotp,
  SignInStaff,
  ConfirmPassword,
  EndStaffSessions,
  StaffSessions,
  RequestSignInCode,
  SignInAuthor,
  UpdateAuthor,
  AuthorSessions,
  CleanUpIdentity,
];
