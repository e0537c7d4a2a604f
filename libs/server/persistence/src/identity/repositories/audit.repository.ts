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
}
