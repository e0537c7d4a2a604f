import { type Statement, sql } from '../../base/sql.js';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

export interface ChainRow {
  seq: number;
  prev: Buffer;
  hash: Buffer;
  body: string;
}

export interface TallyRow {
  version: number;
  result: string;
  chainSeq: number;
  chainHead: Buffer;
  chainVerified: boolean;
  leafCount: number;
  merkleRoot: Buffer;
  signature: Buffer;
  publicKey: Buffer;
  lateAnswers: number;
  entries: unknown[];
  runOffs: unknown[];
  talliedBy: string;
  talliedByName: string;
  talliedAt: Date;
}

/** A newer count that waits for a second person. */
export interface PendingCorrection {
  version: number;
  reason: string;
  by: string;
  byName: string;
  at: Date;
}

const CHAIN_PAGE = 2_000;
/** No index has the screens of a round: each page reads all of its answers. */
const SCREENS_PAGE = 50_000;

/** Entry numbers of a member of an answer's body, where they stand as text. */
function numbersOf(member: string): string {
  return `string_to_array(translate((said -> ${member})::text, '[]" ', ''), ',')::int[]`;
}

/**
 * The picks that stand in a round, one row a juror, packed as `readPackedPicks` of the rules reads them: the ledger says
 * what was picked, the screen which answer stands. Skips are not among them. OFFSET 0 keeps the planner from reading
 * each body once for every use, and from sorting bodies instead of what is packed of them. $1 round.
 */
export const PACKED_PICKS_SQL = `
SELECT string_agg(packed, ''::bytea ORDER BY no) AS packed
  FROM (SELECT pseudonym, no, int4send(shown_ms) || array_send(${numbersOf("'screen' -> 'entries'")})
                              || array_send(${numbersOf("'answer' -> 'picks'")}) AS packed
          FROM (SELECT s.pseudonym, s.no, a.shown_ms, a.body::jsonb AS said
                  FROM screens s JOIN answers a ON a.answer_id = s.answer_id
                 WHERE s.round_id = $1 AND s.status = 'answered' OFFSET 0) AS standing OFFSET 0) AS answered
 GROUP BY pseudonym ORDER BY pseudonym COLLATE "C"`;

