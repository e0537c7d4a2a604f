import type { Queryable, Tx } from '../../base/unit-of-work.js';
import type { OfflineReason, SeatEndReason } from '../entities/seat.entity.js';

/** A seat with what the requests of its juror need of pass, sitting and round. */
export interface SeatRow {
  id: string;
  passId: string;
  passState: string;
  jurorId: string;
  alias: string;
  holderAuthorId: string | null;
  holderCompany: string | null;
  sittingId: string;
  sittingName: string;
  venue: string;
  roundId: string;
  /** The P-256 point of the tablet's key; null for a seat from before tablets had keys. */
  deviceKey: Buffer | null;
  /** The enrolled tablet that opened it without a network. */
  tabletId: string | null;
  offlineReason: OfflineReason | null;
  endedAt: Date | null;
}

/** A tablet's seat as the host sees it. `jurorId` serves to work out the pseudonym in memory only. */
export interface TabletRow {
  seatId: string;
  deviceId: string;
  deviceName: string;
  jurorId: string;
  alias: string;
  pending: number;
  lastSeenAt: Date;
  endedAt: Date | null;
  endReason: SeatEndReason | null;
}

const SELECT = `
  SELECT t.id, t.pass_id AS "passId", p.state AS "passState", p.juror_id AS "jurorId", p.alias,
         p.holder_author_id AS "holderAuthorId", p.holder_company AS "holderCompany", p.sitting_id AS "sittingId",
         s.name AS "sittingName", s.venue, t.round_id AS "roundId", t.device_key AS "deviceKey",
         t.tablet_id AS "tabletId", t.offline_reason AS "offlineReason",
         t.ended_at AS "endedAt"
    FROM seats t JOIN passes p ON p.id = t.pass_id JOIN sittings s ON s.id = p.sitting_id`;

/** Rows of seats, and of the ballots that were handed in. */
export class SeatRepository {
  async insert(
    tx: Tx,
    seat: {
      id: string;
      passId: string;
      roundId: string;
      deviceId: string;
      deviceName: string;
      deviceKey: Buffer;
      tokenHash: Buffer;
      deliveryHash: Buffer;
      startedAt: Date;
      offline?: { tabletId: string; claimedStartedAt: Date; reason: OfflineReason | null };
    },
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO seats (id, pass_id, round_id, device_id, device_name, device_key, token_hash, delivery_hash,
                          started_at, last_seen_at, tablet_id, claimed_started_at, offline_reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12)`,
      [
        seat.id,
        seat.passId,
        seat.roundId,
        seat.deviceId,
        seat.deviceName,
        seat.deviceKey,
        seat.tokenHash,
        seat.deliveryHash,
        seat.startedAt,
        seat.offline?.tabletId ?? null,
        seat.offline?.claimedStartedAt ?? null,
        seat.offline?.reason ?? null,
      ],
    );
  }

  async byId(db: Queryable, id: string): Promise<SeatRow | undefined> {
    return (await db.query<SeatRow>(`${SELECT} WHERE t.id = $1`, [id]))[0];
  }

  /** Seats by id. */
  async byIds(db: Queryable, ids: readonly string[]): Promise<Map<string, SeatRow>> {
    const rows = await db.query<SeatRow>(`${SELECT} WHERE t.id = ANY($1::uuid[])`, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The seats that tablets' sessions open, while they last, by the token's hash in hexadecimal. */
  async byTokenHashes(db: Queryable, hashes: readonly string[]): Promise<Map<string, SeatRow>> {
    return this.#byHashes(db, 'token_hash', 'AND t.ended_at IS NULL', hashes);
  }

  /** The seats whose answers may be delivered, also after they have ended, by the token's hash in hexadecimal. */
  async byDeliveryHashes(db: Queryable, hashes: readonly string[]): Promise<Map<string, SeatRow>> {
    return this.#byHashes(db, 'delivery_hash', '', hashes);
  }

  async #byHashes(
    db: Queryable,
    column: 'token_hash' | 'delivery_hash',
    also: string,
    hashes: readonly string[],
  ): Promise<Map<string, SeatRow>> {
    const rows = await db.query<SeatRow & { hash: Buffer }>(
      `SELECT found.*, sought.hash FROM unnest($1::bytea[]) AS sought (hash),
              LATERAL (${SELECT} WHERE t.${column} = sought.hash ${also}) AS found`,
      [hashes.map((hash) => Buffer.from(hash, 'hex'))],
    );
    return new Map(rows.map(({ hash, ...row }) => [hash.toString('hex'), row]));
  }

  /** Ends the seats of a pass that are still open; gives how many. */
  async endOfPass(tx: Tx, passId: string, at: Date, reason: SeatEndReason): Promise<number> {
    return tx.execute('UPDATE seats SET ended_at = $2, end_reason = $3 WHERE pass_id = $1 AND ended_at IS NULL', [
      passId,
      at,
      reason,
    ]);
  }

  /** Ends a seat; false where it had ended before. */
  async end(tx: Tx, id: string, at: Date, reason: SeatEndReason): Promise<boolean> {
    const ended = 'UPDATE seats SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL';
    return (await tx.execute(ended, [id, at, reason])) === 1;
  }

  /** Whether the ballot was handed in at this very seat. */
  async hasHandedIn(db: Queryable, id: string): Promise<boolean> {
    const rows = await db.query(`SELECT FROM seats WHERE id = $1 AND end_reason = 'completed'`, [id]);
    return rows.length > 0;
  }

  /** Tablets were heard of; `pending` is what each says still waits on it. */
  async seen(tx: Tx, news: readonly { id: string; at: Date; pending: number }[]): Promise<void> {
    await tx.execute(
      `UPDATE seats t SET last_seen_at = greatest(t.last_seen_at, b.at), pending = b.pending
         FROM unnest($1::uuid[], $2::timestamptz[], $3::int[]) AS b (id, at, pending) WHERE t.id = b.id`,
      [news.map((n) => n.id), news.map((n) => n.at), news.map((n) => n.pending)],
    );
  }

  /** All seats of a round, the newest of each tablet last. */
  async tablets(db: Queryable, roundId: string): Promise<TabletRow[]> {
    return db.query<TabletRow>(
      `SELECT t.id AS "seatId", t.device_id AS "deviceId", t.device_name AS "deviceName", p.juror_id AS "jurorId",
              p.alias, t.pending, t.last_seen_at AS "lastSeenAt", t.ended_at AS "endedAt", t.end_reason AS "endReason"
         FROM seats t JOIN passes p ON p.id = t.pass_id
        WHERE t.round_id = $1 ORDER BY t.started_at, t.id`,
      [roundId],
    );
  }

  /** Whether the pass is, or was, at another device in the round. */
  async isElsewhere(db: Queryable, passId: string, roundId: string, deviceId: string): Promise<boolean> {
    const rows = await db.query('SELECT FROM seats WHERE pass_id = $1 AND round_id = $2 AND device_id <> $3 LIMIT 1', [
      passId,
      roundId,
      deviceId,
    ]);
    return rows.length > 0;
  }

  async isCompleted(db: Queryable, roundId: string, jurorId: string): Promise<boolean> {
    const rows = await db.query('SELECT FROM ballots_completed WHERE round_id = $1 AND juror_id = $2', [
      roundId,
      jurorId,
    ]);
    return rows.length > 0;
  }

  /** Ids of the jurors who handed their ballot in. */
  async completedJurors(db: Queryable, roundId: string): Promise<string[]> {
    const rows = await db.query<{ id: string }>('SELECT juror_id AS id FROM ballots_completed WHERE round_id = $1', [
      roundId,
    ]);
    return rows.map(({ id }) => id);
  }

  /** Notes that a juror handed the ballot in; false where that was noted before. */
  async complete(tx: Tx, roundId: string, jurorId: string, at: Date): Promise<boolean> {
    const n = await tx.execute(
      `INSERT INTO ballots_completed (round_id, juror_id, completed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [roundId, jurorId, at],
    );
    return n === 1;
  }

