import { Injectable } from '@nestjs/common';
import type { PhoneRetentionView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { prizesHandedOver, setPrizesHandedOver } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { PhoneRetention } from './phone-retention.query.js';

/** Says that the winners of an edition have their prizes, from when on the term of their numbers runs; or takes that back. */
@Injectable()
export class HandOverPrizes {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly retention: PhoneRetention,
  ) {}

  /** RESULT_NOT_PUBLIC before there are winners; saying the same twice changes nothing. */
  async run(actor: StaffCaller, editionKey: string, handedOver: boolean): Promise<Result<PhoneRetentionView, Problem>> {
    const said = await this.unit.run(async (tx): Promise<Result<null, Problem>> => {
      const edition = await prizesHandedOver(tx, editionKey);
      if (!edition) return err({ code: 'NOT_FOUND' });
      if (!edition.published) return err({ code: 'RESULT_NOT_PUBLIC' });
      if (await setPrizesHandedOver(tx, editionKey, handedOver ? this.clock.now() : null))
        await this.audit.append(tx, {
          actor,
          action: handedOver ? 'prizes.handed-over' : 'prizes.hand-over-taken-back',
          subject: { kind: 'edition', id: editionKey },
        });
      return ok(null);
    });
    return said.ok ? this.retention.of(editionKey) : said;
  }
}
