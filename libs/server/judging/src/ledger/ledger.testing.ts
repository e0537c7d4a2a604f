import type { AnswerInput } from '@zuimei/contracts';
import { chainFault, type ChainLink } from '@zuimei/domain';
import { createDataSource, ReadDb, withClient } from '@zuimei/persistence';
import { LedgerStore } from '@zuimei/persistence/judging';
import { SystemClock } from '@zuimei/platform';
import {
  createTestDatabase,
  seedEdition,
  type SeededEdition,
  type SeededRound,
  type SeededScreen,
  seedRound,
  seedScreens,
  type TestDatabase,
} from '@zuimei/testing';
import { randomUUID } from 'node:crypto';
import { sha256 } from '../judging-keys.js';
import { LedgerWriter } from './ledger-writer.js';
import type { LedgerRound } from './ledger-row.js';

type Source = ReturnType<typeof createDataSource>;

/** A database with an edition of 18 entries and two programs connected to it, for specs of the ledger. */
export class LedgerRig {
  readonly db: ReadDb;

  private constructor(
    readonly database: TestDatabase,
    readonly source: Source,
    readonly other: Source,
    private readonly edition: SeededEdition,
  ) {
    this.db = new ReadDb(source);
  }

  static async open(): Promise<LedgerRig> {
    const database = await createTestDatabase();
    const connect = () => createDataSource({ url: database.apiUrl, kind: 'api' }).initialize();
    const edition = await withClient(database.ownerUrl, (client) => seedEdition(client, { entries: 18, authors: 3 }));
    return new LedgerRig(database, await connect(), await connect(), edition);
  }

  async close(): Promise<void> {
    await this.source.destroy();
    await this.other.destroy();
    await this.database.drop();
  }

  newWriter(on: Source = this.source): LedgerWriter {
    return new LedgerWriter(new LedgerStore(on), new SystemClock(), sha256);
  }

  /** A round that is open, with screens leased to jurors, or to pools by the prefix of these. */
  async openRound(jurors: number, perJuror: number, prefix = '') {
    const pseudonyms = Array.from({ length: jurors }, () => `${prefix}${randomUUID()}`);
    return withClient(this.database.ownerUrl, async (client) => {
      const round = await seedRound(client, this.edition);
      return { round, pseudonyms, screens: await seedScreens(client, round, { pseudonyms, perJuror }) };
    });
  }

  async exposuresOf(roundId: string): Promise<number[]> {
    const rows = await this.db.query<{ exposures: number }>(
      'SELECT exposures FROM round_entries WHERE round_id = $1 ORDER BY number',
      [roundId],
    );
    return rows.map(({ exposures }) => exposures);
  }

  /** The chain has this length, every link fits, and the tip is its end. */
  async expectWhole(roundId: string, length: number): Promise<void> {
    const rows = await this.db.query<{ seq: number; prev: Buffer; hash: Buffer; body: string }>(
      'SELECT seq, prev, hash, body FROM answers WHERE round_id = $1 ORDER BY seq',
      [roundId],
    );
    const chain = rows.map(({ body, ...link }): ChainLink => ({ ...link, row: JSON.parse(body) as unknown }));
    expect(chain).toHaveLength(length);
    expect(chainFault(chain, sha256)).toBeUndefined();
    const [tip] = await this.db.query<{ seq: number; hash: Buffer }>(
      'SELECT seq, hash FROM ledger_tips WHERE round_id = $1',
      [roundId],
    );
    expect(tip?.seq).toBe(length);
    expect(tip?.hash).toEqual(chain.at(-1)?.hash);
  }
}

export const asLedgerRound = (round: SeededRound): LedgerRound => ({
  id: round.id,
  method: round.method,
  numbers: new Map(round.entries.map((entry) => [entry.id, entry.number])),
});

/** Three entries of a screen, from the `from`-th on. */
export const picks = (screen: SeededScreen, revision = 1, id: string = randomUUID(), from = 0): AnswerInput => ({
  id,
  screenId: screen.id,
  revision,
  answer: { kind: 'picks', picks: screen.entryIds.slice(from, from + 3) },
  shownMs: 9_000,
});

export const skip = (screen: SeededScreen, revision = 1): AnswerInput => ({
  id: randomUUID(),
  screenId: screen.id,
  revision,
  answer: { kind: 'skip' },
  shownMs: 4_000,
});
