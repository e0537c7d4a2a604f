import { type BeforeApplicationShutdown, Module } from '@nestjs/common';
import { SeatSessions } from '@zuimei/identity';
import { judgingProviders, LedgerWriter, SeatPulse } from '@zuimei/judging';
import { ContestModule } from '../contest/contest.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JudgingExportsController } from './exports.controller.js';
import { HallController } from './hall.controller.js';
import { PaperController } from './paper.controller.js';
import { ResultsController } from './results.controller.js';
import { RoundsController } from './rounds.controller.js';
import { SeatsController } from './seats.controller.js';
import { SittingsController } from './sittings.controller.js';
import { TabletsController } from './tablets.controller.js';

/** Sittings, rounds, decks, answers, tallies: the wiring of the slice of judging. */
@Module({
  imports: [IdentityModule, ContestModule],
  controllers: [
    SittingsController,
    RoundsController,
    ResultsController,
    JudgingExportsController,
    SeatsController,
    HallController,
    TabletsController,
    PaperController,
  ],
  providers: [...judgingProviders],
  exports: [SeatSessions],
})
export class JudgingModule implements BeforeApplicationShutdown {
  constructor(
    private readonly writer: LedgerWriter,
    private readonly pulse: SeatPulse,
  ) {}

  /** What was taken in is committed before the database is left. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.writer.drain();
    await this.pulse.flush();
  }
}
