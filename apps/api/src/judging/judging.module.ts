import { Module } from '@nestjs/common';
import { SeatSessions } from '@zuimei/identity';
import { NoSeats } from './no-seats.js';

/** Sittings, rounds, decks, answers, tallies: the wiring of the slice of judging. */
@Module({
  controllers: [],
  providers: [{ provide: SeatSessions, useClass: NoSeats }],
  exports: [SeatSessions],
})
export class JudgingModule {}
