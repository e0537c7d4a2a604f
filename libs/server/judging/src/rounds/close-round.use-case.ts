import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import type { StaffCaller } from '@zuimei/identity';
import type { Queryable } from '@zuimei/persistence';
import {
  DeckRepository,
  RoundRepository,
  type RoundRow,
  SeatRepository,
  TabletRepository,
} from '@zuimei/persistence/judging';
import { MOST_POOL_DECKS } from '../decks/deck-allocator.js';
import { JudgingKeys } from '../judging-keys.js';
import { SeatPulse } from '../seats/seat-pulse.js';
import { HeldAnswers } from '../tablets/held.query.js';
import { RoundMoves } from './round-moves.js';

/** A tablet that may still hold answers, and how many at most. */
export interface MissingTablet {
  name: string;
  answers: number;
}

/** Ends a round: no tablet that may still hold honest answers is passed over without being named. */
@Injectable()
export class CloseRound {
  constructor(
    private readonly moves: RoundMoves,
    private readonly rounds: RoundRepository,
    private readonly seats: SeatRepository,
    private readonly decks: DeckRepository,
    private readonly keys: JudgingKeys,
    private readonly pulse: SeatPulse,
    private readonly tablets: TabletRepository,
    private readonly held: HeldAnswers,
  ) {}

  async run(actor: StaffCaller, id: string, confirmMissing: readonly string[]): Promise<Result<RoundView, Problem>> {
    // What tablets said in this very moment must be known before any of them is passed over.
    await this.pulse.flush();
    return this.moves.run(actor, id, 'close', async (tx, round, at) => {
      const confirmed = new Set(confirmMissing);
      const missing = await this.missingTablets(tx, round);
      const unnamed = missing.filter(({ name }) => !confirmed.has(name));
      if (unnamed.length > 0) {
        const answers = unnamed.reduce((sum, tablet) => sum + tablet.answers, 0);
        const tablets = [...new Set(unnamed.map(({ name }) => name))].sort();
        return err({ code: 'OUTBOXES_NOT_EMPTY', facts: { tablets, answers } });
      }
      const held = await this.held.unseen(tx, id);
      if (held > 0) return err({ code: 'HELD_NOT_ACKNOWLEDGED', facts: { answers: held } });
      const tip = await this.rounds.sealTip(tx, id);
      return ok({
        marks: { closedAt: at },
        facts: { chainLength: tip.seq, chainHead: tip.hash.toString('hex'), missing },
      });
    });
  }

  /**
   * Tablets that said they hold answers, and those that hold leased screens and were not heard of since collecting
   * began: these may have been voted on without a network. A tablet that was heard of since has told its number.
   */
  async missingTablets(db: Queryable, round: RoundRow): Promise<MissingTablet[]> {
    const seats = await this.seats.tablets(db, round.id);
    const open = await this.decks.openScreens(db, round.id);
    const atSeats = seats.flatMap((seat): MissingTablet[] => {
      if (seat.pending > 0) return [{ name: seat.deviceName, answers: seat.pending }];
      const heard = round.collectingAt !== null && seat.lastSeenAt >= round.collectingAt;
      const leased = open.get(this.keys.pseudonym(round.id, seat.jurorId)) ?? 0;
      if (heard || leased === 0 || seat.endReason === 'completed') return [];
      return [{ name: seat.deviceName, answers: leased }];
    });
    const named = new Set(atSeats.map(({ name }) => name));
    const enrolled = await this.tablets.ofSitting(db, round.sittingId);
    const others = enrolled.flatMap(({ id, name, pending, lastSeenAt, revokedAt }): MissingTablet[] => {
      if (named.has(name)) return [];
      if (pending > 0) return [{ name, answers: pending }];
      const heard = round.collectingAt !== null && lastSeenAt >= round.collectingAt;
      const pooled = heard || revokedAt ? 0 : this.#pooled(round.id, id, open);
      return pooled > 0 ? [{ name, answers: pooled }] : [];
    });
    return [...atSeats, ...others];
  }

  /** Screens of a tablet's pool that nobody is known to have answered. */
  #pooled(roundId: string, tabletId: string, open: ReadonlyMap<string, number>): number {
    let screens = 0;
    for (let k = 1; k <= MOST_POOL_DECKS; k += 1) {
      screens += open.get(this.keys.poolPseudonym(roundId, tabletId, k)) ?? 0;
    }
    return screens;
  }
}
