import { Injectable } from '@nestjs/common';
import { type SeatSession, SeatSessions } from '@zuimei/identity';
import type { SeatRow } from '@zuimei/persistence/judging';
import { SeatLookup } from './seat-lookup.js';

const session = (seat: SeatRow | undefined): SeatSession | null =>
  seat ? { seatId: seat.id, passId: seat.passId, sittingId: seat.sittingId } : null;

/** Finds seats by token for the API's door. */
@Injectable()
export class JudgingSeatSessions extends SeatSessions {
  constructor(private readonly seats: SeatLookup) {
    super();
  }

  async bySessionToken(tokenHash: Buffer): Promise<SeatSession | null> {
    return session(await this.seats.bySession(tokenHash));
  }

  async byDeliveryToken(tokenHash: Buffer): Promise<SeatSession | null> {
    return session(await this.seats.byDelivery(tokenHash));
  }
}
