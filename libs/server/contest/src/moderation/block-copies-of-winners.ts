import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '@zuimei/identity';
import type { Tx } from '@zuimei/persistence';
import { type BlockedEntry, blockCopiesOfWinners, type EntriesAgainstWinners } from '@zuimei/persistence/contest';

/** A photo wins once: takes near-duplicates of past winners out of judging, within the caller's transaction. */
@Injectable()
export class BlockCopiesOfWinners {
  constructor(private readonly audit: AuditTrail) {}

  /** @returns what was blocked; each has its row in the audit trail, with the winner that it is like */
  async run(tx: Tx, actor: Actor, which: EntriesAgainstWinners): Promise<BlockedEntry[]> {
    const blocked = await blockCopiesOfWinners(tx, which);
    for (const { id, number, winner, kind, likeness } of blocked) {
      await this.audit.append(tx, {
        actor,
        action: 'entry.blocked',
        subject: { kind: 'entry', id },
        facts: {
          number,
          winner: `${winner.editionKey} ${winner.number}`,
          kind,
          likeness: Math.round(likeness * 1000) / 1000,
        },
      });
    }
    return blocked;
  }
}
