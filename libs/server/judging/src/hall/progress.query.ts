import { Injectable } from '@nestjs/common';
import type { Problem, ProgressView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import {
  DeckRepository,
  PaperRepository,
  ResultRepository,
  RoundRepository,
  SeatRepository,
} from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { runningHead } from '../ledger/running-head.js';
import { endsAt } from '../rounds/round-view.js';
import { jurorsOf } from './jurors.js';
import { tabletsOf } from './tablets.js';

const RECENT_ACTS = 20;

/** How the hall is doing, for the host: check-ins, exposures, tablets. Nothing of what was picked. */
@Injectable()
export class Progress {
  constructor(
    private readonly db: ReadDb,
    private readonly rounds: RoundRepository,
    private readonly seats: SeatRepository,
    private readonly decks: DeckRepository,
    private readonly paper: PaperRepository,
    private readonly results: ResultRepository,
    private readonly clock: Clock,
  ) {}

  /** The progress of a round, or NOT_FOUND. */
  async get(roundId: string): Promise<Result<ProgressView, Problem>> {
    const round = await this.rounds.byId(this.db, roundId);
    if (!round) return err({ code: 'NOT_FOUND' });
    const now = this.clock.now();
    const [numbers, tip, lateAnswers, medianMs, exposures, least, seats, completed, leasedScreens, paper, recent] =
      await Promise.all([
        this.seats.turnout(this.db, roundId, round.sittingId),
        this.results.tip(this.db, roundId),
        this.results.lateCount(this.db, roundId),
        this.results.medianShownMs(this.db, roundId),
        this.rounds.exposures(this.db, roundId),
        this.rounds.leastExposed(this.db, roundId),
        this.seats.tablets(this.db, roundId),
        this.seats.completedJurors(this.db, roundId),
        this.decks.leasedCount(this.db, roundId, now),
        this.paper.ofRound(this.db, roundId),
        this.results.recentActs(this.db, roundId, round.sittingId, RECENT_ACTS),
      ]);
    return ok({
      roundId,
      state: round.state,
      serverTime: now.toISOString(),
      endsAt: endsAt(round)?.toISOString() ?? null,
      ...numbers,
      answers: tip?.seq ?? 0,
      chain: runningHead(tip),
      lateAnswers,
      medianSecondsPerScreen: medianMs === null ? null : Math.round(medianMs / 100) / 10,
      targetExposure: round.targetExposure,
      exposures,
      least: least ?? null,
      jurors: jurorsOf(seats, new Set(completed)),
      tablets: tabletsOf(seats, now),
      paperWaiting: paper.filter(({ settledAt }) => settledAt === null).length,
      leasedScreens,
      recent: recent.map(({ at, action, facts }) => ({ at: at.toISOString(), action, facts })),
    });
  }
}
