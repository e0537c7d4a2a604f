import { Injectable } from '@nestjs/common';
import type { PhotoCheckView } from '@zuimei/contracts';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { countInventory, findCheck, insertCheck, lockOpenCheck } from '@zuimei/persistence/contest';
import { Clock, Ids } from '@zuimei/platform';
import { PhotoJobs } from '../photos/photo-jobs.port.js';
import { toCheckView } from './photo-check-view.js';

/** Begins a full check of the stored photos, or gives the one that is under way. */
@Injectable()
export class StartPhotoCheck {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly jobs: PhotoJobs,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(actor: StaffCaller): Promise<PhotoCheckView> {
    return this.unit.run(async (tx) => {
      const open = await lockOpenCheck(tx);
      const id = open?.id ?? this.ids.next();
      if (!open) {
        await insertCheck(tx, {
          id,
          kind: 'full',
          state: 'waiting',
          askedBy: actor.displayName,
          askedAt: this.clock.now(),
          total: await countInventory(tx),
          checked: 0,
        });
        await this.audit.append(tx, { actor, action: 'photo-check.started', subject: { kind: 'photo-check', id } });
      }
      // Also for one under way: should its job be lost, a second press brings it back.
      tx.afterCommit(() => this.jobs.verify(id));
      const check = await findCheck(tx, id);
      if (!check) throw new Error(`the check ${id} vanished`);
      return toCheckView(check);
    });
  }
}
