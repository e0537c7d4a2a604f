import type { RoundMethodView, RoundView } from '@zuimei/contracts';
import type { RoundState } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

/** The rules of a round as they were declared. */
export interface RoundRules {
  name: string;
  parentId: string | null;
  /** The round whose places go on to this one. */
  afterId: string | null;
  method: RoundMethodView;
  winners: number;
  plannedMinutes: number;
  targetExposure: number;
  seed: string;
  seedCommitment: string;
  tieLadder: RoundView['tieLadder'];
  caps: RoundView['caps'];
  excludeOwnCompany: boolean;
  /** It finds the winners, by the rules of its edition; any other only says who goes on. */
  final: boolean;
  /** Once every entry has its target, screens go to the entries near the cut. */
  focus: boolean;
  /** It takes every active entry of the edition, as they are when it is prepared. */
  allEntries: boolean;
}

/** What moves with a round's state. */
export interface RoundMarks {
  state: RoundState;
  openedAt: Date | null;
  pausedAt: Date | null;
  pausedMs: number;
  collectingAt: Date | null;
  closedAt: Date | null;
  talliedBy: string | null;
  talliedByName: string | null;
  talliedAt: Date | null;
  certifiedBy: string | null;
  certifiedByName: string | null;
  certifiedAt: Date | null;
  /** When it becomes public by itself, and who said so. */
  publishAt: Date | null;
  publishSetBy: string | null;
  publishSetByName: string | null;
  publishedBy: string | null;
  publishedAt: Date | null;
  cancelledAt: Date | null;
}

export interface RoundRow extends RoundRules, RoundMarks {
  id: string;
  sittingId: string;
  sittingName: string;
  venue: string;
  editionId: string;
  editionKey: string;
  theme: string;
  /** What public hearts weigh in a final round, per cent, as its edition promised; 0 until it is prepared. */
  heartsWeight: number;
  /** Of a draft that comes after another round: how many are to go on from there. */
  entryCount: number;
  /** Entries of the edition that are blocked as copies of past winners. */
  blockedEntries: number;
}

export interface RoundEntryRow {
  entryId: string;
  number: number;
  photoSha256: string;
  exposures: number;
}

const SELECT = `
  SELECT r.id, r.sitting_id AS "sittingId", s.name AS "sittingName", s.venue, s.edition_id AS "editionId",
         e.key AS "editionKey", e.theme, r.parent_id AS "parentId", r.after_id AS "afterId", r.name, r.state, r.method, r.winners,
         r.planned_minutes AS "plannedMinutes", r.target_exposure AS "targetExposure", r.seed,
         r.seed_commitment AS "seedCommitment", r.tie_ladder AS "tieLadder", r.caps,
         r.exclude_own_company AS "excludeOwnCompany", r.final, r.hearts_weight AS "heartsWeight", r.focus, r.all_entries AS "allEntries", r.opened_at AS "openedAt", r.paused_at AS "pausedAt",
         r.paused_ms AS "pausedMs", r.collecting_at AS "collectingAt", r.closed_at AS "closedAt",
         r.tallied_by AS "talliedBy", r.tallied_by_name AS "talliedByName", r.tallied_at AS "talliedAt",
         r.certified_by AS "certifiedBy", r.certified_by_name AS "certifiedByName", r.certified_at AS "certifiedAt",
         r.publish_at AS "publishAt", r.publish_set_by AS "publishSetBy", r.publish_set_by_name AS "publishSetByName",
         r.published_by AS "publishedBy", r.published_at AS "publishedAt", r.cancelled_at AS "cancelledAt",
         CASE WHEN r.after_id IS NOT NULL AND r.state = 'draft' THEN (SELECT a.winners FROM rounds a WHERE a.id = r.after_id)
              ELSE (SELECT count(*)::int FROM round_entries re WHERE re.round_id = r.id) END AS "entryCount",
         (SELECT count(*)::int FROM entries b WHERE b.edition_id = s.edition_id AND b.state = 'blocked') AS "blockedEntries"
    FROM rounds r JOIN sittings s ON s.id = r.sitting_id JOIN editions e ON e.id = s.edition_id`;

const MARKS: Record<keyof RoundMarks, string> = {
  state: 'state',
  openedAt: 'opened_at',
  pausedAt: 'paused_at',
  pausedMs: 'paused_ms',
  collectingAt: 'collecting_at',
  closedAt: 'closed_at',
  talliedBy: 'tallied_by',
  talliedByName: 'tallied_by_name',
  talliedAt: 'tallied_at',
  certifiedBy: 'certified_by',
  certifiedByName: 'certified_by_name',
  certifiedAt: 'certified_at',
  publishAt: 'publish_at',
  publishSetBy: 'publish_set_by',
  publishSetByName: 'publish_set_by_name',
  publishedBy: 'published_by',
  publishedAt: 'published_at',
  cancelledAt: 'cancelled_at',
};

