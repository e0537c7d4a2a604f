import type { Queryable, Tx } from '../../base/unit-of-work.js';
import type { ScreenStatus } from '../entities/screen.entity.js';

export interface DeckRow {
  no: number;
  pseudonym: string;
  expiresAt: Date;
}

export interface ScreenRow {
  id: string;
  no: number;
  pseudonym: string;
  ordinal: number;
  entryIds: string[];
}

/** What happened in a round since `since`: new leases by their numbers, answers by their place in the chain. */
export interface DeckNews {
  decks: DeckRow[];
  screens: ScreenRow[];
  /** Screens that got answers, as they stand now. */
  answered: { id: string; status: ScreenStatus }[];
  /** The chain's end that `answered` goes up to. */
  seq: number;
}

export interface DeckMark {
  deckNo: number;
  screenNo: number;
  seq: number;
}

/** Any number: advisory locks of decks take it as their first half, so that they meet no other lock. */
const DECK_LOCK = 7_365_003;

/** Leases of screens. Everything here knows pseudonyms only. */
export class DeckRepository {
  /** One process at a time leases in a round; held until the end of the transaction. */
  async lockRound(tx: Tx, roundId: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [DECK_LOCK, roundId]);
  }

  /**
   * All that is new since the mark. Leases are numbered under the round's lock and answers by the chain, so numbers
   * follow commits and nothing can slip in below a mark.
   */
  async news(db: Queryable, roundId: string, since: DeckMark): Promise<DeckNews> {
    const decks = await db.query<DeckRow>(
      `SELECT no, pseudonym, expires_at AS "expiresAt" FROM decks WHERE round_id = $1 AND no > $2 ORDER BY no`,
      [roundId, since.deckNo],
    );
    const screens = await db.query<ScreenRow>(
      `SELECT id, no, pseudonym, ordinal, entry_ids AS "entryIds" FROM screens
        WHERE round_id = $1 AND no > $2 ORDER BY no`,
      [roundId, since.screenNo],
    );
    const answered = await db.query<{ id: string; status: ScreenStatus; seq: number }>(
      `SELECT s.id, s.status, max(a.seq) AS seq FROM answers a JOIN screens s ON s.id = a.screen_id
        WHERE a.round_id = $1 AND a.seq > $2 GROUP BY s.id, s.status`,
      [roundId, since.seq],
    );
    return { decks, screens, answered, seq: Math.max(since.seq, ...answered.map(({ seq }) => seq)) };
  }

  async insertDeck(
    tx: Tx,
    deck: { id: string; roundId: string; pseudonym: string; no: number; leasedAt: Date; expiresAt: Date },
    screens: readonly ScreenRow[],
  ): Promise<void> {
    await tx.execute(
      'INSERT INTO decks (id, round_id, pseudonym, no, leased_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [deck.id, deck.roundId, deck.pseudonym, deck.no, deck.leasedAt, deck.expiresAt],
    );
    if (screens.length === 0) return;
    // unnest flattens arrays of arrays, so the entries travel as text.
    await tx.execute(
      `INSERT INTO screens (id, round_id, deck_id, pseudonym, no, ordinal, entry_ids)
       SELECT b.id, $1, $2, $3, b.no, b.ordinal, b.entries::uuid[]
         FROM unnest($4::uuid[], $5::int[], $6::int[], $7::text[]) AS b (id, no, ordinal, entries)`,
      [
        deck.roundId,
        deck.id,
        deck.pseudonym,
        screens.map((s) => s.id),
        screens.map((s) => s.no),
        screens.map((s) => s.ordinal),
        screens.map((s) => `{${s.entryIds.join(',')}}`),
      ],
    );
  }

  /** How many screens of a juror hold an answer. */
  async answeredCount(db: Queryable, roundId: string, pseudonym: string): Promise<number> {
    const [row] = await db.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM screens WHERE round_id = $1 AND pseudonym = $2 AND status <> 'leased'`,
      [roundId, pseudonym],
    );
    return row?.n ?? 0;
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
      `SELECT count(*)::int AS n FROM screens s
         JOIN (SELECT pseudonym, max(expires_at) AS until FROM decks WHERE round_id = $1 GROUP BY pseudonym) d
           USING (pseudonym)
        WHERE s.round_id = $1 AND s.status = 'leased' AND d.until > $2`,
      [roundId, now],
    );
    return row?.n ?? 0;
  }
}
