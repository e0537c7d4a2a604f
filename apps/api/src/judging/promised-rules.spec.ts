import type { DeckView, EditionView, PassView, ResultView, RoundView, WinnersView } from '@zuimei/contracts';
import { withClient } from '@zuimei/persistence';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';

const SIX = (key: string) => ({ key, entries: 6, authors: 6, companies: ['一分厂'] });
const PRIZES = [
  { name: '一等奖', count: 1 },
  { name: '二等奖', count: 2 },
];

describe('what an edition promised', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
  });
  afterAll(() => test.close());

  const setRules = async (hall: Hall, rules: Partial<EditionView['rules']>) => {
    const { theme, themeEn, lead, collectingFrom, collectingUntil } = await hall.organizer.expect<EditionView>(
      200,
      'GET',
      `/v1/editions/${hall.edition.key}`,
    );
    const body = { theme, themeEn, lead: lead || '引言', collectingFrom, collectingUntil, rules };
    return hall.organizer.send('PUT', `/v1/editions/${hall.edition.key}`, body);
  };
  const rulesNow = async (hall: Hall) =>
    (await hall.organizer.expect<EditionView>(200, 'GET', `/v1/editions/${hall.edition.key}`)).rules;

  it('names the prizes: equals share the best one and take up the places after it', async () => {
    const hall = await Hall.open(test, SIX('2031-01'));
    const refused = await setRules(hall, { winners: 4, prizes: [...PRIZES, { name: '一等奖', count: 2 }] });
    expect([refused.statusCode, problemOf(refused).errors?.map(({ pointer, code }) => [pointer, code])]).toEqual([
      422,
      [
        ['/rules/prizes/2/name', 'PRIZE_NAME_TWICE'],
        ['/rules/prizes', 'PRIZES_DO_NOT_ADD_UP'],
      ],
    ]);
    expect((await setRules(hall, { prizes: PRIZES })).statusCode).toBe(200);
    expect((await rulesNow(hall)).prizes).toEqual(PRIZES);

    const passes = await hall.passes(3);
    const round = await hall.openRound({ method: { kind: 'approve', max: 3 } });
    const choices = [
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 4],
    ];
    for (const [i, choice] of choices.entries()) {
      const tablet = hall.tablet(`T-0${i}`);
      await tablet.checkIn(passes[i] as PassView);
      const deck: DeckView = await tablet.deck();
      await tablet.submit(deck.screens.map((screen) => tablet.answer(screen, 9, () => choice)));
      await tablet.complete();
    }
    await hall.close(round.id);
    await hall.move(hall.organizer, round.id, 'tally');
    const expected = [
      [1, '一等奖'],
      [2, '一等奖'],
      [3, '二等奖'],
    ];
    const result = await hall.observer.expect<ResultView>(200, 'GET', `/v1/rounds/${round.id}/result`);
    const won = result.items.filter(({ award }) => award).map(({ number, award }) => [number, award?.prize]);
    expect(won.sort()).toEqual(expected);
    await hall.move(hall.second, round.id, 'certify');
    await hall.move(hall.organizer, round.id, 'publish');
    const { items } = await test.visitor().expect<WinnersView>(200, 'GET', `/v1/editions/${hall.edition.key}/winners`);
    expect(items.map(({ number, prize }) => [number, prize]).sort()).toEqual(expected);

    const late = await setRules(hall, { prizes: [{ name: '金奖', count: 3 }] });
    expect([late.statusCode, problemOf(late).errors?.map(({ pointer }) => pointer)]).toEqual([409, ['/rules/prizes']]);
  });

  it('is what the final round finds its winners by, and no other round is published', async () => {
    const hall = await Hall.open(test, SIX('2031-04'));
    const path = `/v1/sittings/${hall.sitting.id}/rounds`;
    const base = {
      name: '终评',
      method: { kind: 'approve', max: 3 },
      entryIds: null,
      plannedMinutes: 5,
      targetExposure: 1,
    };
    const other = { winners: 4, tieLadder: ['primary', 'shared'], caps: { perAuthor: 2, perCompany: null } };
    const refused = await hall.organizer.send('POST', path, { ...base, ...other });
    expect([
      refused.statusCode,
      problemOf(refused).code,
      problemOf(refused).errors?.map(({ pointer }) => pointer),
    ]).toEqual([422, 'ROUND_RULES_DIFFER', ['/winners', '/caps', '/tieLadder']]);
    const promised = { winners: 3, caps: { perAuthor: null, perCompany: null }, final: true };
    const draft = await hall.organizer.expect<RoundView>(201, 'POST', path, base);
    expect(draft).toMatchObject(promised);
    // Said in the same words, it is the same.
    expect(
      (await hall.organizer.send('POST', path, { ...base, winners: 3, tieLadder: draft.tieLadder })).statusCode,
    ).toBe(201);
    // What the edition says when the round is prepared, and not what it said to the draft.
    expect((await setRules(hall, { caps: { perAuthor: 1, perCompany: null } })).statusCode).toBe(200);
    expect(await hall.move(hall.organizer, draft.id, 'prepare')).toMatchObject({
      caps: { perAuthor: 1, perCompany: null },
    });

    const first = await hall.round({ ...base, ...other, final: false });
    expect(first).toMatchObject({ ...other, final: false });
    expect(await hall.move(hall.organizer, first.id, 'prepare')).toMatchObject(other);
    await hall.move(hall.host, first.id, 'open');
    const [pass] = await hall.passes(1);
    await hall.tablet('T-01').voteThrough(pass as PassView, 3);
    await hall.close(first.id);
    await hall.move(hall.organizer, first.id, 'tally');
    await hall.move(hall.second, first.id, 'certify');
    const published = await hall.organizer.send('POST', `/v1/rounds/${first.id}/publish`);
    expect([published.statusCode, problemOf(published).code]).toEqual([409, 'ROUND_NOT_FINAL']);
  });

  describe('while a round is prepared at the same moment', () => {
    /** Runs `first` until it waits for a row that `sql` holds, then `second` beside it, then lets go of the row. */
    const race = async <A, B>(sql: string, ids: string[], first: () => Promise<A>, second: () => Promise<B>) =>
      withClient(test.database.ownerUrl, async (client) => {
        const waiting = async (count: number) => {
          for (let i = 0; i < 200; i++) {
            const { rows } = await client.query<{ n: number }>(
              `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted
                  AND (database IS NULL OR database = (SELECT oid FROM pg_database WHERE datname = current_database()))`,
            );
            if ((rows[0]?.n ?? 0) >= count) return;
            await sleep(25);
          }
          throw new Error(`${count} transactions should be waiting`);
        };
        await client.query('BEGIN');
        await client.query(sql, [ids]);
        const one = first();
        await waiting(1);
        let over = false;
        const two = second().finally(() => (over = true));
        await waiting(2);
        expect(over).toBe(false);
        await client.query('ROLLBACK');
        return [await one, await two] as const;
      });
    const ENTRIES = 'SELECT FROM entries WHERE id = ANY($1::uuid[]) FOR UPDATE';
    const EDITION =
      'SELECT FROM editions WHERE id = (SELECT edition_id FROM entries WHERE id = ANY($1::uuid[]) LIMIT 1) FOR UPDATE';

    it('stands: a change that comes second finds the rules locked', async () => {
      const hall = await Hall.open(test, SIX('2031-02'));
      const round = await hall.round({ method: { kind: 'approve', max: 3 } });
      const [prepared, changed] = await race(
        ENTRIES,
        hall.edition.entries.map(({ id }) => id),
        () => hall.organizer.send('POST', `/v1/rounds/${round.id}/prepare`),
        () => setRules(hall, { winners: 2 }),
      );
      expect([prepared.statusCode, changed.statusCode, problemOf(changed).code]).toEqual([200, 409, 'RULES_LOCKED']);
      expect((await rulesNow(hall)).winners).toBe(3);
    });

    it('is what the change made it: a round that comes second is prepared by the new rules', async () => {
      const hall = await Hall.open(test, SIX('2031-03'));
      const round = await hall.round({ method: { kind: 'approve', max: 3 } });
      const [changed, prepared] = await race(
        EDITION,
        hall.edition.entries.map(({ id }) => id),
        () => setRules(hall, { winners: 2 }),
        () => hall.organizer.send('POST', `/v1/rounds/${round.id}/prepare`),
      );
      expect([changed.statusCode, prepared.statusCode]).toEqual([200, 200]);
      expect((await rulesNow(hall)).winners).toBe(2);
      expect(prepared.json()).toMatchObject({ winners: 2, state: 'ready' });
    });
  });
});
