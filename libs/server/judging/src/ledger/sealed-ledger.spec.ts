import type { AnswerInput } from '@zuimei/contracts';
import { sqlState, withClient } from '@zuimei/persistence';
import type { SeededScreen } from '@zuimei/testing';
import { randomUUID } from 'node:crypto';
import type { LedgerWriter } from './ledger-writer.js';
import { asLedgerRound, LedgerRig, picks } from './ledger.testing.js';

describe('a ledger that is closed or that somebody would change', () => {
  let rig: LedgerRig;
  beforeAll(async () => {
    rig = await LedgerRig.open();
  });
  afterAll(() => rig.close());

  it('stores what comes after sealing as late, and still knows what it had acknowledged', async () => {
    const { round, screens, pseudonyms } = await rig.openRound(1, 2);
    const writer = rig.newWriter();
    const [before, after] = screens as [SeededScreen, SeededScreen];
    const submit = (...answers: AnswerInput[]) =>
      writer.submit(asLedgerRound(round), { pseudonym: pseudonyms[0] ?? '', answers });
    const [acknowledged, late] = [picks(before), picks(after)];
    await submit(acknowledged);
    await withClient(rig.database.ownerUrl, (client) =>
      client.query('UPDATE ledger_tips SET sealed = true WHERE round_id = $1', [round.id]),
    );
    const expected = [
      { status: 'duplicate', seq: 1 },
      { status: 'late', seq: null },
    ];
    expect(await submit(acknowledged, late)).toMatchObject(expected);
    expect(await submit(acknowledged, late)).toMatchObject(expected);
    expect(await submit({ ...late, answer: { kind: 'skip' } })).toMatchObject([{ code: 'ANSWER_ID_REUSED' }]);
    await rig.expectWhole(round.id, 1);
    const stored = await rig.db.query('SELECT answer_id FROM late_answers WHERE round_id = $1', [round.id]);
    expect(stored).toEqual([{ answer_id: late.id }]);
  });

  it('never counts an answer whose commit the sealing overtook', async () => {
    const { round, screens } = await rig.openRound(200, 1);
    const writers = [rig.newWriter(), rig.newWriter(rig.other)];
    const sealing = new Promise((resolve) => setTimeout(resolve, 15)).then(() =>
      withClient(rig.database.ownerUrl, async (client) => {
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
        return (writers[i % 2] as LedgerWriter).submit(asLedgerRound(round), set);
      }),
    );
    const sealedAt = await sealing;
    const statuses = results.flat().map(({ status }) => status);
    expect(statuses.filter((status) => status === 'accepted')).toHaveLength(sealedAt);
    expect(statuses.filter((status) => status === 'late')).toHaveLength(200 - sealedAt);
    await rig.expectWhole(round.id, sealedAt);
  });

  it('is refused every change of what it holds, by rights and by triggers', async () => {
    const { round, screens } = await rig.openRound(1, 1);
    const writer = rig.newWriter();
    await writer.submit(asLedgerRound(round), {
      pseudonym: screens[0]?.pseudonym ?? '',
      answers: [picks(screens[0] as SeededScreen)],
    });
    const attempts = [
      'answers',
      'late_answers',
      'tallies',
      'bundles',
      'bundle_leaves',
      'receipts',
      'ballots_completed',
    ].flatMap((table) => [`UPDATE ${table} SET round_id = round_id`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]);
    for (const url of [rig.database.apiUrl, rig.database.ownerUrl]) {
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
    await rig.expectWhole(round.id, 1);
  });
});
