import { Injectable } from '@nestjs/common';
import type { HeartbeatView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import { RoundRepository, SeatRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { SeatPulse } from './seat-pulse.js';
import { Seats } from './seats.query.js';

/** A tablet says how many answers wait on it, and hears how the round stands and which entries have left it. */
@Injectable()
export class Heartbeat {
  constructor(
    private readonly db: ReadDb,
    private readonly seats: SeatRepository,
    private readonly rounds: RoundRepository,
    private readonly views: Seats,
    private readonly pulse: SeatPulse,
    private readonly clock: Clock,
  ) {}

  async run(seatId: string, pending: number): Promise<Result<HeartbeatView, Problem>> {
    const seat = await this.seats.byId(this.db, seatId);
    const round = seat && (await this.rounds.byId(this.db, seat.roundId));
    if (!round) return err({ code: 'NOT_FOUND' });
    this.pulse.note(seatId, pending);
    const [view, gone] = await Promise.all([this.views.roundView(round), this.rounds.entriesGone(this.db, round.id)]);
    return ok({ round: view, gone, serverTime: this.clock.now().toISOString() });
  }
}
