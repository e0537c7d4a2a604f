import { Injectable } from '@nestjs/common';
import type { Problem, TabletView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { RoundRepository, TabletRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { DeckAllocator } from '../decks/deck-allocator.js';
import { JudgingKeys } from '../judging-keys.js';
import { RoundFactsCache } from '../rounds/round-facts.js';
import { tabletView } from './tablets.query.js';

/** Takes a tablet, or only its pool of screens, out of the sitting. */
@Injectable()
export class WithdrawTablet {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly tablets: TabletRepository,
    private readonly rounds: RoundRepository,
    private readonly facts: RoundFactsCache,
    private readonly allocator: DeckAllocator,
    private readonly keys: JudgingKeys,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async revoke(actor: StaffCaller, id: string): Promise<Result<TabletView, Problem>> {
    const revoked = await this.unit.run(async (tx): Promise<Result<TabletView, Problem>> => {
      const tablet = await this.tablets.lock(tx, id);
      if (!tablet) return err({ code: 'NOT_FOUND' });
      if (tablet.revokedAt)
        return err({ code: 'MOVE_NOT_ALLOWED', facts: { machine: 'tablet', state: 'revoked', verb: 'revoke' } });
      const revokedAt = this.clock.now();
      await this.tablets.revoke(tx, id, revokedAt);
      await this.audit.append(tx, {
        actor,
        action: 'tablet.revoked',
        subject: { kind: 'tablet', id },
        facts: { name: tablet.name },
      });
      return ok(tabletView({ ...tablet, revokedAt }));
    });
    if (revoked.ok) await this.#release(id);
    return revoked;
  }

  /** Refused with ROUND_NOT_OPEN while no round hands out screens: then there is nobody to give them to. */
  async releasePool(actor: StaffCaller, id: string): Promise<Result<TabletView, Problem>> {
    const tablet = await this.tablets.byId(this.db, id);
    if (!tablet) return err({ code: 'NOT_FOUND' });
    if (!(await this.#release(id))) return err({ code: 'ROUND_NOT_OPEN' });
    return this.unit.run(async (tx): Promise<Result<TabletView, Problem>> => {
      await this.audit.append(tx, {
        actor,
        action: 'tablet.pool-released',
        subject: { kind: 'tablet', id },
        facts: { name: tablet.name },
      });
      return ok(tabletView(tablet));
    });
  }

  async #release(id: string): Promise<boolean> {
    const tablet = await this.tablets.byId(this.db, id);
    const round = tablet && (await this.rounds.inSession(this.db, tablet.sittingId));
    const facts = round && (await this.facts.get(round.id));
    if (!facts) return false;
    return this.allocator.releasePool(facts, (k) => this.keys.poolPseudonym(facts.id, id, k));
  }
}
