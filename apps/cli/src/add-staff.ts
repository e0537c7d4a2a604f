import { problemText } from '@zuimei/glossary';
import { AddStaff, AuditChain, AuditTrail, type NewStaff } from '@zuimei/identity';
import { AuditRepository, StaffRepository } from '@zuimei/persistence/identity';
import { SystemClock, SystemIds } from '@zuimei/platform';
import { type DatabaseContext } from './database-context.js';

/** Adds a staff member from the inside. Throws with the sentence of the refusal. */
export async function addStaff({ unit, db }: DatabaseContext, member: NewStaff): Promise<void> {
  const clock = new SystemClock();
  const ids = new SystemIds();
  const added = await new AddStaff(
    unit,
    new StaffRepository(),
    new AuditTrail(new AuditRepository(), db, clock, ids, new AuditChain(unit, new AuditRepository())),
    clock,
    ids,
  ).run(member);
  if (added.ok) return;
  const places = added.error.errors?.map(({ pointer, code }) => `${pointer.slice(1)}: ${code}`).join(', ');
  throw new Error(`${problemText(added.error.code, added.error.facts, 'en')} (${places})`);
}
