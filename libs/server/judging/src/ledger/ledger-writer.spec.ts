import type { AnswerInput, AnswerResult } from '@zuimei/contracts';
import { withClient } from '@zuimei/persistence';
import type { SeededScreen } from '@zuimei/testing';
import { randomUUID } from 'node:crypto';
import type { LedgerWriter } from './ledger-writer.js';
import { asLedgerRound, LedgerRig, picks, skip } from './ledger.testing.js';

describe('LedgerWriter', () => {
  let rig: LedgerRig;
  beforeAll(async () => {
    rig = await LedgerRig.open();
  });
  afterAll(() => rig.close());

  it('acknowledges 1,000 concurrent sets once each, in one chain that verifies', async () => {
    const { round, screens } = await rig.openRound(250, 4);
    const writer = rig.newWriter();
    const results = await Promise.all(
      screens.map((screen) =>
        writer.submit(asLedgerRound(round), { pseudonym: screen.pseudonym, answers: [picks(screen)] }),
      ),
    );
    expect(results.flat().every(({ status }) => status === 'accepted')).toBe(true);
    const seqs = results.flat().map(({ seq }) => seq as number);
    expect([...seqs].sort((a, b) => a - b)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
    await rig.expectWhole(round.id, 1_000);
    expect(await rig.exposuresOf(round.id)).toEqual(Array.from({ length: 18 }, () => 500));
  });

  it('counts once what is delivered three times in any order, by two processes at once', async () => {
    const { round, screens } = await rig.openRound(100, 3);
    const writers = [rig.newWriter(), rig.newWriter(rig.other)];
    const sets = screens.map((screen) => ({ pseudonym: screen.pseudonym, answers: [picks(screen)] }));
    let state = 42;
    const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
    const deliveries = [...sets, ...sets, ...sets]
      .map((set) => ({ set, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ set }) => set);
    const results = await Promise.all(
      deliveries.map((set, i) => (writers[i % 2] as LedgerWriter).submit(asLedgerRound(round), set)),
    );
    const byId = new Map<string, AnswerResult[]>();
    for (const result of results.flat()) byId.set(result.id, [...(byId.get(result.id) ?? []), result]);
    expect(byId.size).toBe(300);
    for (const same of byId.values()) {
      expect(same.map(({ status }) => status).sort()).toEqual(['accepted', 'duplicate', 'duplicate']);
      expect(new Set(same.map(({ seq }) => seq)).size).toBe(1);
    }
    await rig.expectWhole(round.id, 300);
    expect(await rig.exposuresOf(round.id)).toEqual(Array.from({ length: 18 }, () => 150));
  });

  it('loses nothing that it acknowledged when its connections are cut again and again', async () => {
    const { round, screens } = await rig.openRound(60, 4);
    const writer = rig.newWriter(rig.other);
    const accepted = new Set<string>();
    let cutting = true;
    const cutter = (async () => {
      while (cutting) {
        await withClient(rig.database.ownerUrl, (client) =>
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
            const [result] = await writer.submit(asLedgerRound(round), set);
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
    await rig.expectWhole(round.id, 240);
    expect(await rig.exposuresOf(round.id)).toEqual(Array.from({ length: 18 }, () => 120));
  });

  it('keeps both rows of a change and moves the counters with what stands', async () => {
    const { round, screens } = await rig.openRound(1, 2);
    const writer = rig.newWriter();
    const [first, second] = screens as [SeededScreen, SeededScreen];
    const submit = (...answers: AnswerInput[]) =>
      writer.submit(asLedgerRound(round), { pseudonym: first.pseudonym, answers });
    const total = async () => (await rig.exposuresOf(round.id)).reduce((a, b) => a + b, 0);

    await submit(picks(first), skip(second));
    expect(await total()).toBe(9);
    await submit(skip(first, 2));
    expect(await total()).toBe(0);
    await submit(picks(first, 3), picks(second, 2));
    expect(await total()).toBe(18);
    // A revision that comes late changes nothing that stands, and is stored all the same.
    expect(await submit(skip(first, 2))).toMatchObject([{ status: 'accepted', seq: 6 }]);
    expect(await total()).toBe(18);
    await rig.expectWhole(round.id, 6);
  });

  it('lets a juror change the last three screens and no earlier one', async () => {
    const { round, screens } = await rig.openRound(1, 5);
    const writer = rig.newWriter();
    const pseudonym = screens[0]?.pseudonym ?? '';
    const submit = (...answers: AnswerInput[]) => writer.submit(asLedgerRound(round), { pseudonym, answers });
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
    const { round, screens, pseudonyms } = await rig.openRound(2, 2);
    const writer = rig.newWriter();
    const [mine, next, theirs] = screens as [SeededScreen, SeededScreen, SeededScreen];
    const pseudonym = pseudonyms[0] as string;
    const submit = (...answers: AnswerInput[]) => writer.submit(asLedgerRound(round), { pseudonym, answers });
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
    await rig.expectWhole(round.id, 1);
  });

  it('refuses an answer id that another round has taken, and stores the rest of the batch', async () => {
    const [one, two] = [await rig.openRound(1, 1), await rig.openRound(2, 1)];
    const writer = rig.newWriter();
    const taken = picks(one.screens[0] as SeededScreen);
    const [first] = await writer.submit(asLedgerRound(one.round), {
      pseudonym: one.pseudonyms[0] ?? '',
      answers: [taken],
    });
    expect(first?.status).toBe('accepted');
    const [a, b] = two.screens as [SeededScreen, SeededScreen];
    const [clash, fine] = await Promise.all([
      writer.submit(asLedgerRound(two.round), { pseudonym: a.pseudonym, answers: [{ ...picks(a), id: taken.id }] }),
      writer.submit(asLedgerRound(two.round), { pseudonym: b.pseudonym, answers: [picks(b)] }),
    ]);
    expect(clash?.[0]).toMatchObject({ status: 'refused', code: 'ANSWER_ID_REUSED' });
    expect(fine?.[0]?.status).toBe('accepted');
  });
});
