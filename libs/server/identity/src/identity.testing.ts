import { createDataSource, DataSource, ReadDb, UnitOfWork } from '@zuimei/persistence';
import {
  AttemptRepository,
  AuditRepository,
  StaffRepository,
  StaffSessionRepository,
  StaffTotpRepository,
} from '@zuimei/persistence/identity';
import { ephemeralKeystore, ManualClock, SystemIds } from '@zuimei/platform';
import { createTestDatabase } from '@zuimei/testing';
import { AuditChain } from './audit/audit-chain.js';
import { AuditTrail } from './audit/audit-trail.js';
import { IdentitySecrets } from './secrets.js';
import { AddStaff } from './staff/add-staff.use-case.js';
import { SecondFactor } from './staff/second-factor.js';
import { SignInStaff } from './staff/sign-in-staff.use-case.js';
import { TotpSecrets } from './staff/totp-secrets.js';
import { Throttle } from './throttle.js';

/** The slice’s use cases on a database of their own, wired by hand. */
export async function identityBench() {
  const database = await createTestDatabase();
  const source: DataSource = await createDataSource({ url: database.apiUrl, kind: 'api' }).initialize();
  const db = new ReadDb(source);
  const unit = new UnitOfWork(source);
  const clock = new ManualClock(new Date('2026-11-23T01:00:00Z'));
  const ids = new SystemIds();
  const keystore = ephemeralKeystore();
  const secrets = new IdentitySecrets(keystore);
  const staff = new StaffRepository();
  const sessions = new StaffSessionRepository();
  const throttle = new Throttle(unit, new AttemptRepository(), secrets, clock);
  const audit = new AuditTrail(new AuditRepository(), db, clock, ids, new AuditChain(unit, new AuditRepository()));
  const second = new SecondFactor(
    db,
    unit,
    new StaffTotpRepository(),
    new TotpSecrets(keystore),
    throttle,
    audit,
    clock,
  );
  return {
    db,
    unit,
    clock,
    throttle,
    audit,
    addStaff: new AddStaff(unit, staff, audit, clock, ids),
    signIn: new SignInStaff(db, unit, staff, sessions, throttle, second, audit, clock, ids),
    async close() {
      await source.destroy();
      await database.drop();
    },
  };
}
export type IdentityBench = Awaited<ReturnType<typeof identityBench>>;
