import { Injectable } from '@nestjs/common';
import type { Problem, TurnoutView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import { editionCovers, photoView } from '@zuimei/persistence/contest';
import { ResultRepository, RoundRepository, SeatRepository } from '@zuimei/persistence/judging';
import { Clock, Keystore } from '@zuimei/platform';
import { fingerprintOf } from '../judging-keys.js';
import { runningHead } from '../ledger/running-head.js';
import { endsAt } from '../rounds/round-view.js';

/** What the big screen shows: who has come and how long is left, never what was voted. */
@Injectable()
export class Turnout {
  constructor(
    private readonly db: ReadDb,
    private readonly rounds: RoundRepository,
    private readonly seats: SeatRepository,
    private readonly results: ResultRepository,
    private readonly keystore: Keystore,
    private readonly clock: Clock,
  ) {}

  /** The turnout of a round, or NOT_FOUND. */
  async get(roundId: string): Promise<Result<TurnoutView, Problem>> {
    const round = await this.rounds.byId(this.db, roundId);
    if (!round) return err({ code: 'NOT_FOUND' });
    const numbers = await this.seats.turnout(this.db, roundId, round.sittingId);
    const least = (await this.rounds.leastExposed(this.db, roundId))?.exposures ?? 0;
    const cover = (await editionCovers(this.db, [round.editionId])).get(round.editionId);
    // A picture that is being voted on must not hang above the voters' heads.
    const inRound = cover && (await this.rounds.hasEntry(this.db, roundId, cover.entryId));
    return ok({
      roundId,
      editionKey: round.editionKey,
      theme: round.theme,
      roundName: round.name,
      sittingName: round.sittingName,
      venue: round.venue,
      state: round.state,
      ...numbers,
      runOff: round.parentId !== null,
      coverage: Math.min(100, Math.floor((100 * least) / round.targetExposure)),
      endsAt: endsAt(round)?.toISOString() ?? null,
      serverTime: this.clock.now().toISOString(),
      cover: cover && !inRound ? photoView(cover) : null,
      chain: runningHead(await this.results.tip(this.db, roundId)),
      keyFingerprint: fingerprintOf(this.keystore),
    });
  }
}
