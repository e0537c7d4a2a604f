import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { deleteMoment } from '@zuimei/persistence/contest';

/** Takes an entry off its day of the wall; placing it again undoes that. */
@Injectable()
export class ClearMoment {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** NOT_FOUND where that entry does not hang on that day: also where somebody else has changed it meanwhile. */
  async run(actor: StaffCaller, day: string, entryId: string): Promise<Result<null, Problem>> {
    return this.unit.run(async (tx): Promise<Result<null, Problem>> => {
      if (!(await deleteMoment(tx, day, entryId))) return err({ code: 'NOT_FOUND' });
      await this.audit.append(tx, {
        actor,
        action: 'moment.cleared',
        subject: { kind: 'entry', id: entryId },
        facts: { day },
      });
      return ok(null);
    });
  }
}
