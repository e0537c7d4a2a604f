import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { enrolmentLink, ENROLMENT_SECRET_BYTES, err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { SittingRepository, TabletRepository } from '@zuimei/persistence/judging';
import { Clock, Ids } from '@zuimei/platform';
import { randomInt } from 'node:crypto';
import { sha256 } from '../judging-keys.js';

/** How long one ticket enrols tablets. */
export const ENROLMENT_MS = 30 * 60_000;

/** What is kept of secret and PIN. */
export const hashOfSecret = (secret: string): Buffer => Buffer.from(sha256(Buffer.from(secret)));
export const hashOfPin = (secret: string, pin: string): Buffer => hashOfSecret(`${secret}.${pin}`);

export interface Enrolment {
  id: string;
  secret: string;
  pin: string;
  link: string;
  expiresAt: string;
}

/** Makes a ticket with which staff enrol tablets of a sitting. */
@Injectable()
export class CreateEnrolment {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly sittings: SittingRepository,
    private readonly tablets: TabletRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(actor: StaffCaller, sittingId: string, origin: string): Promise<Result<Enrolment, Problem>> {
    const id = this.ids.next();
    const secret = this.ids.token(ENROLMENT_SECRET_BYTES);
    const pin = String(randomInt(1_000_000)).padStart(6, '0');
    const madeAt = this.clock.now();
    const expiresAt = new Date(madeAt.getTime() + ENROLMENT_MS);
    return this.unit.run(async (tx): Promise<Result<Enrolment, Problem>> => {
      if (!(await this.sittings.byId(tx, sittingId))) return err({ code: 'NOT_FOUND' });
      const [secretHash, pinHash] = [hashOfSecret(secret), hashOfPin(secret, pin)];
      const madeBy = actor.displayName;
      await this.tablets.insertEnrolment(tx, { id, sittingId, secretHash, pinHash, madeBy, madeAt, expiresAt });
      await this.audit.append(tx, {
        actor,
        action: 'tablets.enrolment-begun',
        subject: { kind: 'sitting', id: sittingId },
        facts: { expiresAt: expiresAt.toISOString() },
      });
      const link = enrolmentLink(origin, { ticketId: id, secret });
      return ok({ id, secret, pin, link, expiresAt: expiresAt.toISOString() });
    });
  }
}
