import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import type { Tx } from '@zuimei/persistence';
import { RoundRepository } from '@zuimei/persistence/judging';
import { RoundMoves } from '../rounds/round-moves.js';
import { RoundTally } from './round-tally.js';

/**
 * Counts a closed round by its declared rules and stores the result as a new version. With a run-off the round whose tie
 * it settles is counted again.
 */
@Injectable()
export class TallyRound {
  constructor(
    private readonly moves: RoundMoves,
    private readonly tallies: RoundTally,
    private readonly rounds: RoundRepository,
    private readonly audit: AuditTrail,
  ) {}

  async run(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(
      actor,
      id,
      'tally',
      async (tx, round, at) => {
        const facts = await this.tallies.insert(tx, round, actor, at);
        const talliedBy = { talliedBy: actor.staffId, talliedByName: actor.displayName, talliedAt: at };
        if (round.parentId !== null) {
          // Counted from now on, so that the parent's count finds it.
          await this.rounds.mark(tx, id, { state: 'tallied' });
          await this.#recount(tx, actor, round.parentId, at);
        }
        return ok({ marks: { ...talliedBy, certifiedBy: null, certifiedByName: null, certifiedAt: null }, facts });
      },
      // The whole chain and the entries are read as they are at one moment.
      { isolation: 'REPEATABLE READ' },
    );
  }

  /**
   * A run-off was counted: the round that waited for it is counted again with what the room said, by the same person, so
   * that another one certifies. One that was sent back meanwhile is counted when somebody counts it.
   */
  async #recount(tx: Tx, actor: StaffCaller, id: string, at: Date): Promise<void> {
    const parent = await this.rounds.lock(tx, id);
    if (parent?.state !== 'tallied') return;
    const facts = await this.tallies.insert(tx, parent, actor, at);
    await this.rounds.mark(tx, id, { talliedBy: actor.staffId, talliedByName: actor.displayName, talliedAt: at });
    await this.audit.append(tx, {
      actor,
      action: 'round.recounted',
      subject: { kind: 'round', id },
      facts: { name: parent.name, ...facts },
    });
  }
}
