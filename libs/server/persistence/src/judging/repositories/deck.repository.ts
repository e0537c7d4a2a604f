import type { Queryable } from '../../base/unit-of-work.js';

/** How leases stand. Everything here knows pseudonyms only. */
export class DeckRepository {
  /** How many screens of a juror hold an answer. */
  async answeredCount(db: Queryable, roundId: string, pseudonym: string): Promise<number> {
    const [row] = await db.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM screens WHERE round_id = $1 AND status <> 'leased'
          AND (claimed_by = $2 OR (pseudonym = $2 AND claimed_by IS NULL))`,
      [roundId, pseudonym],
    );
    return row?.n ?? 0;
  }

  /** The screens of a juror in their order. */
  async screensOf(
    db: Queryable,
    roundId: string,
    pseudonym: string,
  ): Promise<{ id: string; ordinal: number; entryIds: string[] }[]> {
    return db.query(
      `SELECT id, ordinal, entry_ids AS "entryIds" FROM screens WHERE round_id = $1 AND pseudonym = $2 ORDER BY ordinal`,
      [roundId, pseudonym],
    );
  }

  /** Per pseudonym, how many entries stood on the screens that were answered. */
  async shownTo(db: Queryable, roundId: string): Promise<Map<string, number>> {
    const rows = await db.query<{ pseudonym: string; n: number }>(
      `SELECT coalesce(claimed_by, pseudonym) AS pseudonym, sum(cardinality(entry_ids))::int AS n FROM screens
        WHERE round_id = $1 AND status = 'answered' GROUP BY 1 ORDER BY 1`,
      [roundId],
    );
    return new Map(rows.map(({ pseudonym, n }) => [pseudonym, n]));
  }

  /** Per pseudonym, how many screens still wait for an answer. */
  async openScreens(db: Queryable, roundId: string): Promise<Map<string, number>> {
    const rows = await db.query<{ pseudonym: string; n: number }>(
      `SELECT pseudonym, count(*)::int AS n FROM screens WHERE round_id = $1 AND status = 'leased' GROUP BY pseudonym`,
      [roundId],
    );
    return new Map(rows.map(({ pseudonym, n }) => [pseudonym, n]));
  }

  /** Screens leased and neither answered nor expired at `now`. */
  async leasedCount(db: Queryable, roundId: string, now: Date): Promise<number> {
    const [row] = await db.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM screens s JOIN decks d ON d.id = s.deck_id
        WHERE s.round_id = $1 AND s.status = 'leased' AND d.expires_at > $2`,
      [roundId, now],
    );
    return row?.n ?? 0;
  }
}