/** Rows of rounds and of the entries in them. */
export class RoundRepository {
  async insert(
    tx: Tx,
    id: string,
    sittingId: string,
    rules: RoundRules,
    entries: readonly Omit<RoundEntryRow, 'exposures'>[],
    createdAt: Date,
  ): Promise<void> {
    await tx.execute(
      `INSERT INTO rounds (id, sitting_id, parent_id, name, state, method, winners, planned_minutes, target_exposure,
                           seed, seed_commitment, tie_ladder, caps, exclude_own_company, all_entries,
                           created_at, focus, final, after_id)
       VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      [
        id,
        sittingId,
        rules.parentId,
        rules.name,
        JSON.stringify(rules.method),
        rules.winners,
        rules.plannedMinutes,
        rules.targetExposure,
        rules.seed,
        rules.seedCommitment,
        JSON.stringify(rules.tieLadder),
        JSON.stringify(rules.caps),
        rules.excludeOwnCompany,
        rules.allEntries,
        createdAt,
        rules.focus,
        rules.final,
        rules.afterId,
      ],
    );
    await this.setEntries(tx, id, entries);
  }

  /** Puts these entries into a round that nobody has voted in, in place of what was there. */
  async setEntries(tx: Tx, id: string, entries: readonly Omit<RoundEntryRow, 'exposures'>[]): Promise<void> {
    await tx.execute('DELETE FROM round_entries WHERE round_id = $1', [id]);
    await tx.execute(
      `INSERT INTO round_entries (round_id, entry_id, number, photo_sha256)
       SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::text[])`,
      [id, entries.map((e) => e.entryId), entries.map((e) => e.number), entries.map((e) => e.photoSha256)],
    );
  }

  /** Which version of the round before was taken. */
  async setAfterVersion(tx: Tx, id: string, version: number): Promise<void> {
    await tx.execute('UPDATE rounds SET after_version = $2 WHERE id = $1', [id, version]);
  }

  /** Run-offs of a round that were not counted yet. */
  async openRunOffs(db: Queryable, parentId: string): Promise<RoundRow[]> {
    return db.query<RoundRow>(
      `${SELECT} WHERE r.parent_id = $1 AND r.state IN ('draft', 'ready', 'open', 'paused', 'collecting', 'closed')
        ORDER BY r.created_at, r.id`,
      [parentId],
    );
  }

  /** What an edition promised of its final round, in place of what the draft said. */
  async setPromised(
    tx: Tx,
    id: string,
    promised: Pick<RoundRow, 'winners' | 'tieLadder' | 'caps' | 'heartsWeight'>,
  ): Promise<void> {
    await tx.execute('UPDATE rounds SET winners = $2, tie_ladder = $3, caps = $4, hearts_weight = $5 WHERE id = $1', [
      id,
      promised.winners,
      JSON.stringify(promised.tieLadder),
      JSON.stringify(promised.caps),
      promised.heartsWeight,
    ]);
  }

  async byId(db: Queryable, id: string): Promise<RoundRow | undefined> {
    return (await db.query<RoundRow>(`${SELECT} WHERE r.id = $1`, [id]))[0];
  }

  /** The round with its row locked against other moves. */
  async lock(tx: Tx, id: string): Promise<RoundRow | undefined> {
    await tx.query('SELECT FROM rounds WHERE id = $1 FOR UPDATE', [id]);
    return this.byId(tx, id);
  }

  /** The rounds of these sittings, oldest first. */
  async ofSittings(db: Queryable, sittingIds: readonly string[]): Promise<RoundRow[]> {
    return db.query<RoundRow>(`${SELECT} WHERE r.sitting_id = ANY($1::uuid[]) ORDER BY r.created_at, r.id`, [
      sittingIds,
    ]);
  }

  /** The round of a sitting that jurors can check in to: open or paused. */
  async inSession(db: Queryable, sittingId: string): Promise<RoundRow | undefined> {
    const rows = await db.query<RoundRow>(
      `${SELECT} WHERE r.sitting_id = $1 AND r.state IN ('ready', 'open', 'paused')
        ORDER BY (r.state = 'ready'), r.opened_at DESC, r.id LIMIT 1`,
      [sittingId],
    );
    return rows[0];
  }

  /** Another round of the sitting that has begun and not closed. */
  async busyIn(db: Queryable, sittingId: string, exceptId: string): Promise<{ name: string } | undefined> {
    const rows = await db.query<{ name: string }>(
      `SELECT name FROM rounds WHERE sitting_id = $1 AND id <> $2 AND state IN ('open', 'paused', 'collecting') LIMIT 1`,
      [sittingId, exceptId],
    );
    return rows[0];
  }

  /** Ids of the certified rounds whose time to become public has come, the longest due first. */
  async dueForPublication(db: Queryable, now: Date): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      `SELECT id FROM rounds WHERE state = 'certified' AND publish_at <= $1 ORDER BY publish_at, id`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  /** Ids of all rounds that jurors can check in to now. */
  async inSessionAnywhere(db: Queryable): Promise<string[]> {
    const rows = await db.query<{ id: string }>(`SELECT id FROM rounds WHERE state IN ('open', 'paused') ORDER BY id`);
    return rows.map(({ id }) => id);
  }

  /** What the big screen shows: the round that is going on, else the one opened last. */
  async shownInHall(db: Queryable): Promise<string | undefined> {
    const rows = await db.query<{ id: string }>(
      `SELECT id FROM rounds WHERE opened_at IS NOT NULL
        ORDER BY (state IN ('open', 'paused', 'collecting')) DESC, opened_at DESC, id DESC LIMIT 1`,
    );
    return rows[0]?.id;
  }

  /** The rounds that settle this one's ties and were counted. */
  async countedChildren(db: Queryable, parentId: string): Promise<RoundRow[]> {
    return db.query<RoundRow>(
      `${SELECT} WHERE r.parent_id = $1 AND r.state IN ('tallied', 'certified', 'published', 'corrected')
        ORDER BY r.created_at, r.id`,
      [parentId],
    );
  }

  async mark(tx: Tx, id: string, marks: Partial<RoundMarks>): Promise<void> {
    const names = Object.keys(marks) as (keyof RoundMarks)[];
    const set = names.map((name, i) => `${MARKS[name]} = $${i + 2}`).join(', ');
    await tx.execute(`UPDATE rounds SET ${set} WHERE id = $1`, [id, ...names.map((name) => marks[name])]);
  }

  /** The entries of a round, by number. */
  async entries(db: Queryable, roundId: string): Promise<RoundEntryRow[]> {
    return db.query<RoundEntryRow>(
      `SELECT entry_id AS "entryId", number, photo_sha256 AS "photoSha256", exposures
         FROM round_entries WHERE round_id = $1 ORDER BY number`,
      [roundId],
    );
  }

  /** The entries of a round that are still in the contest. */
  async activeEntryIds(db: Queryable, roundId: string): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      `SELECT e.id FROM round_entries re JOIN entries e ON e.id = re.entry_id
        WHERE re.round_id = $1 AND e.state = 'active'`,
      [roundId],
    );
    return rows.map(({ id }) => id);
  }

  /** Those of its entries that have left the contest since it was prepared. */
  async entriesGone(db: Queryable, roundId: string): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      `SELECT e.id FROM rounds r JOIN sittings s ON s.id = r.sitting_id
         JOIN entries e ON e.edition_id = s.edition_id AND e.state <> 'active'
         JOIN round_entries re ON re.round_id = r.id AND re.entry_id = e.id
        WHERE r.id = $1 ORDER BY e.id`,
      [roundId],
    );
    return rows.map(({ id }) => id);
  }

  async hasEntry(db: Queryable, roundId: string, entryId: string): Promise<boolean> {
    const rows = await db.query('SELECT FROM round_entries WHERE round_id = $1 AND entry_id = $2', [roundId, entryId]);
    return rows.length > 0;
  }

  /** Exposures of the entries that are still in the contest, ascending and without their names. */
  async exposures(db: Queryable, roundId: string): Promise<number[]> {
    const rows = await db.query<{ exposures: number }>(
      `SELECT re.exposures FROM round_entries re JOIN entries e ON e.id = re.entry_id
        WHERE re.round_id = $1 AND e.state = 'active' ORDER BY re.exposures`,
      [roundId],
    );
    return rows.map(({ exposures }) => exposures);
  }

  /** Of the entries that are still in the contest, the least exposed; of equals the smallest number. */
  async leastExposed(db: Queryable, roundId: string): Promise<{ number: number; exposures: number } | undefined> {
    const rows = await db.query<{ number: number; exposures: number }>(
      `SELECT re.number, re.exposures FROM round_entries re JOIN entries e ON e.id = re.entry_id
        WHERE re.round_id = $1 AND e.state = 'active' ORDER BY re.exposures, re.number LIMIT 1`,
      [roundId],
    );
    return rows[0];
  }

  /** Of these entries, those that stand in no other round that was prepared and not cancelled. */
  async inNoOtherRound(db: Queryable, roundId: string): Promise<string[]> {
    const rows = await db.query<{ entryId: string }>(
      `SELECT re.entry_id AS "entryId" FROM round_entries re
        WHERE re.round_id = $1 AND NOT EXISTS (
          SELECT FROM round_entries other JOIN rounds r ON r.id = other.round_id
           WHERE other.entry_id = re.entry_id AND r.id <> $1 AND r.state NOT IN ('draft', 'cancelled'))`,
      [roundId],
    );
    return rows.map(({ entryId }) => entryId);
  }

  /** Begins the chain of a round. */
  async insertTip(tx: Tx, roundId: string, genesis: Uint8Array): Promise<void> {
    await tx.execute('INSERT INTO ledger_tips (round_id, seq, hash) VALUES ($1, 0, $2)', [roundId, genesis]);
  }

  /** Ends the chain of a round: waits for an append in flight, and lets no later one through. */
  async sealTip(tx: Tx, roundId: string): Promise<{ seq: number; hash: Buffer }> {
    const [tip] = await tx.query<{ seq: number; hash: Buffer }>(
      'UPDATE ledger_tips SET sealed = true WHERE round_id = $1 RETURNING seq, hash',
      [roundId],
    );
    if (!tip) throw new Error(`round ${roundId} has no chain`);
    return tip;
  }
}
