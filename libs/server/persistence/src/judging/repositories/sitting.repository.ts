import type { PassState } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

export interface SittingRow {
  id: string;
  editionId: string;
  editionKey: string;
  theme: string;
  name: string;
  venue: string;
  /** `YYYY-MM-DD`. */
  heldOn: string;
}

const SELECT = `
  SELECT s.id, s.edition_id AS "editionId", e.key AS "editionKey", e.theme, s.name, s.venue, s.held_on::text AS "heldOn"
    FROM sittings s JOIN editions e ON e.id = s.edition_id`;

/** Rows of sittings. */
export class SittingRepository {
  async insert(
    tx: Tx,
    sitting: { id: string; editionId: string; name: string; venue: string; heldOn: string; createdAt: Date },
  ): Promise<void> {
    await tx.execute(
      'INSERT INTO sittings (id, edition_id, name, venue, held_on, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [sitting.id, sitting.editionId, sitting.name, sitting.venue, sitting.heldOn, sitting.createdAt],
    );
  }

  async byId(db: Queryable, id: string): Promise<SittingRow | undefined> {
    return (await db.query<SittingRow>(`${SELECT} WHERE s.id = $1`, [id]))[0];
  }

  /** The sittings of an edition, newest first. */
  async ofEdition(db: Queryable, editionId: string): Promise<SittingRow[]> {
    return db.query<SittingRow>(`${SELECT} WHERE s.edition_id = $1 ORDER BY s.held_on DESC, s.id DESC`, [editionId]);
  }

  async editionIdOf(db: Queryable, key: string): Promise<string | undefined> {
    return (await db.query<{ id: string }>('SELECT id FROM editions WHERE key = $1', [key]))[0]?.id;
  }

  /** The name of the contest that a sitting belongs to, as it is printed. */
  async contestName(db: Queryable, sittingId: string): Promise<string> {
    const [row] = await db.query<{ name: string }>(
      `SELECT c.name FROM sittings s JOIN editions e ON e.id = s.edition_id JOIN contests c ON c.id = e.contest_id
        WHERE s.id = $1`,
      [sittingId],
    );
    return row?.name ?? '';
  }

  /** How many passes of each state each sitting has. */
  async passCounts(db: Queryable, ids: readonly string[]): Promise<Map<string, Record<PassState, number>>> {
    const rows = await db.query<{ sittingId: string; state: PassState; n: number }>(
      `SELECT sitting_id AS "sittingId", state, count(*)::int AS n FROM passes
        WHERE sitting_id = ANY($1::uuid[]) GROUP BY sitting_id, state`,
      [ids],
    );
    const counts = new Map(ids.map((id) => [id, { issued: 0, active: 0, returned: 0, revoked: 0 }]));
    for (const { sittingId, state, n } of rows) {
      const count = counts.get(sittingId);
      if (count) count[state] = n;
    }
    return counts;
  }

  /** Takes `count` alias numbers, locking the sitting's row; gives the first of them, or undefined without a sitting. */
  async takeAliases(tx: Tx, id: string, count: number): Promise<number | undefined> {
    const [row] = await tx.query<{ first: number }>(
      'UPDATE sittings SET next_alias = next_alias + $2 WHERE id = $1 RETURNING next_alias - $2 AS first',
      [id, count],
    );
    return row?.first;
  }
}
