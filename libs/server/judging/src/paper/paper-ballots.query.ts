import { Injectable } from '@nestjs/common';
import type { PaperBallotView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import { PaperRepository, RoundRepository } from '@zuimei/persistence/judging';
import { JudgingKeys } from '../judging-keys.js';

/** Reads ballots on paper: who has one, and how far it is typed. */
@Injectable()
export class PaperBallots {
  constructor(
    private readonly db: ReadDb,
    private readonly rounds: RoundRepository,
    private readonly paper: PaperRepository,
    private readonly keys: JudgingKeys,
  ) {}

  /** Those of a round by number, or NOT_FOUND. */
  async list(roundId: string): Promise<Result<PaperBallotView[], Problem>> {
    if (!(await this.rounds.byId(this.db, roundId))) return err({ code: 'NOT_FOUND' });
    const ballots = await this.paper.ofRound(this.db, roundId);
    const typed = await this.paper.typedBy(this.db, roundId);
    return ok(
      ballots.map(({ no, alias, jurorId, settledAt, late }) => ({
        no,
        alias,
        typedBy: typed.get(this.keys.pseudonym(roundId, jurorId)) ?? 0,
        state: settledAt === null ? 'waiting' : late ? 'late' : 'counted',
      })),
    );
  }
}
