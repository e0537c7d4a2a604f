import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { err, ok, type Result, roundIsOver } from '@zuimei/domain';
import type { Actor, StaffCaller } from '@zuimei/identity';
import type { Tx } from '@zuimei/persistence';
import { PassRepository, ResultRepository, RoundRepository, type RoundRow } from '@zuimei/persistence/judging';
import { type MoveEffect, RoundMoves } from '../rounds/round-moves.js';
import { ResultPublisher } from './result-publisher.js';

/** No time is set any more. */
export const NO_TIME = { publishAt: null, publishSetBy: null, publishSetByName: null };

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

  /** Now, by hand; a time that was set for it is of no use any more. */
  async run(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(actor, id, 'publish', (tx, round, at) => this.#publish(tx, round, at, actor, actor.staffId), {
      isolation: 'REPEATABLE READ',
    });
  }

  /** By itself, at or after the time that was set; MOVE_NOT_ALLOWED where it was called off meanwhile. */
  async runDue(id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(
      'system',
      id,
      'publish',
      async (tx, round, at) => {
        const { publishAt, publishSetBy, publishSetByName: setBy } = round;
        if (!publishAt || publishAt > at) return err<Problem>({ code: 'MOVE_NOT_ALLOWED', facts: { verb: 'publish' } });
        const done = await this.#publish(tx, round, at, 'system', publishSetBy);
        if (!done.ok) return done;
        const { marks, facts } = done.value;
        return ok({ marks, facts: { ...facts, publishAt: publishAt.toISOString(), setBy } });
      },
      { isolation: 'REPEATABLE READ' },
    );
  }

  async #publish(
    tx: Tx,
    round: RoundRow,
    at: Date,
    actor: Actor,
    publishedBy: string | null,
  ): Promise<Result<MoveEffect, Problem>> {
    if (!round.final) return err({ code: 'ROUND_NOT_FINAL' });
    const counted = await this.results.latestTally(tx, round.id);
    if (!counted) throw new Error(`round ${round.id} is certified and has no tally`);
    const facts = await this.publisher.publish(tx, { round, counted, at, actor, correctionReason: null });
    const passesReturned = await this.#endSitting(tx, round, at);
    return ok({ marks: { ...NO_TIME, publishedBy, publishedAt: at }, facts: { ...facts, passesReturned } });
  }

  /** The badges of a sitting are taken back once nothing is left to vote on in it. */
  async #endSitting(tx: Tx, round: RoundRow, at: Date): Promise<number> {
    const others = await this.rounds.ofSittings(tx, [round.sittingId]);
    if (others.some((other) => other.id !== round.id && !roundIsOver(other))) return 0;
    return this.passes.returnAll(tx, round.sittingId, at);
  }
}
