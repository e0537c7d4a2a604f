import { problemText } from '@zuimei/glossary';
import { AddStaff, AuditChain, AuditTrail, type NewStaff, ResetTotp } from '@zuimei/identity';
import {
  AuditRepository,
  StaffRepository,
  StaffSessionRepository,
  StaffTotpRepository,
} from '@zuimei/persistence/identity';
import { SystemClock, SystemIds } from '@zuimei/platform';
import { type DatabaseContext } from './database-context.js';

const trail = ({ unit, db }: DatabaseContext): AuditTrail =>
  new AuditTrail(
    new AuditRepository(),
    db,
    new SystemClock(),
    new SystemIds(),
    new AuditChain(unit, new AuditRepository()),
  );

/** Adds a staff member from the inside. Throws with the sentence of the refusal. */
export async function addStaff({ unit, db }: DatabaseContext, member: NewStaff): Promise<void> {
  const clock = new SystemClock();
  const ids = new SystemIds();
  const added = await new AddStaff(unit, new StaffRepository(), trail({ unit, db }), clock, ids).run(member);
  if (added.ok) return;
  const places = added.error.errors?.map(({ pointer, code }) => `${pointer.slice(1)}: ${code}`).join(', ');
  throw new Error(`${problemText(added.error.code, added.error.facts, 'en')} (${places})`);
}

/** Takes the second factor of a member away from the inside. Throws where there is no such login. */
export async function resetTotp(context: DatabaseContext, login: string): Promise<{ wasSet: boolean }> {
  const reset = new ResetTotp(
    context.unit,
    new StaffRepository(),
    new StaffSessionRepository(),
    new StaffTotpRepository(),
    trail(context),
    new SystemClock(),
  );
  const done = await reset.run(login);
  if (!done.ok) throw new Error(`there is no staff member ${login}`);
  return done.value;
}
