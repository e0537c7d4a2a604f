import { Injectable } from '@nestjs/common';
import type { endpoints, In, Out, Problem } from '@zuimei/contracts';
import { cleanText, err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, IdentitySecrets } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { SittingRepository, TabletRepository } from '@zuimei/persistence/judging';
import { Clock, Ids } from '@zuimei/platform';
import { deviceKeyOf } from '../devices/device-key.js';
import { JudgingKeys } from '../judging-keys.js';
import { hashOfPin, hashOfSecret } from './create-enrolment.use-case.js';

/** Wrong PINs after which a ticket enrols nobody any more. */
export const MOST_WRONG_PINS = 5;

type Enrolled = Out<typeof endpoints.enrolTablet>;

/** Enrols a browser with a ticket. Unknown, expired, used-up and mistyped tickets are answered alike. */
@Injectable()
export class EnrolTablet {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly sittings: SittingRepository,
    private readonly tablets: TabletRepository,
    private readonly keys: JudgingKeys,
    private readonly secrets: IdentitySecrets,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(body: In<typeof endpoints.enrolTablet>['body']): Promise<Result<Enrolled, Problem>> {
    const publicKey = Buffer.from(body.publicKey, 'base64url');
    if (!deviceKeyOf(publicKey)) return err({ code: 'DEVICE_KEY_WRONG' });
    const name = cleanText(body.name);
    const id = this.ids.next();
    const at = this.clock.now();
    // A wrong PIN has to be counted, so it may not come out as a refusal, which would be rolled back.
    const enrolled = await this.unit.run(async (tx): Promise<Result<{ enrolled?: Enrolled }, Problem>> => {
      const ticket = await this.tablets.lockEnrolment(tx, body.ticketId);
      const known = ticket && this.secrets.equal(ticket.secretHash, hashOfSecret(body.secret));
      if (!known || ticket.wrong >= MOST_WRONG_PINS || ticket.expiresAt <= at) return ok({});
      if (!this.secrets.equal(ticket.pinHash, hashOfPin(body.secret, body.pin))) {
        await this.tablets.wrongPin(tx, ticket.id);
        return ok({});
      }
      const { sittingId, madeBy } = ticket;
      const sitting = await this.sittings.byId(tx, sittingId);
      if (!sitting) return ok({});
      const made = await this.tablets.insert(tx, {
        id,
        sittingId,
        name,
        publicKey,
        enrolledBy: madeBy,
        enrolledAt: at,
      });
      if (!made) return err({ code: 'TABLET_NAME_TAKEN', facts: { name } });
      await this.audit.append(tx, {
        actor: { kind: 'tablet', tabletId: id, sittingId, revoked: false },
        action: 'tablet.enrolled',
        subject: { kind: 'tablet', id },
        facts: { name, by: madeBy },
      });
      return ok({
        enrolled: {
          tabletId: id,
          sitting: { id: sittingId, name: sitting.name, venue: sitting.venue },
          sittingKey: this.keys.sittingPublicKey(sittingId).toString('base64url'),
        },
      });
    });
    if (!enrolled.ok) return enrolled;
    return enrolled.value.enrolled ? ok(enrolled.value.enrolled) : err({ code: 'ENROLMENT_WRONG' });
  }
}
