import { Injectable } from '@nestjs/common';
import { chainGenesis, type ChainLink, linkRows } from '@zuimei/domain';
import { type Queryable, UnitOfWork } from '@zuimei/persistence';
import { type AuditEventRow, AuditRepository } from '@zuimei/persistence/identity';
import { createHash } from 'node:crypto';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** At most so many acts in one transaction. */
const BATCH = 1_000;

/** What the chain hashes of an act. */
export const auditRow = ({ at, ...event }: AuditEventRow) => ({ ...event, at: at.toISOString() });

/**
 * The acts of staff as a hash chain. An act is linked right after its own commit, in a transaction of its own: a lock
 * held until the act commits would make every act wait for every other. What a crash left unlinked is linked by the
 * next `linkRest`.
 */
@Injectable()
export class AuditChain {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly events: AuditRepository,
  ) {}

  /** Links one act that was committed. */
  async link(eventId: string): Promise<void> {
    await this.#link([eventId]);
  }

  /** Links every act of staff that is in no chain yet; gives how many. */
  async linkRest(): Promise<number> {
    let linked = 0;
    for (let last = BATCH; last === BATCH; linked += last) last = await this.#link(null);
    return linked;
  }

  /** The whole chain, oldest first. */
  async read(db: Queryable): Promise<ChainLink[]> {
    const links = await this.events.links(db);
    return links.map(({ seq, prev, hash, ...event }) => ({ seq, prev, hash, row: auditRow(event) }));
  }

  #link(only: readonly string[] | null): Promise<number> {
    return this.unit.run(async (tx) => {
      await this.events.lockChain(tx);
      const rows = await this.events.unlinked(tx, only, BATCH);
      if (rows.length === 0) return 0;
      const tip = (await this.events.chainTip(tx)) ?? { seq: 0, hash: chainGenesis() };
      const links = linkRows(rows.map(auditRow), sha256, tip);
      await this.events.insertLinks(
        tx,
        links.map(({ seq, prev, hash }, i) => ({ eventId: rows[i]?.id ?? '', seq, prev, hash })),
      );
      return rows.length;
    });
  }
}
