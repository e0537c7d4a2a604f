import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import { RoundRepository } from '@zuimei/persistence/judging';
import { roundView } from './round-view.js';

/** Reads rounds. */
@Injectable()
export class Rounds {
  constructor(
    private readonly db: ReadDb,
    private readonly rounds: RoundRepository,
  ) {}

  /** One round, or NOT_FOUND. */
  async get(id: string): Promise<Result<RoundView, Problem>> {
    const round = await this.rounds.byId(this.db, id);
    return round ? ok(roundView(round)) : err({ code: 'NOT_FOUND' });
  }

  /** The round that the big screen shows now, if there ever was one. */
  async shownInHall(): Promise<string | null> {
    return (await this.rounds.shownInHall(this.db)) ?? null;
  }
}
