import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { entryMachine, err, move, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { leaveEntry, lockEntry } from '@zuimei/persistence/contest';

/** Takes an entry out of the contest for a reason. Past tallies stay recomputable. */
@Injectable()
export class DisqualifyEntry {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  async run(actor: StaffCaller, id: string, reason: string): Promise<Result<null, Problem>> {
    return this.unit.run(async (tx): Promise<Result<null, Problem>> => {
      const entry = await lockEntry(tx, id);
      if (!entry) return err({ code: 'NOT_FOUND' });
      const moved = move(entryMachine, entry.state, 'disqualify');
      if (!moved.ok) return err({ code: 'MOVE_NOT_ALLOWED', facts: moved.error.facts });
      await leaveEntry(tx, id, 'disqualified', reason);
      await this.audit.append(tx, {
        actor,
        action: 'entry.disqualified',
        subject: { kind: 'entry', id },
        facts: { number: entry.number, reason },
      });
      return ok(null);
    });
  }
}
