import { Injectable } from '@nestjs/common';
import type { PhoneRetentionView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import { phonesKept, prizesHandedOver } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { editionRules } from '../editions/standing-rules.js';
import { RETENTION_DAYS } from './retention-days.js';

/** How long phone numbers are kept, and how many still are. */
@Injectable()
export class PhoneRetention {
  constructor(
    private readonly db: ReadDb,
    private readonly clock: Clock,
  ) {}

  /** Seen from one edition; the counts are of all authors. */
  async of(editionKey: string): Promise<Result<PhoneRetentionView, Problem>> {
    const edition = await prizesHandedOver(this.db, editionKey);
    if (!edition) return err({ code: 'NOT_FOUND' });
    const { kept, due, nextAt } = await phonesKept(this.db, RETENTION_DAYS, this.clock.now());
    return ok({
      handedOverAt: edition.at?.toISOString() ?? null,
      days: (await editionRules(this.db, editionKey)).phoneRetentionDays,
      mostDays: RETENTION_DAYS.most,
      kept,
      due,
      nextAt: nextAt?.toISOString() ?? null,
    });
  }
}
