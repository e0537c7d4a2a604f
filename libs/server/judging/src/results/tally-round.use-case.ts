import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { canonicalJson, ok, type Result } from '@zuimei/domain';
import type { StaffCaller } from '@zuimei/identity';
import { ResultRepository } from '@zuimei/persistence/judging';
import { Keystore } from '@zuimei/platform';
import { RoundMoves } from '../rounds/round-moves.js';
import { RoundCount, sealBytes } from './round-count.js';

/** Counts a closed round by its declared rules and stores the result as a new version. */
@Injectable()
export class TallyRound {
  constructor(
    private readonly moves: RoundMoves,
    private readonly count: RoundCount,
    private readonly results: ResultRepository,
    private readonly keystore: Keystore,
  ) {}

  async run(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(
      actor,
      id,
      'tally',
      async (tx, round, at) => {
        const { result, entries, runOffs, chain, merkle } = await this.count.count(tx, round);
        const talliedBy = { talliedBy: actor.staffId, talliedByName: actor.displayName, talliedAt: at };
        const version = await this.results.insertTally(tx, id, {
          result: canonicalJson(result),
          chainSeq: chain.seq,
          chainHead: Buffer.from(chain.head),
          chainVerified: chain.verified,
          leafCount: merkle.size,
          merkleRoot: Buffer.from(merkle.root, 'hex'),
          signature: this.keystore.sign(sealBytes(id, merkle.root, merkle.size)),
          publicKey: this.keystore.publicKey,
          lateAnswers: await this.results.lateCount(tx, id),
          entries,
          runOffs,
          ...talliedBy,
        });
        return ok({
          marks: { ...talliedBy, certifiedBy: null, certifiedByName: null, certifiedAt: null },
          facts: { version, answers: chain.seq, merkleRoot: merkle.root, chainVerified: chain.verified },
        });
      },
      // The whole chain and the entries are read as they are at one moment.
      { isolation: 'REPEATABLE READ' },
    );
  }
}
