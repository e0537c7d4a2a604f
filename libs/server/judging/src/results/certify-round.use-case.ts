import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { err, ok, type Result, type TallyResult } from '@zuimei/domain';
import type { StaffCaller } from '@zuimei/identity';
import type { Tx } from '@zuimei/persistence';
import { ResultRepository, type RoundRow, type TallyRow } from '@zuimei/persistence/judging';
import { RoundMoves } from '../rounds/round-moves.js';

/** What has to be settled before a count may be certified, as a refusal. */
export const unsettled = ({ code, facts }: TallyResult['problems'][number]): Problem => ({
  code: code === 'GRAPH_NOT_CONNECTED' ? 'GRADES_NOT_CONNECTED' : code,
  facts,
});

/** A second person looks at the count: certifies it, or sends it back with a reason. */
@Injectable()
export class CertifyRound {
  constructor(
    private readonly moves: RoundMoves,
    private readonly results: ResultRepository,
  ) {}

  async run(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(actor, id, 'certify', async (tx, round, at) => {
      const counted = await this.#counted(tx, round, actor);
      if (!counted.ok) return counted;
      const { version, result, chainVerified } = counted.value;
      if (!chainVerified) return err({ code: 'MOVE_NOT_ALLOWED', facts: { verb: 'certify', chainVerified } });
      const { problems, turnout } = JSON.parse(result) as TallyResult;
      // Without an answer no entry has a rate, a grade or a place: nobody could say what is confirmed.
      if (turnout.answers === 0) return err({ code: 'ROUND_HAS_NO_ANSWERS' });
      const [problem] = problems;
      if (problem) return err(unsettled(problem));
      const marks = { certifiedBy: actor.staffId, certifiedByName: actor.displayName, certifiedAt: at };
      return ok({ marks, facts: { version } });
    });
  }

  /** Sends the count back: the round is closed again, the refused version stays stored. */
  async refuse(actor: StaffCaller, id: string, reason: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(actor, id, 'refuse-certification', async (tx, round) => {
      const counted = await this.#counted(tx, round, actor);
      if (!counted.ok) return counted;
      const marks = { talliedBy: null, talliedByName: null, talliedAt: null };
      return ok({ marks, facts: { version: counted.value.version, reason } });
    });
  }

  async #counted(tx: Tx, round: RoundRow, actor: StaffCaller): Promise<Result<TallyRow, Problem>> {
    const counted = await this.results.latestTally(tx, round.id);
    if (!counted) throw new Error(`round ${round.id} is tallied and has no tally`);
    if (round.talliedBy === actor.staffId) {
      return err({ code: 'SECOND_PERSON_REQUIRED', facts: { first: round.talliedByName } });
    }
    return ok(counted);
  }
}
