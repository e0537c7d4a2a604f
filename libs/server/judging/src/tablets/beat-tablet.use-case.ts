import { Injectable } from '@nestjs/common';
import type { endpoints, In, Out, Problem } from '@zuimei/contracts';
import { ok, type Result } from '@zuimei/domain';
import type { TabletCaller } from '@zuimei/identity';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { RoundRepository, TabletRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { Seats } from '../seats/seats.query.js';
import { Preload } from './preload.query.js';

/** An enrolled tablet says how it is, and hears how the round stands and which entries have left it. */
@Injectable()
export class BeatTablet {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly tablets: TabletRepository,
    private readonly rounds: RoundRepository,
    private readonly seats: Seats,
    private readonly preload: Preload,
    private readonly clock: Clock,
  ) {}

  async run(
    { tabletId, sittingId, revoked }: TabletCaller,
    { pending, readiness }: In<typeof endpoints.beatTablet>['body'],
  ): Promise<Result<Out<typeof endpoints.beatTablet>, Problem>> {
    const at = this.clock.now();
    await this.unit.run((tx) => this.tablets.seen(tx, tabletId, at, pending, readiness));
    const round = await this.rounds.inSession(this.db, sittingId);
    return ok({
      round: round ? await this.seats.roundView(round) : null,
      gone: round ? await this.rounds.entriesGone(this.db, round.id) : [],
      revoked,
      preloadVersion: await this.preload.version(sittingId, round),
      serverTime: at.toISOString(),
    });
  }
}
