import type { Queryable, Tx } from '../../base/unit-of-work.js';
import type { ActorKind } from '../entities/audit-event.entity.js';

export interface AuditEventRow {
  id: string;
  at: Date;
  actorKind: ActorKind;
  actorId: string | null;
  actorName: string | null;
  action: string;
  subjectKind: string;
  subjectId: string;
  facts: Record<string, unknown>;
}

/** The place of an act in the chain of staff's acts. */
export interface AuditLinkRow {
  eventId: string;
  seq: number;
  prev: Uint8Array;
  hash: Uint8Array;
}

const COLUMNS = `e.id, e.at, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.actor_name AS "actorName", e.action,
                 e.subject_kind AS "subjectKind", e.subject_id AS "subjectId", e.facts`;

/** The audit trail. There is no way to change or remove a row. */
export class AuditRepository {
  async append(tx: Tx, row: AuditEventRow): Promise<void> {
    await tx.execute(
      `INSERT INTO audit_events (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, facts)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        row.id,
        row.at,
        row.actorKind,
        row.actorId,
        row.actorName,
        row.action,
        row.subjectKind,
        row.subjectId,
        JSON.stringify(row.facts),
      ],
    );
  }

  /** Newest first; `before` is the id of the last row of the page before. */
  async list(db: Queryable, before: string | null, limit: number): Promise<AuditEventRow[]> {
    return db.query<AuditEventRow>(
      `SELECT id, at, actor_kind AS "actorKind", actor_id AS "actorId", actor_name AS "actorName", action,
              subject_kind AS "subjectKind", subject_id AS "subjectId", facts
         FROM audit_events WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
      [before, limit],
    );
  }

  /** Holds the chain of staff's acts until the transaction ends: one writer at a time. */
  async lockChain(tx: Tx): Promise<void> {
    await tx.execute(`SELECT pg_advisory_xact_lock(hashtext('audit_links'))`);
  }

  async chainTip(tx: Tx): Promise<{ seq: number; hash: Buffer } | undefined> {
    return (
      await tx.query<{ seq: number; hash: Buffer }>('SELECT seq, hash FROM audit_links ORDER BY seq DESC LIMIT 1')
    )[0];
  }

  /** Acts of staff that are in no chain yet, oldest first: of `only`, or any. */
  async unlinked(db: Queryable, only: readonly string[] | null, limit: number): Promise<AuditEventRow[]> {
    return db.query<AuditEventRow>(
      `SELECT ${COLUMNS} FROM audit_events e
        WHERE e.actor_kind = 'staff' AND ($1::uuid[] IS NULL OR e.id = ANY($1))
          AND NOT EXISTS (SELECT FROM audit_links l WHERE l.event_id = e.id)
        ORDER BY e.id LIMIT $2`,
      [only, limit],
    );
  }

  async insertLinks(tx: Tx, links: readonly AuditLinkRow[]): Promise<void> {
    await tx.execute(
      `INSERT INTO audit_links (seq, event_id, prev, hash)
       SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::bytea[], $4::bytea[])`,
      [
        links.map(({ seq }) => seq),
        links.map(({ eventId }) => eventId),
        links.map(({ prev }) => Buffer.from(prev)),
        links.map(({ hash }) => Buffer.from(hash)),
      ],
    );
  }

  /** The whole chain with its acts, oldest first. */
  async links(db: Queryable): Promise<(AuditEventRow & { seq: number; prev: Buffer; hash: Buffer })[]> {
    return db.query(
      `SELECT l.seq, l.prev, l.hash, ${COLUMNS} FROM audit_links l JOIN audit_events e ON e.id = l.event_id ORDER BY l.seq`,
    );
  }
}
