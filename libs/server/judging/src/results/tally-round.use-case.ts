import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { ok, type Result } from '@zuimei/domain';
import type { StaffCaller } from '@zuimei/identity';
import { RoundMoves } from '../rounds/round-moves.js';
import { RoundTally } from './round-tally.js';

/** Counts a closed round by its declared rules and stores the result as a new version. */
@Injectable()
export class TallyRound {
  constructor(
    private readonly moves: RoundMoves,
    private readonly tallies: RoundTally,
  ) {}

  async run(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(
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
  }
}
