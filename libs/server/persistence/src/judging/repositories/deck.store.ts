import type { RoundState } from '@zuimei/domain';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../base/data-source.js';
import type { ScreenStatus } from '../entities/screen.entity.js';
import { DEAL, READ_NEWS } from './deck.sql.js';

export interface DeckRow {
  no: number;
  id: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** Screens whose newest lease it is: dealt with it, or gone on in it. */
  screenIds: string[];
}

export interface ScreenRow {
  id: string;
  no: number;
  pseudonym: string;
  ordinal: number;
  entryIds: string[];
}

/** How far a process knows a round: its last deck and screen, and the end of its chain. */
export interface DeckMark {
  deckNo: number;
  screenNo: number;
  seq: number;
}

/** What happened in a round since a mark, as one snapshot. */
export interface DeckNews {
  state: RoundState;
  decks: DeckRow[];
  screens: (Omit<ScreenRow, 'ordinal'> & { claimedBy: string | null })[];
  /** Screens that got answers, as they stand now; `body` of the answer that stands, where it was asked for. */
  answered: { id: string; status: ScreenStatus; body: string | null; claimedBy: string | null }[];
  seq: number;
  /** Entries of the round that have left the contest. */
  left: string[];
}

interface NewsRow {
  state: RoundState;
  decks: [number, string, number, string[]][];
  screens: [string, number, string, string[], string | null][];
  answered: [string, ScreenStatus, string | null, string | null][];
  seq: number;
  left: string[];
}

export interface Deal {
  id: string;
  roundId: string;
  pseudonym: string;
  /** One more than the last deck known: where it is taken, another process was faster and nothing is written. */
  no: number;
  leasedAt: Date;
  expiresAt: Date;
  screens: readonly Omit<ScreenRow, 'pseudonym'>[];
  /** Screens of earlier decks that go on in this one. */
  renewed: readonly string[];
  /** Nothing is written while the round is in any other state. */
  while: readonly RoundState[];
}

/**
 * Leases of screens, by pseudonyms only. A deal is one statement and so its own transaction: a juror waits for two round
 * trips. Deck numbers have no gaps and are unique, so that of two processes that knew the same only one deals; the
 * other reads what is new and tries again. Hence numbers follow commits, and nothing can slip in below a mark.
 */
export class DeckStore {
  constructor(private readonly source: DataSource) {}

  /** All that is new since the mark; undefined where there is no such round. */
  async news(roundId: string, since: DeckMark, withAnswers: boolean): Promise<DeckNews | undefined> {
    const { rows } = await poolOf(this.source).query<NewsRow>({
      name: 'deck-news',
      text: READ_NEWS,
      values: [roundId, since.deckNo, since.screenNo, since.seq, withAnswers],
    });
    const [row] = rows;
    return (
      row && {
        state: row.state,
        decks: row.decks.map(([no, id, expiresAt, screenIds]) => ({ no, id, expiresAt, screenIds })),
        screens: row.screens.map(([id, no, pseudonym, entryIds, claimedBy]) => ({
          id,
          no,
          pseudonym,
          entryIds,
          claimedBy,
        })),
        answered: row.answered.map(([id, status, body, claimedBy]) => ({ id, status, body, claimedBy })),
        seq: row.seq,
        left: row.left,
      }
    );
  }

  /** Whether the deal was written. */
  async deal(deal: Deal): Promise<boolean> {
    const { id, roundId, pseudonym, no, leasedAt, expiresAt, screens, renewed } = deal;
    const { rows } = await poolOf(this.source).query<{ dealt: number }>({
      name: 'deck-deal',
      text: DEAL,
      values: [
        roundId,
        id,
        pseudonym,
        no,
        leasedAt,
        expiresAt,
        screens.map((s) => s.id),
        screens.map((s) => s.no),
        screens.map((s) => s.ordinal),
        screens.map((s) => `{${s.entryIds.join(',')}}`),
        renewed,
        deal.while,
      ],
    });
    return rows[0]?.dealt === 1;
  }
}
