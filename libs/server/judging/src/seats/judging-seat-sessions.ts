import { Injectable } from '@nestjs/common';
import { type SeatSession, SeatSessions } from '@zuimei/identity';
import { ReadDb } from '@zuimei/persistence';
import { SeatRepository, type SeatRow } from '@zuimei/persistence/judging';

const session = (seat: SeatRow | undefined): SeatSession | null =>
  seat ? { seatId: seat.id, passId: seat.passId, sittingId: seat.sittingId } : null;

/** Finds seats by token for the API's door. */
@Injectable()
export class JudgingSeatSessions extends SeatSessions {
  constructor(
    private readonly db: ReadDb,
    private readonly seats: SeatRepository,
  ) {
    super();
  }

  async bySessionToken(tokenHash: Buffer): Promise<SeatSession | null> {
    return session(await this.seats.byTokenHash(this.db, tokenHash));
  }

  async byDeliveryToken(tokenHash: Buffer): Promise<SeatSession | null> {
    return session(await this.seats.byDeliveryHash(this.db, tokenHash));
  }
}
