import { Injectable } from '@nestjs/common';
import type { AuditEventView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { decodeCursor, pageOf, ReadDb, type Tx } from '@zuimei/persistence';
import { AuditRepository } from '@zuimei/persistence/identity';
import { Clock, Ids } from '@zuimei/platform';
import type { Caller } from '../callers.js';
import { AuditChain } from './audit-chain.js';

/** Who did something: a caller as the request found them, or the system itself. */
export type Actor = Caller | 'system';

export interface AuditEntry {
  actor: Actor;
  /** `noun.past-tense`, e.g. `round.opened`. */
  action: string;
  subject: { kind: string; id: string };
  /** What the act was about; never a token, a code, a phone number or an answer. */
  facts?: Record<string, unknown>;
}

/** Writes and lists the audit trail. An event is written in the transaction of the act, so neither is without the other. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly events: AuditRepository,
    private readonly db: ReadDb,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly chain: AuditChain,
  ) {}

  /** Adds one event to the trail within `tx`. */
  async append(tx: Tx, { actor, action, subject, facts = {} }: AuditEntry): Promise<void> {
    const id = this.ids.next();
    const described = describe(actor);
    if (described.actorKind === 'staff') tx.afterCommit(() => this.chain.link(id));
    await this.events.append(tx, {
      id,
      at: this.clock.now(),
      ...described,
      action,
      subjectKind: subject.kind,
      subjectId: subject.id,
      facts,
    });
  }

  /** A page of the trail, newest first. */
  async list(page: {
    cursor?: string;
    limit: number;
  }): Promise<Result<{ items: AuditEventView[]; nextCursor: string | null }, Problem>> {
    const key = page.cursor === undefined ? null : decodeCursor(page.cursor, ['string']);
    const before = key ? String(key[0]) : null;
    if (page.cursor !== undefined && !(before && UUID.test(before))) {
      return err({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/query/cursor', code: 'cursor' }] });
    }
    const rows = await this.events.list(this.db, before, page.limit + 1);
    const { items, nextCursor } = pageOf(rows, page.limit, (row) => [row.id]);
    return ok({
      items: items.map(({ actorId: _, ...row }) => ({ ...row, at: row.at.toISOString() })),
      nextCursor,
    });
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function describe(actor: Actor) {
  if (actor === 'system' || actor.kind === 'anyone') {
    return { actorKind: 'system', actorId: null, actorName: null } as const;
  }
  if (actor.kind === 'staff') {
    return { actorKind: 'staff', actorId: actor.staffId, actorName: actor.displayName } as const;
  }
  if (actor.kind === 'author') {
    return { actorKind: 'author', actorId: actor.authorId, actorName: actor.displayName } as const;
  }
  if (actor.kind === 'tablet') return { actorKind: 'system', actorId: null, actorName: null } as const;
  return { actorKind: 'juror', actorId: actor.passId, actorName: null } as const;
}
