import { Injectable } from '@nestjs/common';
import { canonicalJson } from '@zuimei/domain';
import type { StaffCaller } from '@zuimei/identity';
import type { Tx } from '@zuimei/persistence';
import { ResultRepository, type RoundRow } from '@zuimei/persistence/judging';
import { Keystore } from '@zuimei/platform';
import { RoundCount, sealBytes } from './round-count.js';

/** Counts a round and keeps the result as its next version. */
@Injectable()
export class RoundTally {
  constructor(
    private readonly count: RoundCount,
    private readonly results: ResultRepository,
    private readonly keystore: Keystore,
  ) {}

  /** Counts within `tx`, which must see one moment. Gives the facts for the audit row. */
  async insert(
    tx: Tx,
    round: RoundRow,
    actor: StaffCaller,
    at: Date,
  ): Promise<{ version: number; answers: number; merkleRoot: string; chainVerified: boolean }> {
    const { id } = round;
    const { result, entries, runOffs, chain, merkle } = await this.count.count(tx, round);
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
      talliedBy: actor.staffId,
      talliedByName: actor.displayName,
      talliedAt: at,
    });
    return { version, answers: chain.seq, merkleRoot: merkle.root, chainVerified: chain.verified };
  }
}
