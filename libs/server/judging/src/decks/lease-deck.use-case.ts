import { Injectable } from '@nestjs/common';
import type { DeckView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { JudgingKeys } from '../judging-keys.js';
import { companyLabel, RoundFactsCache } from '../rounds/round-facts.js';
import { SeatLookup } from '../seats/seat-lookup.js';
import { DeckAllocator } from './deck-allocator.js';

/** Gives a juror the next screens: number and photo of each entry, and nothing else. */
@Injectable()
export class LeaseDeck {
  constructor(
    private readonly seats: SeatLookup,
    private readonly facts: RoundFactsCache,
    private readonly allocator: DeckAllocator,
    private readonly keys: JudgingKeys,
  ) {}

  async run(seatId: string): Promise<Result<DeckView, Problem>> {
    const seat = await this.seats.byId(seatId);
    const facts = seat && (await this.facts.get(seat.roundId));
    if (!seat || !facts) return err({ code: 'ROUND_NOT_OPEN' });
    const deck = await this.allocator.lease(facts, {
      pseudonym: this.keys.pseudonym(facts.id, seat.jurorId),
      authorId: seat.holderAuthorId,
      company: companyLabel(seat.holderCompany),
    });
    if (!deck) return err({ code: 'ROUND_NOT_OPEN' });
    if (deck.screens.length === 0) return err({ code: 'NO_SCREENS_LEFT' });
    return ok({
      id: deck.id,
      roundId: facts.id,
      leasedUntil: deck.leasedUntil.toISOString(),
      screens: deck.screens.map(({ id, ordinal, entryIds }) => ({
        id,
        ordinal,
        entries: entryIds.flatMap((entryId) => {
          const entry = facts.entries.get(entryId);
          return entry ? [{ entryId, ...entry }] : [];
        }),
      })),
      last: deck.last,
    });
  }
}
