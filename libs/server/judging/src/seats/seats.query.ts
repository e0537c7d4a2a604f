import { Injectable } from '@nestjs/common';
import type { Problem, SeatView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import {
  DeckRepository,
  RoundRepository,
  type RoundRow,
  SeatRepository,
  type SeatRow,
  SittingRepository,
} from '@zuimei/persistence/judging';
import { JudgingKeys } from '../judging-keys.js';
import { seatRoundView } from '../rounds/round-view.js';

/** Reads seats as their tablets see them. */
@Injectable()
export class Seats {
  constructor(
    private readonly db: ReadDb,
    private readonly seats: SeatRepository,
    private readonly rounds: RoundRepository,
    private readonly sittings: SittingRepository,
    private readonly decks: DeckRepository,
    private readonly keys: JudgingKeys,
  ) {}

  /** The seat of a tablet; NOT_FOUND where it is no more. */
  async get(seatId: string): Promise<Result<SeatView, Problem>> {
    const seat = await this.seats.byId(this.db, seatId);
    const round = seat && (await this.rounds.byId(this.db, seat.roundId));
    return seat && round ? ok(await this.view(seat, round)) : err({ code: 'NOT_FOUND' });
  }

  async view(seat: SeatRow, round: RoundRow): Promise<SeatView> {
    return {
      seatId: seat.id,
      alias: seat.alias,
      sitting: { id: seat.sittingId, name: seat.sittingName, venue: seat.venue },
      round: await this.roundView(round),
      answeredScreens: await this.decks.answeredCount(this.db, round.id, this.keys.pseudonym(round.id, seat.jurorId)),
    };
  }

  async roundView(round: RoundRow): Promise<SeatView['round']> {
    const counts = (await this.sittings.passCounts(this.db, [round.sittingId])).get(round.sittingId);
    return seatRoundView(round, counts ? counts.issued + counts.active + counts.returned : 0);
  }
}
