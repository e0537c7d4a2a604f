import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import type { StaffCaller } from '@zuimei/identity';
import type { Tx } from '@zuimei/persistence';
import { PassRepository, ResultRepository, RoundRepository, type RoundRow } from '@zuimei/persistence/judging';
import { RoundMoves } from '../rounds/round-moves.js';
import { ResultPublisher } from './result-publisher.js';

/** Makes a certified result public. */
@Injectable()
export class PublishRound {
  constructor(
    private readonly moves: RoundMoves,
    private readonly rounds: RoundRepository,
    private readonly results: ResultRepository,
    private readonly passes: PassRepository,
    private readonly publisher: ResultPublisher,
  ) {}

  async run(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(
      actor,
      id,
      'publish',
      async (tx, round, at) => {
        if (!round.final) return err<Problem>({ code: 'ROUND_NOT_FINAL' });
        const counted = await this.results.latestTally(tx, id);
        if (!counted) throw new Error(`round ${id} is certified and has no tally`);
        const facts = await this.publisher.publish(tx, { round, counted, at, actor, correctionReason: null });
        const passesReturned = await this.#endSitting(tx, round, at);
        return ok({ marks: { publishedBy: actor.staffId, publishedAt: at }, facts: { ...facts, passesReturned } });
      },
      { isolation: 'REPEATABLE READ' },
    );
  }

  /** The badges of a sitting are taken back once nothing is left to vote on in it. */
  async #endSitting(tx: Tx, round: RoundRow, at: Date): Promise<number> {
    const others = await this.rounds.ofSittings(tx, [round.sittingId]);
    const over = new Set(['published', 'corrected', 'cancelled']);
    if (others.some(({ id, state }) => id !== round.id && !over.has(state))) return 0;
    return this.passes.returnAll(tx, round.sittingId, at);
  }
}
