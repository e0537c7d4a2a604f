import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { erasePhones } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { RETENTION_DAYS } from './retention-days.js';

/** Numbers removed in one transaction. */
const BATCH = 500;

/**
 * Removes the phone numbers whose term is over. Safe to run at any time, from several processes at once: what one holds the
 * other leaves, and what is gone is not found again.
 */
@Injectable()
export class ErasePhones {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Gives how many went. */
  async run(batch = BATCH): Promise<number> {
    let all = 0;
    for (;;) {
      const erased = await this.unit.run(async (tx) => {
        const count = await erasePhones(tx, RETENTION_DAYS, this.clock.now(), batch);
        if (count > 0)
          await this.audit.append(tx, {
            actor: 'system',
            action: 'phones.erased',
            subject: { kind: 'authors', id: 'phones' },
            facts: { count },
          });
        return count;
      });
      all += erased;
      if (erased < batch) return all;
    }
  }
}
