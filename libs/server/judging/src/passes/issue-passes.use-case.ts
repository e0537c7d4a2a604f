import { Injectable } from '@nestjs/common';
import type { PassView, Problem } from '@zuimei/contracts';
import { cleanText, err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, IdentitySecrets, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { PassRepository, SittingRepository } from '@zuimei/persistence/judging';
import { Clock, Ids } from '@zuimei/platform';
import { PassMint } from './pass-mint.js';
import { passView } from './pass-view.js';

/** Whom a pass is for, where that is known. */
export interface Holder {
  name: string;
  company: string | null;
  /** Keeps the juror from their own entries; only the author it leads to is stored. */
  phone: string | null;
}

const aliasOf = (number: number): string => `A${String(number).padStart(3, '0')}`;

/** Issues passes for a sitting: the first ones to the named holders, in order. */
@Injectable()
export class IssuePasses {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly sittings: SittingRepository,
    private readonly passes: PassRepository,
    private readonly mint: PassMint,
    private readonly secrets: IdentitySecrets,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(
    actor: StaffCaller,
    sittingId: string,
    { count, holders }: { count: number; holders: readonly Holder[] },
  ): Promise<Result<PassView[], Problem>> {
    const at = this.clock.now();
    return this.unit.run(async (tx): Promise<Result<PassView[], Problem>> => {
      const first = await this.sittings.takeAliases(tx, sittingId, count);
      if (first === undefined) return err({ code: 'NOT_FOUND' });
      const phones = holders.map(({ phone }) => (phone ? this.secrets.phone(phone) : undefined));
      const authors = await this.passes.authorsByPhone(
        tx,
        phones.filter((phone) => phone !== undefined),
      );
      const minted = await this.mint.mint(
        tx,
        Array.from({ length: count }, (_, i) => ({
          sittingId,
          jurorId: this.ids.next(),
          alias: aliasOf(first + i),
          holderName: holders[i] ? cleanText(holders[i].name) : null,
          holderCompany: holders[i]?.company ? cleanText(holders[i].company) : null,
          holderAuthorId: authors.get(phones[i]?.toString('hex') ?? '') ?? null,
          issuedAt: at,
        })),
      );
      await this.audit.append(tx, {
        actor,
        action: 'passes.issued',
        subject: { kind: 'sitting', id: sittingId },
        facts: { count, first: minted[0]?.alias, last: minted.at(-1)?.alias },
      });
      return ok(minted.map((pass) => passView({ ...pass, state: 'issued', replacedBy: null, activatedAt: null })));
    });
  }
}