/** Chains as they are counted, tallies and bundles. Nothing here changes a row. */
export class ResultRepository {
  /** The whole chain of a round in its order, in pages. Use it in a transaction with one snapshot. */
  async *chain(db: Queryable, roundId: string): AsyncGenerator<ChainRow[]> {
    for (let after = 0; ;) {
      const rows = await db.query<ChainRow>(
        'SELECT seq, prev, hash, body FROM answers WHERE round_id = $1 AND seq > $2 ORDER BY seq LIMIT $3',
        [roundId, after, CHAIN_PAGE],
      );
      yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < CHAIN_PAGE) return;
      after = last.seq;
    }
  }

  /** The bodies of some rows of a chain, in the order of `seqs`. Throws where there is no such row. */
  async bodies(db: Queryable, roundId: string, seqs: readonly number[]): Promise<string[]> {
    const rows = await db.query<{ seq: number; body: string }>(
      'SELECT seq, body FROM answers WHERE round_id = $1 AND seq = ANY($2::bigint[])',
      [roundId, seqs],
    );
    const bodyOf = new Map(rows.map(({ seq, body }) => [seq, body]));
    return seqs.map((seq) => {
      const body = bodyOf.get(seq);
      if (body === undefined) throw new Error(`round ${roundId} has no answer ${seq}`);
      return body;
    });
  }

  /** The ids of the screens that were answered, each once, sorted; in pages. */
  async *answeredScreens(db: Queryable, roundId: string): AsyncGenerator<string[]> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const rows = await db.query<{ id: string }>(
        `SELECT DISTINCT screen_id AS id FROM answers WHERE round_id = $1 AND screen_id > $2 ORDER BY screen_id LIMIT $3`,
        [roundId, after, SCREENS_PAGE],
      );
      yield rows.map(({ id }) => id);
      const last = rows.at(-1);
      if (!last || rows.length < SCREENS_PAGE) return;
      after = last.id;
    }
  }

  async tip(db: Queryable, roundId: string): Promise<{ seq: number; hash: Buffer } | undefined> {
    return (
      await db.query<{ seq: number; hash: Buffer }>('SELECT seq, hash FROM ledger_tips WHERE round_id = $1', [roundId])
    )[0];
  }

  async lateCount(db: Queryable, roundId: string): Promise<number> {
    const [row] = await db.query<{ n: number }>('SELECT count(*)::int AS n FROM late_answers WHERE round_id = $1', [
      roundId,
    ]);
    return row?.n ?? 0;
  }

  /** Adds a version of the result; gives its number. */
  async insertTally(tx: Tx, roundId: string, tally: Omit<TallyRow, 'version'>): Promise<number> {
    const [row] = await tx.query<{ version: number }>(
      `INSERT INTO tallies (round_id, version, result, chain_seq, chain_head, chain_verified, leaf_count, merkle_root,
                            signature, public_key, late_answers, entries, run_offs, tallied_by, tallied_by_name,
                            tallied_at)
       SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
         FROM tallies WHERE round_id = $1
       RETURNING version`,
      [
        roundId,
        tally.result,
        tally.chainSeq,
        tally.chainHead,
        tally.chainVerified,
        tally.leafCount,
        tally.merkleRoot,
        tally.signature,
        tally.publicKey,
        tally.lateAnswers,
        JSON.stringify(tally.entries),
        JSON.stringify(tally.runOffs),
        tally.talliedBy,
        tally.talliedByName,
        tally.talliedAt,
      ],
    );
    if (!row) throw new Error('an insert returned no row');
    return row.version;
  }

  /** The newest version of a round's result. */
  latestTally(db: Queryable, roundId: string): Promise<TallyRow | undefined> {
    return this.#tally(db, roundId, null);
  }

  /** The version of a round's result that is public; undefined before the first publication. */
  async publishedTally(db: Queryable, roundId: string): Promise<TallyRow | undefined> {
    const [row] = await db.query<{ version: number | null }>(
      'SELECT max(version) AS version FROM bundles WHERE round_id = $1',
      [roundId],
    );
    return row?.version ? this.#tally(db, roundId, row.version) : undefined;
  }

  async #tally(db: Queryable, roundId: string, version: number | null): Promise<TallyRow | undefined> {
    const rows = await db.query<TallyRow>(
      `SELECT version, result, chain_seq AS "chainSeq", chain_head AS "chainHead", chain_verified AS "chainVerified",
              leaf_count AS "leafCount", merkle_root AS "merkleRoot", signature, public_key AS "publicKey",
              late_answers AS "lateAnswers", entries, run_offs AS "runOffs", tallied_by AS "talliedBy",
              tallied_by_name AS "talliedByName", tallied_at AS "talliedAt"
         FROM tallies WHERE round_id = $1 AND version = coalesce($2, version) ORDER BY version DESC LIMIT 1`,
      [roundId, version],
    );
    return rows[0];
  }

  /** Keeps why a published result is to be replaced by a newer count. */
  async insertCorrection(
    tx: Tx,
    { roundId, version, reason }: { roundId: string; version: number; reason: string },
  ): Promise<void> {
    await tx.execute('INSERT INTO round_corrections (round_id, version, reason) VALUES ($1, $2, $3)', [
      roundId,
      version,
      reason,
    ]);
  }

  /** The newest proposal that is not public yet. */
  async pendingCorrection(db: Queryable, roundId: string): Promise<PendingCorrection | undefined> {
    const rows = await db.query<PendingCorrection>(
      `SELECT c.version, c.reason, t.tallied_by AS "by", t.tallied_by_name AS "byName", t.tallied_at AS "at"
         FROM round_corrections c JOIN tallies t USING (round_id, version)
        WHERE c.round_id = $1
          AND c.version > coalesce((SELECT max(version) FROM bundles WHERE round_id = $1), c.version)
        ORDER BY c.version DESC LIMIT 1`,
      [roundId],
    );
    return rows[0];
  }

  /** How often a round's result was published, corrections included. */
  async publishedVersions(db: Queryable, roundId: string): Promise<number> {
    const [row] = await db.query<{ n: number }>('SELECT count(*)::int AS n FROM bundles WHERE round_id = $1', [
      roundId,
    ]);
    return row?.n ?? 0;
  }

  /** The standing picks of a round as packed bytes, one block a juror, in the order of pseudonyms. */
  async packedPicks(db: Queryable, roundId: string): Promise<Buffer[]> {
    const rows = await db.query<{ packed: Buffer }>(PACKED_PICKS_SQL, [roundId]);
    return rows.map(({ packed }) => packed);
  }

  /**
   * The answers that stand in a round, skips included, for a cursor. Their order is that of hashes, which says nothing of
   * when or where they came in.
   */
  standingAnswersSql(roundId: string): Statement {
    return sql`
      SELECT a.body FROM screens s JOIN answers a ON a.answer_id = s.answer_id
       WHERE s.round_id = ${roundId} AND s.status IN ('answered', 'skipped')
       ORDER BY a.hash`;
  }

  /** Median of the milliseconds that the last screens of a round took; null before the first answer. */
  async medianShownMs(db: Queryable, roundId: string): Promise<number | null> {
    const [row] = await db.query<{ median: number | null }>(
      `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY shown_ms) AS median
         FROM (SELECT shown_ms FROM answers WHERE round_id = $1 AND shown_ms > 0 ORDER BY seq DESC LIMIT 500) AS last`,
      [roundId],
    );
    return row?.median ?? null;
  }

  /** The latest acts on a round and on the passes of its sitting, newest first. */
  async recentActs(
    db: Queryable,
    roundId: string,
    sittingId: string,
    limit: number,
  ): Promise<{ at: Date; action: string; facts: Record<string, unknown> }[]> {
    return db.query(
      `(SELECT at, action, facts, id FROM audit_events WHERE subject_kind = 'round' AND subject_id = $1
         ORDER BY id DESC LIMIT $3)
       UNION ALL
       (SELECT at, action, facts, id FROM audit_events
         WHERE subject_kind = 'pass' AND subject_id IN (SELECT id::text FROM passes WHERE sitting_id = $2)
         ORDER BY id DESC LIMIT $3)
       ORDER BY id DESC LIMIT $3`,
      [roundId, sittingId, limit],
    );
  }
}
