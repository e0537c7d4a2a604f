import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../base/data-source.js';
import type { ScreenStatus } from '../entities/screen.entity.js';
import { APPEND, INSERT_HELD, INSERT_LATE, KNOWN_ANSWERS, READ_TIP } from './ledger.sql.js';

/** The end of a round's chain. `sealed`: the round is closed and nothing is appended any more. */
export interface Tip {
  seq: number;
  hash: Uint8Array;
  sealed: boolean;
}

/** A screen as the writer needs it: whose it is, what it shows, and which answer stands. */
export interface LedgerScreen {
  id: string;
  pseudonym: string;
  entryIds: string[];
  status: ScreenStatus;
  revision: number | null;
  answerId: string | null;
  firstSeq: number | null;
  /** The place in the juror's own sequence, from 1. */
  ordinal: number;
  /** Of a screen from a tablet's pool, whose it is since its first answer. */
  claimedBy: string | null;
}

/** An answer that is stored already, in a chain (`seq`), or as late or held back (null). */
export interface KnownAnswer {
  answerId: string;
  seq: number | null;
  body: string;
  /** Why it was held back, where it was. */
  held?: string;
}

/** What a batch has to know; `undefined` where the round was never opened. */
export interface LedgerView {
  tip: Tip;
  screens: LedgerScreen[];
  /** For each pseudonym asked for, where its three newest first answers stand, newest first. */
  recent: Map<string, number[]>;
  /** For each pseudonym asked for, the entries on screens that it has answered. */
  seen: Map<string, Set<string>>;
}

export interface LedgerQuestion {
  roundId: string;
  screenIds: readonly string[];
  pseudonyms: readonly string[];
  /** Pseudonyms whose answered entries are asked for. */
  seenBy: readonly string[];
}

/** A row to be stored; `body` is the canonical JSON that its hash covers. */
export interface AnswerRow {
  answerId: string;
  pseudonym: string;
  screenId: string;
  revision: number;
  body: string;
  shownMs: number;
}

export interface ChainedRow extends AnswerRow {
  seq: number;
  prev: Uint8Array;
  hash: Uint8Array;
}

export interface Append {
  roundId: string;
  /** The tip that the rows go on from: where it is no longer the tip, nothing is written. */
  from: Tip;
  rows: readonly ChainedRow[];
  receivedAt: Date;
  screens: readonly (Omit<LedgerScreen, 'pseudonym' | 'entryIds' | 'ordinal'> & { firstSeq: number })[];
  exposures: ReadonlyMap<string, number>;
}

type Connection = Pick<pg.Pool, 'query'>;

/**
 * The only writer of answers. An append is one statement and so its own transaction: it swaps the tip of the chain if
 * that is still the one the rows were linked to, and moves counters and screens with it. Taking a `Tx` would add two
 * round trips to what every vote waits for.
 */
export class LedgerStore {
  constructor(private readonly source: DataSource) {}

  /** Reads tip and screens in one snapshot; undefined where the round has no chain yet. */
  async view(question: LedgerQuestion): Promise<LedgerView | undefined> {
    return readView(poolOf(this.source), question);
  }

  /** Those of the answers that are stored already. */
  async known(answerIds: readonly string[]): Promise<KnownAnswer[]> {
    return readKnown(poolOf(this.source), answerIds);
  }

  /** Appends rows; false where the tip has moved on or was sealed, and then nothing was written. */
  async append(append: Append): Promise<boolean> {
    return appendRows(poolOf(this.source), append);
  }

