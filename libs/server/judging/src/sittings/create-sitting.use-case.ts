import { Injectable } from '@nestjs/common';
import type { Problem, SittingView } from '@zuimei/contracts';
import { cleanText, err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { SittingRepository } from '@zuimei/persistence/judging';
import { Clock, Ids } from '@zuimei/platform';

/** Makes an on-site judging event at a venue. */
@Injectable()
export class CreateSitting {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly sittings: SittingRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(
    actor: StaffCaller,
    input: { editionKey: string; name: string; venue: string; heldOn: string },
  ): Promise<Result<SittingView, Problem>> {
    const id = this.ids.next();
    const [name, venue] = [cleanText(input.name), cleanText(input.venue)];
    return this.unit.run(async (tx): Promise<Result<SittingView, Problem>> => {
      const editionId = await this.sittings.editionIdOf(tx, input.editionKey);
      if (!editionId) return err({ code: 'NOT_FOUND' });
      const { heldOn, editionKey } = input;
      await this.sittings.insert(tx, { id, editionId, name, venue, heldOn, createdAt: this.clock.now() });
      await this.audit.append(tx, {
        actor,
        action: 'sitting.created',
        subject: { kind: 'sitting', id },
        facts: { editionKey, name, venue, heldOn },
      });
      const passes = { issued: 0, active: 0, returned: 0, revoked: 0 };
      return ok({ id, editionKey, name, venue, heldOn, passes, rounds: [] });
    });
  }
}
