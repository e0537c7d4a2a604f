import type { AnswerInput, AnswerResult } from '@zuimei/contracts';
import { chainFault, type ChainLink } from '@zuimei/domain';
import { createDataSource, ReadDb, sqlState, withClient } from '@zuimei/persistence';
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
import { createHash, randomUUID } from 'node:crypto';
import { LedgerWriter } from './ledger-writer.js';
import type { BatchRound } from './plan-batch.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

describe('LedgerWriter', () => {
  let database: TestDatabase;
  let source: ReturnType<typeof createDataSource>;
  let other: ReturnType<typeof createDataSource>;
  let db: ReadDb;
  let edition: SeededEdition;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await createDataSource({ url: database.apiUrl, kind: 'api' }).initialize();
    other = await createDataSource({ url: database.apiUrl, kind: 'api' }).initialize();
    db = new ReadDb(source);
    edition = await withClient(database.ownerUrl, (client) => seedEdition(client, { entries: 18, authors: 3 }));
  });
  afterAll(async () => {
    await source.destroy();
    await other.destroy();
    await database.drop();
  });

  const openRound = async (jurors: number, perJuror: number) => {
    const pseudonyms = Array.from({ length: jurors }, () => randomUUID());
    return withClient(database.ownerUrl, async (client) => {
      const round = await seedRound(client, edition);
      return { round, pseudonyms, screens: await seedScreens(client, round, { pseudonyms, perJuror }) };
    });
  };
  const asBatchRound = (round: SeededRound): BatchRound => ({
    id: round.id,
    method: round.method,
    numbers: new Map(round.entries.map((entry) => [entry.id, entry.number])),
  });
  const picks = (screen: SeededScreen, revision = 1, id: string = randomUUID(), from = 0): AnswerInput => ({
    id,
    screenId: screen.id,
    revision,
    answer: { kind: 'picks', picks: screen.entryIds.slice(from, from + 3) },
    shownMs: 9_000,
  });
  const skip = (screen: SeededScreen, revision = 1): AnswerInput => ({
    id: randomUUID(),
    screenId: screen.id,
    revision,
    answer: { kind: 'skip' },
    shownMs: 4_000,
  });
  const newWriter = (on = source) => new LedgerWriter(new LedgerStore(on), new SystemClock(), sha256);

  const chainOf = async (roundId: string): Promise<ChainLink[]> => {
    const rows = await db.query<{ seq: number; prev: Buffer; hash: Buffer; body: string }>(
      'SELECT seq, prev, hash, body FROM answers WHERE round_id = $1 ORDER BY seq',
      [roundId],
    );
    return rows.map(({ seq, prev, hash, body }) => ({ seq, prev, hash, row: JSON.parse(body) as unknown }));
  };
  const exposuresOf = async (roundId: string) =>
    (
      await db.query<{ exposures: number }>('SELECT exposures FROM round_entries WHERE round_id = $1 ORDER BY number', [
        roundId,
      ])
    ).map((row) => row.exposures);
  const tipOf = async (roundId: string) =>
    (
      await db.query<{ seq: number; hash: Buffer }>('SELECT seq, hash FROM ledger_tips WHERE round_id = $1', [roundId])
    )[0];

  const expectWhole = async (roundId: string, length: number) => {
    const chain = await chainOf(roundId);
    expect(chain).toHaveLength(length);
    expect(chainFault(chain, sha256)).toBeUndefined();
    const tip = await tipOf(roundId);
    expect(tip?.seq).toBe(length);
    expect(tip?.hash).toEqual(chain.at(-1)?.hash);
  };

  it('acknowledges 1,000 concurrent sets once each, in one chain that verifies', async () => {
    const { round, screens } = await openRound(250, 4);
    const writer = newWriter();
    const results = await Promise.all(
      screens.map((screen) =>
        writer.submit(asBatchRound(round), { pseudonym: screen.pseudonym, answers: [picks(screen)] }),
      ),
    );
    expect(results.flat().every(({ status }) => status === 'accepted')).toBe(true);
    const seqs = results.flat().map(({ seq }) => seq as number);
    expect([...seqs].sort((a, b) => a - b)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
    await expectWhole(round.id, 1_000);
    expect(await exposuresOf(round.id)).toEqual(Array.from({ length: 18 }, () => 500));
  });

  it('counts once what is delivered three times in any order, by two processes at once', async () => {
    const { round, screens } = await openRound(100, 3);
    const writers = [newWriter(source), newWriter(other)];
    const sets = screens.map((screen) => ({ pseudonym: screen.pseudonym, answers: [picks(screen)] }));
    let state = 42;
    const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
    const deliveries = [...sets, ...sets, ...sets]
      .map((set) => ({ set, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ set }) => set);
    const results = await Promise.all(
      deliveries.map((set, i) => (writers[i % 2] as LedgerWriter).submit(asBatchRound(round), set)),
    );
    const byId = new Map<string, AnswerResult[]>();
    for (const result of results.flat()) byId.set(result.id, [...(byId.get(result.id) ?? []), result]);
    expect(byId.size).toBe(300);
    for (const same of byId.values()) {
      expect(same.map(({ status }) => status).sort()).toEqual(['accepted', 'duplicate', 'duplicate']);
      expect(new Set(same.map(({ seq }) => seq)).size).toBe(1);
    }
    await expectWhole(round.id, 300);
    expect(await exposuresOf(round.id)).toEqual(Array.from({ length: 18 }, () => 150));
  });

  it('loses nothing that it acknowledged when its connections are cut again and again', async () => {
    const { round, screens } = await openRound(60, 4);
    const writer = newWriter(other);
    const accepted = new Set<string>();
    let cutting = true;
    const cutter = (async () => {
      while (cutting) {
        await withClient(database.ownerUrl, (client) =>
          client.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND usename = 'zuimei_api' AND query LIKE '%ledger_tips%'`,
          ),
        );
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    })();
    // Sent until acknowledged, as a tablet does: after a failure it cannot know whether the set was stored.
    await Promise.all(
      screens.map(async (screen, i) => {
        await new Promise((resolve) => setTimeout(resolve, (i % 20) * 10));
        const set = { pseudonym: screen.pseudonym, answers: [picks(screen)] };
        for (let tries = 0; ; tries += 1) {
          try {
            const [result] = await writer.submit(asBatchRound(round), set);
            expect(['accepted', 'duplicate']).toContain(result?.status);
            accepted.add(result?.id ?? '');
            return;
          } catch (error) {
            if (tries > 200) throw error;
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        }
      }),
    ).finally(() => (cutting = false));
    await cutter;
    expect(accepted.size).toBe(240);
    await expectWhole(round.id, 240);
    expect(await exposuresOf(round.id)).toEqual(Array.from({ length: 18 }, () => 120));
  });

  it('keeps both rows of a change and moves the counters with what stands', async () => {
    const { round, screens } = await openRound(1, 2);
    const writer = newWriter();
    const [first, second] = screens as [SeededScreen, SeededScreen];
    const submit = (...answers: AnswerInput[]) =>
      writer.submit(asBatchRound(round), { pseudonym: first.pseudonym, answers });
    const total = async () => (await exposuresOf(round.id)).reduce((a, b) => a + b, 0);

    await submit(picks(first), skip(second));
    expect(await total()).toBe(9);
    await submit(skip(first, 2));
    expect(await total()).toBe(0);
    await submit(picks(first, 3), picks(second, 2));
    expect(await total()).toBe(18);
    // A revision that comes late changes nothing that stands, and is stored all the same.
    expect(await submit(skip(first, 2))).toMatchObject([{ status: 'accepted', seq: 6 }]);
    expect(await total()).toBe(18);
    await expectWhole(round.id, 6);
  });

  it('lets a juror change the last three screens and no earlier one', async () => {
    const { round, screens } = await openRound(1, 5);
    const writer = newWriter();
    const pseudonym = screens[0]?.pseudonym ?? '';
    const submit = (...answers: AnswerInput[]) => writer.submit(asBatchRound(round), { pseudonym, answers });
    await submit(...screens.map((screen) => picks(screen)));
    const changes = await submit(...screens.map((screen) => picks(screen, 2, randomUUID(), 3)));
    expect(changes.map(({ status, code }) => [status, code])).toEqual([
      ['refused', 'UNDO_TOO_FAR'],
      ['refused', 'UNDO_TOO_FAR'],
      ['accepted', null],
      ['accepted', null],
      ['accepted', null],
    ]);
  });

  it('refuses what the method forbids, whose screen it is not, and a used answer id, and stores none of it', async () => {
    const { round, screens, pseudonyms } = await openRound(2, 2);
    const writer = newWriter();
    const [mine, next, theirs] = screens as [SeededScreen, SeededScreen, SeededScreen];
    const pseudonym = pseudonyms[0] as string;
    const submit = (...answers: AnswerInput[]) => writer.submit(asBatchRound(round), { pseudonym, answers });
    const withPicks = (screen: SeededScreen, ids: string[]): AnswerInput => ({
      ...picks(screen),
      answer: { kind: 'picks', picks: ids },
    });
    const foreign = round.entries.find(({ id }) => !mine.entryIds.includes(id))?.id ?? '';
    const [a, b, c, d] = mine.entryIds as [string, string, string, string];
    const good = picks(mine);
    const results = await submit(
      withPicks(mine, [a, b, c, d]),
      withPicks(mine, [a, b]),
      withPicks(mine, [a, a, b]),
      withPicks(mine, [a, b, foreign]),
      picks(theirs),
      good,
      { ...picks(next), id: good.id },
      { ...good, shownMs: 1 },
    );
    expect(results.map(({ status, code }) => code ?? status)).toEqual([
      'TOO_MANY_PICKS',
      'TOO_FEW_PICKS',
      'DUPLICATE_PICK',
      'FOREIGN_ENTRY',
      'SCREEN_UNKNOWN',
      'accepted',
      'ANSWER_ID_REUSED',
      'duplicate',
    ]);
    await expectWhole(round.id, 1);
  });

  it('refuses an answer id that another round has taken, and stores the rest of the batch', async () => {
    const [one, two] = [await openRound(1, 1), await openRound(2, 1)];
    const writer = newWriter();
    const taken = picks(one.screens[0] as SeededScreen);
    const [first] = await writer.submit(asBatchRound(one.round), {
      pseudonym: one.pseudonyms[0] ?? '',
      answers: [taken],
    });
    expect(first?.status).toBe('accepted');
    const [a, b] = two.screens as [SeededScreen, SeededScreen];
    const [clash, fine] = await Promise.all([
      writer.submit(asBatchRound(two.round), { pseudonym: a.pseudonym, answers: [{ ...picks(a), id: taken.id }] }),
      writer.submit(asBatchRound(two.round), { pseudonym: b.pseudonym, answers: [picks(b)] }),
    ]);
    expect(clash?.[0]).toMatchObject({ status: 'refused', code: 'ANSWER_ID_REUSED' });
    expect(fine?.[0]?.status).toBe('accepted');
  });

  it('stores what comes after sealing as late, and still knows what it had acknowledged', async () => {
    const { round, screens, pseudonyms } = await openRound(1, 2);
    const writer = newWriter();
    const [before, after] = screens as [SeededScreen, SeededScreen];
    const submit = (...answers: AnswerInput[]) =>
      writer.submit(asBatchRound(round), { pseudonym: pseudonyms[0] ?? '', answers });
    const [acknowledged, late] = [picks(before), picks(after)];
    await submit(acknowledged);
    await withClient(database.ownerUrl, (client) =>
      client.query('UPDATE ledger_tips SET sealed = true WHERE round_id = $1', [round.id]),
    );
    const expected = [
      { status: 'duplicate', seq: 1 },
      { status: 'late', seq: null },
    ];
    expect(await submit(acknowledged, late)).toMatchObject(expected);
    expect(await submit(acknowledged, late)).toMatchObject(expected);
    expect(await submit({ ...late, answer: { kind: 'skip' } })).toMatchObject([{ code: 'ANSWER_ID_REUSED' }]);
    await expectWhole(round.id, 1);
    const stored = await db.query('SELECT answer_id FROM late_answers WHERE round_id = $1', [round.id]);
    expect(stored).toEqual([{ answer_id: late.id }]);
  });

  it('never counts an answer whose commit the sealing overtook', async () => {
    const { round, screens } = await openRound(200, 1);
    const writers = [newWriter(source), newWriter(other)];
    const sealing = new Promise((resolve) => setTimeout(resolve, 15)).then(() =>
      withClient(database.ownerUrl, async (client) => {
        await client.query('BEGIN');
        const { rows } = await client.query<{ seq: string }>(
          'UPDATE ledger_tips SET sealed = true WHERE round_id = $1 RETURNING seq',
          [round.id],
        );
        await new Promise((resolve) => setTimeout(resolve, 60));
        await client.query('COMMIT');
        return Number(rows[0]?.seq);
      }),
    );
    const results = await Promise.all(
      screens.map(async (screen, i) => {
        await new Promise((resolve) => setTimeout(resolve, i % 40));
        const set = { pseudonym: screen.pseudonym, answers: [picks(screen)] };
        return (writers[i % 2] as LedgerWriter).submit(asBatchRound(round), set);
      }),
    );
    const sealedAt = await sealing;
    const statuses = results.flat().map(({ status }) => status);
    expect(statuses.filter((status) => status === 'accepted')).toHaveLength(sealedAt);
    expect(statuses.filter((status) => status === 'late')).toHaveLength(200 - sealedAt);
    await expectWhole(round.id, sealedAt);
  });

  it('is refused every change of what it holds, by rights and by triggers', async () => {
    const { round, screens } = await openRound(1, 1);
    const writer = newWriter();
    await writer.submit(asBatchRound(round), {
      pseudonym: screens[0]?.pseudonym ?? '',
      answers: [picks(screens[0] as SeededScreen)],
    });
    const attempts = ['answers', 'late_answers', 'tallies', 'bundles', 'receipts', 'ballots_completed'].flatMap(
      (table) => [`UPDATE ${table} SET round_id = round_id`, `DELETE FROM ${table}`, `TRUNCATE ${table}`],
    );
    for (const url of [database.apiUrl, database.ownerUrl]) {
      await withClient(url, async (client) => {
        await client.query(
          `INSERT INTO receipts (round_id, nonce, receipt, counted) VALUES ($1, $2, 'AAAA-BBBB-CC', true)`,
          [round.id, Buffer.from(randomUUID())],
        );
        for (const statement of attempts) {
          const outcome = await client.query(statement).then(
            ({ rowCount }) => `${rowCount} rows`,
            (error: unknown) => sqlState(error),
          );
          expect([statement, outcome]).toEqual([statement, '42501']);
        }
      });
    }
    await expectWhole(round.id, 1);
  });
});