  /**
   * The same with the tip's row locked from the first look on: for a writer that lost the race, so that another
   * process that keeps appending cannot starve it. `plan` gets the view with which of the answers are known, and gives
   * what to append, or undefined.
   */
  async appendLocked(
    question: LedgerQuestion,
    answerIds: readonly string[],
    plan: (view: LedgerView | undefined, known: KnownAnswer[]) => Append | undefined,
  ): Promise<void> {
    const client = await poolOf(this.source).connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      await client.query('SELECT FROM ledger_tips WHERE round_id = $1 FOR UPDATE', [question.roundId]);
      const append = plan(await readView(client, question), await readKnown(client, answerIds));
      if (append && !(await appendRows(client, append))) throw new Error('a locked tip has moved');
      await client.query('COMMIT');
    } catch (error) {
      broken = error as Error;
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Stores answers that came after closing; those that are stored already stay as they were. */
  async insertLate(roundId: string, rows: readonly AnswerRow[], receivedAt: Date): Promise<void> {
    await poolOf(this.source).query({
      name: 'ledger-late',
      text: INSERT_LATE,
      values: [roundId, ...answerColumns(rows), receivedAt],
    });
  }

  /** Keeps answers back; false, with nothing written, where the round is closed. Those held before stay as they were. */
  async insertHeld(
    roundId: string,
    rows: readonly (AnswerRow & { reason: string })[],
    receivedAt: Date,
  ): Promise<boolean> {
    const { rows: found } = await poolOf(this.source).query<{ open: number }>({
      name: 'ledger-held',
      text: INSERT_HELD,
      values: [roundId, ...answerColumns(rows), rows.map((r) => r.reason), receivedAt],
    });
    return found[0]?.open === 1;
  }
}

interface ViewRow {
  seq: number;
  hash: Buffer;
  sealed: boolean;
  screens: string | null;
  recent: [string, number[]][];
  seen: [string, string[]][];
}

/**
 * An array as PostgreSQL reads one. Only for what needs no quotes: identifiers, numbers, hexadecimal, words of ours. The
 * client's own writer looks at every character of thousands of such values.
 */
const arrayOf = (values: readonly (string | number)[]): string => `{${values.join()}}`;

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Answers as the columns that `unnest` puts together again. */
const answerColumns = (rows: readonly AnswerRow[]): unknown[][] => [
  rows.map((r) => r.answerId),
  rows.map((r) => r.pseudonym),
  rows.map((r) => r.screenId),
  rows.map((r) => r.revision),
  rows.map((r) => r.body),
  rows.map((r) => r.shownMs),
];

/** A line of `READ_TIP`; what is null there is empty here. */
function screenOf(line: string): LedgerScreen {
  const [id = '', pseudonym = '', entries = '', status, revision, answerId, firstSeq, ordinal, claimedBy] =
    line.split(' ');
  return {
    id,
    pseudonym,
    entryIds: entries === '' ? [] : entries.split(','),
    status: status as ScreenStatus,
    revision: revision ? Number(revision) : null,
    answerId: answerId || null,
    firstSeq: firstSeq ? Number(firstSeq) : null,
    ordinal: Number(ordinal),
    claimedBy: claimedBy || null,
  };
}

async function readView(on: Connection, question: LedgerQuestion): Promise<LedgerView | undefined> {
  const { rows } = await on.query<ViewRow>({
    name: 'ledger-view',
    text: READ_TIP,
    values: [question.roundId, arrayOf(question.screenIds), arrayOf(question.pseudonyms), arrayOf(question.seenBy)],
  });
  const row = rows[0];
  if (!row) return undefined;
  return {
    tip: { seq: row.seq, hash: row.hash, sealed: row.sealed },
    screens: row.screens?.split('\n').map(screenOf) ?? [],
    recent: new Map(row.recent),
    seen: new Map(row.seen.map(([pseudonym, entries]) => [pseudonym, new Set(entries)])),
  };
}

async function readKnown(on: Connection, answerIds: readonly string[]): Promise<KnownAnswer[]> {
  if (answerIds.length === 0) return [];
  const { rows } = await on.query<Omit<KnownAnswer, 'held'> & { reason: string | null }>({
    name: 'ledger-known',
    text: KNOWN_ANSWERS,
    values: [arrayOf(answerIds)],
  });
  return rows.map(({ reason, ...answer }) => ({ ...answer, ...(reason !== null && { held: reason }) }));
}

async function appendRows(on: Connection, append: Append): Promise<boolean> {
  const { rows, screens, exposures, from } = append;
  const last = rows.at(-1);
  if (!last) return true;
  const result = await on.query<{ won: number }>({
    name: 'ledger-append',
    text: APPEND,
    values: [
      append.roundId,
      from.seq,
      from.hash,
      last.seq,
      last.hash,
      append.receivedAt,
      arrayOf(rows.map((r) => r.seq)),
      arrayOf(rows.map((r) => r.answerId)),
      arrayOf(rows.map((r) => r.pseudonym)),
      arrayOf(rows.map((r) => r.screenId)),
      arrayOf(rows.map((r) => r.revision)),
      rows.map((r) => r.body).join('\n'),
      arrayOf(rows.map((r) => hexOf(r.prev))),
      arrayOf(rows.map((r) => hexOf(r.hash))),
      arrayOf(rows.map((r) => r.shownMs)),
      arrayOf(screens.map((s) => s.id)),
      arrayOf(screens.map((s) => s.status)),
      arrayOf(screens.map((s) => s.revision ?? 'NULL')),
      arrayOf(screens.map((s) => s.answerId ?? 'NULL')),
      arrayOf(screens.map((s) => s.firstSeq)),
      arrayOf([...exposures.keys()]),
      arrayOf([...exposures.values()]),
      arrayOf(screens.map((s) => s.claimedBy ?? 'NULL')),
    ],
  });
  return result.rows[0]?.won === 1;
}
