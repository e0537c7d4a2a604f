import type { HELD_REASONS, OFFLINE_SEAT_REASONS } from '@zuimei/contracts';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

export interface HeldGroup {
  pseudonym: string;
  reason: (typeof HELD_REASONS)[number];
  answers: number;
}

export interface OfflineSeatRow {
  jurorId: string;
  alias: string;
  tablet: string;
  reason: (typeof OFFLINE_SEAT_REASONS)[number] | null;
}

/** Answers that were held back, and who has seen that they were. */
export class HeldRepository {
  /** By pseudonym and reason. */
  async groups(db: Queryable, roundId: string): Promise<HeldGroup[]> {
    return db.query<HeldGroup>(
      `SELECT pseudonym, reason, count(*)::int AS answers FROM held_answers
        WHERE round_id = $1 GROUP BY pseudonym, reason ORDER BY pseudonym, reason`,
      [roundId],
    );
  }

  async acknowledged(db: Queryable, roundId: string): Promise<number> {
    const [row] = await db.query<{ n: number }>(
      'SELECT coalesce(max(answers), 0)::int AS n FROM held_acknowledgements WHERE round_id = $1',
      [roundId],
    );
    return row?.n ?? 0;
  }

  /** Whether this is news. */
  async acknowledge(tx: Tx, roundId: string, answers: number, by: string, at: Date): Promise<boolean> {
    const n = await tx.execute(
      `INSERT INTO held_acknowledgements (round_id, answers, acknowledged_by, acknowledged_at)
       VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [roundId, answers, by, at],
    );
    return n === 1;
  }

  /** Every seat of a round, with why it was remarkable where it was opened without a network. */
  async seats(db: Queryable, roundId: string): Promise<OfflineSeatRow[]> {
    return db.query<OfflineSeatRow>(
      `SELECT p.juror_id AS "jurorId", p.alias, t.device_name AS tablet, t.offline_reason AS reason
         FROM seats t JOIN passes p ON p.id = t.pass_id WHERE t.round_id = $1 ORDER BY p.alias, t.started_at, t.id`,
      [roundId],
    );
  }
}
