import { Injectable } from '@nestjs/common';
import type { Problem, ResultView, RoundView } from '@zuimei/contracts';
import { err, move, ok, type Result, roundMachine, type TallyResult } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { ResultRepository, RoundRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { RoundMoves } from '../rounds/round-moves.js';
import { unsettled } from './certify-round.use-case.js';
import { ResultPublisher } from './result-publisher.js';
import { Results } from './results.query.js';
import { RoundTally } from './round-tally.js';

/**
 * Replaces a published result, which is never edited: one person counts again and says why, a second one confirms, and
 * a further version becomes public beside the one before.
 */
@Injectable()
export class CorrectRound {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly moves: RoundMoves,
    private readonly rounds: RoundRepository,
    private readonly results: ResultRepository,
    private readonly tallies: RoundTally,
    private readonly publisher: ResultPublisher,
    private readonly views: Results,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Counts the round as its entries are now and keeps the count as a proposal; a later proposal takes its place. */
  async propose(actor: StaffCaller, id: string, reason: string): Promise<Result<ResultView, Problem>> {
    const proposed = await this.unit.run(
      async (tx): Promise<Result<null, Problem>> => {
        const round = await this.rounds.lock(tx, id);
        if (!round) return err({ code: 'NOT_FOUND' });
        const moved = move(roundMachine, round.state, 'correct');
        if (!moved.ok) return err({ code: 'MOVE_NOT_ALLOWED', facts: moved.error.facts });
        const { version } = await this.tallies.insert(tx, round, actor, this.clock.now());
        await this.results.insertCorrection(tx, { roundId: id, version, reason });
        await this.audit.append(tx, {
          actor,
          action: 'round.correction-proposed',
          subject: { kind: 'round', id },
          facts: { name: round.name, version, reason },
        });
        return ok(null);
      },
      { isolation: 'REPEATABLE READ' },
    );
    return proposed.ok ? this.views.get(id) : proposed;
  }

  /** A second person makes the proposal of version `version` public. */
  async confirm(actor: StaffCaller, id: string, version: number): Promise<Result<RoundView, Problem>> {
    return this.moves.run(
      actor,
      id,
      'correct',
      async (tx, round, at) => {
        const pending = await this.results.pendingCorrection(tx, id);
        const counted = await this.results.latestTally(tx, id);
        // Whoever confirms has seen one proposal, and confirms that one.
        if (!pending || pending.version !== version || counted?.version !== version) {
          return err({ code: 'MOVE_NOT_ALLOWED', facts: { verb: 'correct', pending: pending?.version ?? null } });
        }
        if (counted.talliedBy === actor.staffId) {
          return err({ code: 'SECOND_PERSON_REQUIRED', facts: { first: counted.talliedByName } });
        }
        const { chainVerified } = counted;
        if (!chainVerified) return err({ code: 'MOVE_NOT_ALLOWED', facts: { verb: 'correct', chainVerified } });
        const [problem] = (JSON.parse(counted.result) as TallyResult).problems;
        if (problem) return err(unsettled(problem));
        const { reason } = pending;
        const facts = await this.publisher.publish(tx, { round, counted, at, actor, correctionReason: reason });
        return ok({ facts: { ...facts, reason, proposedBy: counted.talliedByName } });
      },
      { isolation: 'REPEATABLE READ' },
    );
  }
}
