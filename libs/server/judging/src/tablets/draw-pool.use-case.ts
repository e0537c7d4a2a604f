import { Injectable } from '@nestjs/common';
import type { PoolView, Problem } from '@zuimei/contracts';
import { err, idFrom, ok, type Result } from '@zuimei/domain';
import type { TabletCaller } from '@zuimei/identity';
import { ReadDb } from '@zuimei/persistence';
import { RoundRepository, SittingRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { DeckAllocator } from '../decks/deck-allocator.js';
import { JudgingKeys } from '../judging-keys.js';
import { RoundFactsCache } from '../rounds/round-facts.js';

const DAY_MS = 24 * 60 * 60_000;

/**
 * A sitting is over in a day: until the day after it a pool is the tablet's, unless the host releases it. Tablets may be
 * prepared days before. `heldOn` is a date in China.
 */
export function poolEnds(heldOn: string, now: Date): Date {
  const held = Date.parse(`${heldOn}T00:00:00+08:00`);
  return new Date(Math.max(held + DAY_MS, now.getTime()) + DAY_MS);
}

/** Leases decks of screens to a tablet, for jurors who will come while it has no network. */
@Injectable()
export class DrawPool {
  constructor(
    private readonly db: ReadDb,
    private readonly sittings: SittingRepository,
    private readonly rounds: RoundRepository,
    private readonly facts: RoundFactsCache,
    private readonly allocator: DeckAllocator,
    private readonly keys: JudgingKeys,
    private readonly clock: Clock,
  ) {}

  async run(
    { tabletId, sittingId, revoked }: TabletCaller,
    { decks, screens }: { decks: number; screens: number },
  ): Promise<Result<PoolView, Problem>> {
    if (revoked) return err({ code: 'TABLET_REVOKED' });
    const round = await this.rounds.inSession(this.db, sittingId);
    const facts = round && (await this.facts.get(round.id));
    const sitting = facts && (await this.sittings.byId(this.db, sittingId));
    if (!sitting) return err({ code: 'ROUND_NOT_OPEN' });
    const pool = await this.allocator.drawPool(facts, {
      pseudonymOf: (k) => this.keys.poolPseudonym(facts.id, tabletId, k),
      decks,
      screens,
      until: poolEnds(sitting.heldOn, this.clock.now()),
    });
    if (!pool) return err({ code: 'ROUND_NOT_OPEN' });
    return ok({
      poolId: idFrom(`${facts.id}|pool|${tabletId}`),
      roundId: facts.id,
      decks: pool.map(({ no, screens: dealt }) => ({
        no,
        screens: dealt.map(({ id, ordinal, entryIds }) => ({
          id,
          ordinal,
          entries: entryIds.flatMap((entryId) => {
            const entry = facts.entries.get(entryId);
            return entry ? [{ entryId, ...entry }] : [];
          }),
        })),
      })),
    });
  }
}
