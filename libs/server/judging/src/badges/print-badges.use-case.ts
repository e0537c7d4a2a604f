import { Inject, Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { badgeLink, err, formatPassCode, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { PassRepository, type PassRow, SittingRepository } from '@zuimei/persistence/judging';
import { Clock, type Logger, LOGGER } from '@zuimei/platform';
import { JudgingKeys } from '../judging-keys.js';
import { type Badge, drawBadges } from './badge-sheet.js';

export interface PrintedBadges {
  pdf: Buffer;
  /** Characters that no font on this machine has; each stands as 〓 on its badge. */
  missing: string[];
}

/** Prints the badges of passes that still open something. Codes and secrets are derived anew each time. */
@Injectable()
export class PrintBadges {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly sittings: SittingRepository,
    private readonly passes: PassRepository,
    private readonly keys: JudgingKeys,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /**
   * @param origin where tablets reach this system, e.g. `https://vote.example`
   * @param passId the one to print; all of the sitting without it
   */
  async run(
    actor: StaffCaller,
    sittingId: string,
    origin: string,
    passId?: string,
  ): Promise<Result<PrintedBadges, Problem>> {
    const sitting = await this.sittings.byId(this.db, sittingId);
    if (!sitting) return err({ code: 'NOT_FOUND' });
    const passes = (await this.passes.ofSitting(this.db, sittingId)).filter(
      ({ id, state }) => (state === 'issued' || state === 'active') && (passId === undefined || id === passId),
    );
    if (passId !== undefined && passes.length === 0) return err({ code: 'NOT_FOUND' });
    const { pdf, missing } = await drawBadges({
      contest: await this.sittings.contestName(this.db, sittingId),
      sitting: sitting.name,
      venue: sitting.venue,
      heldOn: sitting.heldOn,
      badges: passes.map((pass) => this.#badge(pass, origin)),
      madeAt: this.clock.now(),
    });
    if (missing.length > 0) {
      this.log.warn({ sittingId, missing: codePoints(missing) }, 'badges have characters that no font here can write');
    }
    await this.unit.run((tx) =>
      this.audit.append(tx, {
        actor,
        action: 'badges.printed',
        subject: { kind: 'sitting', id: sittingId },
        facts: {
          count: passes.length,
          ...(passId !== undefined && { alias: passes[0]?.alias }),
          missing: codePoints(missing),
        },
      }),
    );
    return ok({ pdf, missing: codePoints(missing) });
  }

  #badge(pass: PassRow, origin: string): Badge {
    const { id, codeCounter, alias, holderName, holderCompany } = pass;
    return {
      alias,
      holderName,
      holderCompany,
      link: badgeLink(origin, this.keys.badge(pass)),
      code: formatPassCode(this.keys.code(id, codeCounter)),
    };
  }
}

const codePoints = (chars: readonly string[]): string[] =>
  chars.map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
