import type { Queryable, Tx } from '../../base/unit-of-work.js';

/** A juror who votes on paper in a round. */
export interface PaperBallotRow {
  roundId: string;
  jurorId: string;
  /** The newest badge of the juror. */
  alias: string;
  no: number;
  holderAuthorId: string | null;
  holderCompany: string | null;
  /** The juror still has a badge that was not revoked. */
  valid: boolean;
  /** Which entry was the second of two that say the same. */
  agreedNo: number | null;
  settledAt: Date | null;
  late: boolean;
}

export interface PaperEntryRow {
  no: number;
  enteredBy: string;
  answers: string;
}

const SELECT = `
  SELECT b.round_id AS "roundId", b.juror_id AS "jurorId", b.no, b.agreed_no AS "agreedNo", b.settled_at AS "settledAt", b.late,
         p.alias, p.holder_author_id AS "holderAuthorId", p.holder_company AS "holderCompany",
         EXISTS (SELECT FROM passes v WHERE v.juror_id = b.juror_id AND v.state <> 'revoked') AS valid
    FROM paper_ballots b JOIN passes p ON p.id = b.pass_id`;

/** Ballots on paper, and what was typed from them. */
export class PaperRepository {
  /** Notes that a juror votes on paper; whoever does already stays as noted. */
  async insert(tx: Tx, ballot: { roundId: string; jurorId: string; passId: string; madeAt: Date }): Promise<void> {
    await tx.execute(
      `INSERT INTO paper_ballots (round_id, juror_id, pass_id, no, made_at)
       SELECT $1, $2, $3, coalesce(max(no), 0) + 1, $4 FROM paper_ballots WHERE round_id = $1
       ON CONFLICT (round_id, juror_id) DO NOTHING`,
      [ballot.roundId, ballot.jurorId, ballot.passId, ballot.madeAt],
    );
  }

  async ofRound(db: Queryable, roundId: string): Promise<PaperBallotRow[]> {
    return db.query<PaperBallotRow>(`${SELECT} WHERE b.round_id = $1 ORDER BY b.no`, [roundId]);
  }

  async lock(tx: Tx, roundId: string, jurorId: string): Promise<PaperBallotRow | undefined> {
    await tx.query('SELECT FROM paper_ballots WHERE round_id = $1 AND juror_id = $2 FOR UPDATE', [roundId, jurorId]);
    return (
      await tx.query<PaperBallotRow>(`${SELECT} WHERE b.round_id = $1 AND b.juror_id = $2`, [roundId, jurorId])
    )[0];
  }

  async isOnPaper(db: Queryable, roundId: string, jurorId: string): Promise<boolean> {
    const rows = await db.query('SELECT FROM paper_ballots WHERE round_id = $1 AND juror_id = $2', [roundId, jurorId]);
    return rows.length > 0;
  }

  /** Whether the juror has sat at a tablet in this round. */
  async hasSat(db: Queryable, roundId: string, jurorId: string): Promise<boolean> {
    const rows = await db.query(
      'SELECT FROM seats t JOIN passes p ON p.id = t.pass_id WHERE t.round_id = $1 AND p.juror_id = $2 LIMIT 1',
      [roundId, jurorId],
    );
    return rows.length > 0;
  }

  async agree(tx: Tx, roundId: string, jurorId: string, no: number): Promise<void> {
    await tx.execute('UPDATE paper_ballots SET agreed_no = $3 WHERE round_id = $1 AND juror_id = $2', [
      roundId,
      jurorId,
      no,
    ]);
  }

  async settle(tx: Tx, roundId: string, jurorId: string, at: Date, late: boolean): Promise<void> {
    await tx.execute('UPDATE paper_ballots SET settled_at = $3, late = $4 WHERE round_id = $1 AND juror_id = $2', [
      roundId,
      jurorId,
      at,
      late,
    ]);
  }

  /** What was typed from a sheet, oldest first. */
  async entries(db: Queryable, roundId: string, pseudonym: string): Promise<PaperEntryRow[]> {
    return db.query<PaperEntryRow>(
      `SELECT no, entered_by AS "enteredBy", answers FROM paper_entries
        WHERE round_id = $1 AND pseudonym = $2 ORDER BY no`,
      [roundId, pseudonym],
    );
  }

  /** Adds what somebody typed; gives its number. */
  async insertEntry(
    tx: Tx,
    entry: { roundId: string; pseudonym: string; enteredBy: string; answers: string },
  ): Promise<number> {
    const [row] = await tx.query<{ no: number }>(
      `INSERT INTO paper_entries (round_id, pseudonym, no, entered_by, answers)
       SELECT $1, $2, coalesce(max(no), 0) + 1, $3, $4 FROM paper_entries WHERE round_id = $1 AND pseudonym = $2
       RETURNING no`,
      [entry.roundId, entry.pseudonym, entry.enteredBy, entry.answers],
    );
    if (!row) throw new Error('an insert returned no row');
    return row.no;
  }

  /** Per pseudonym, how many people have typed the sheet. */
  async typedBy(db: Queryable, roundId: string): Promise<Map<string, number>> {
    const rows = await db.query<{ pseudonym: string; n: number }>(
      `SELECT pseudonym, count(DISTINCT entered_by)::int AS n FROM paper_entries WHERE round_id = $1 GROUP BY pseudonym`,
      [roundId],
    );
    return new Map(rows.map(({ pseudonym, n }) => [pseudonym, n]));
  }
}
