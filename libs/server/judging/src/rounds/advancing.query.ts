import { Injectable } from '@nestjs/common';
import type { AdvancingView, Problem } from '@zuimei/contracts';
import { entriesForRound } from '@zuimei/contest';
import { cutOf, err, ok, type RankedEntry, type Result, type TallyResult } from '@zuimei/domain';
import { type Queryable, ReadDb } from '@zuimei/persistence';
import { ResultRepository, RoundRepository, type RoundRow } from '@zuimei/persistence/judging';
import { scaleOf } from '../results/winners.js';
import { CERTIFIED, COUNTED } from './round-stages.js';

/** Who goes on from a round that was counted. */
@Injectable()
export class Advancing {
  constructor(
    private readonly db: ReadDb,
    private readonly rounds: RoundRepository,
    private readonly results: ResultRepository,
  ) {}

  /** The cut of a counted round, for people; RESULT_NOT_PUBLIC before the count. */
  async preview(roundId: string): Promise<Result<AdvancingView, Problem>> {
    const round = await this.rounds.byId(this.db, roundId);
    if (!round) return err({ code: 'NOT_FOUND' });
    const counted = COUNTED.has(round.state) ? await this.results.latestTally(this.db, roundId) : undefined;
    if (!counted) return err({ code: 'RESULT_NOT_PUBLIC' });
    const result = JSON.parse(counted.result) as TallyResult;
    const { advancing, last, next, sharing } = cutOf(result);
    const line = ({ entryId, picks, exposures, value }: RankedEntry) => ({
      number: Number(entryId),
      picks,
      exposures,
      value,
    });
    return ok({
      roundId,
      roundName: round.name,
      state: round.state,
      version: counted.version,
      places: round.winners,
      scale: scaleOf(round.method),
      numbers: advancing.map(({ entryId }) => Number(entryId)),
      last: last && line(last),
      next: next && line(next),
      sharing,
      pending: result.problems.length > 0,
    });
  }

  /**
   * Ids of the entries that go on from a certified round and are still there, with the version that says so; undefined
   * before the certificate.
   */
  async certified(db: Queryable, round: RoundRow): Promise<{ entryIds: string[]; version: number } | undefined> {
    const counted = CERTIFIED.has(round.state) ? await this.results.latestTally(db, round.id) : undefined;
    if (!counted) return undefined;
    const on = new Set(
      cutOf(JSON.parse(counted.result) as TallyResult).advancing.map(({ entryId }) => Number(entryId)),
    );
    const rows = (await this.rounds.entries(db, round.id)).filter(({ number }) => on.has(number));
    const known = await entriesForRound(db, { ids: rows.map(({ entryId }) => entryId) });
    const there = known.filter(({ state }) => state === 'active').map(({ entryId }) => entryId);
    return { entryIds: there, version: counted.version };
  }
}
