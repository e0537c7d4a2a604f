import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { RoundRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { RoundMoves } from '../rounds/round-moves.js';
import { RoundTally } from './round-tally.js';

/** Counts a closed round by its declared rules and stores the result as a new version. */
@Injectable()
export class TallyRound {
  constructor(
    private readonly moves: RoundMoves,
    private readonly tallies: RoundTally,
    private readonly unit: UnitOfWork,
    private readonly rounds: RoundRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    const done = await this.moves.run(
      actor,
      id,
      'tally',
      async (tx, round, at) => {
        const facts = await this.tallies.insert(tx, round, actor, at);
        const talliedBy = { talliedBy: actor.staffId, talliedByName: actor.displayName, talliedAt: at };
        return ok({ marks: { ...talliedBy, certifiedBy: null, certifiedByName: null, certifiedAt: null }, facts });
      },
      // The whole chain and the entries are read as they are at one moment.
      { isolation: 'REPEATABLE READ' },
    );
    if (done.ok && done.value.parentId !== null) await this.#recount(actor, done.value.parentId);
    return done;
  }

  /** A run-off was counted: the round that waited for it is counted again with what the room said. */
  async #recount(actor: StaffCaller, id: string): Promise<void> {
    await this.unit.run(
      async (tx) => {
        const parent = await this.rounds.lock(tx, id);
        if (parent?.state !== 'tallied') return;
        const facts = await this.tallies.insert(tx, parent, actor, this.clock.now());
        await this.audit.append(tx, {
          actor,
          action: 'round.recounted',
          subject: { kind: 'round', id },
          facts: { name: parent.name, ...facts },
        });
      },
      { isolation: 'REPEATABLE READ' },
    );
  }
}