  async insertReceipt(
    tx: Tx,
    receipt: { roundId: string; nonce: Buffer; receipt: string; counted: boolean },
  ): Promise<void> {
    await tx.execute(
      'INSERT INTO receipts (round_id, nonce, receipt, counted) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [receipt.roundId, receipt.nonce, receipt.receipt, receipt.counted],
    );
  }

  async hasReceipt(db: Queryable, roundId: string, nonce: Buffer): Promise<boolean> {
    const rows = await db.query('SELECT FROM receipts WHERE round_id = $1 AND nonce = $2', [roundId, nonce]);
    return rows.length > 0;
  }

  /** Receipts of the ballots that hold answers, sorted. */
  async receipts(db: Queryable, roundId: string): Promise<string[]> {
    const rows = await db.query<{ receipt: string }>(
      'SELECT receipt FROM receipts WHERE round_id = $1 AND counted ORDER BY receipt COLLATE "C"',
      [roundId],
    );
    return rows.map(({ receipt }) => receipt);
  }

  /** Passes that may vote, those that checked in to the round, and ballots that were handed in. */
  async turnout(
    db: Queryable,
    roundId: string,
    sittingId: string,
  ): Promise<{ passes: number; checkedIn: number; completed: number }> {
    const [row] = await db.query<{ passes: number; checkedIn: number; completed: number }>(
      `SELECT (SELECT count(*)::int FROM passes WHERE sitting_id = $2 AND state <> 'revoked') AS passes,
              (SELECT count(DISTINCT p.juror_id)::int FROM seats t JOIN passes p ON p.id = t.pass_id
                WHERE t.round_id = $1) AS "checkedIn",
              (SELECT count(*)::int FROM ballots_completed WHERE round_id = $1) AS completed`,
      [roundId, sittingId],
    );
    return row ?? { passes: 0, checkedIn: 0, completed: 0 };
  }
}
