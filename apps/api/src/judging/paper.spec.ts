import type { DeckView, PaperBallotView, PassView, ResultView, RoundView } from '@zuimei/contracts';
import { JudgingKeys } from '@zuimei/judging';
import { withClient } from '@zuimei/persistence';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';

const NOBODY_SAT = { size: 3, picks: 1 };

describe('voting on paper', () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  let passes: PassView[];
  let at: string;

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test, { entries: 9, authors: 9, rules: { tieLadder: ['primary', 'shared'] } });
    passes = await hall.passes(4);
    round = await hall.round({ method: { kind: 'grid', ...NOBODY_SAT } });
    at = `/v1/rounds/${round.id}`;
  });
  afterAll(() => test.close());

  const make = (ids: string[]) => hall.host.send('POST', `${at}/paper-ballots`, { passIds: ids });
  const list = async () =>
    (await hall.observer.expect<{ items: PaperBallotView[] }>(200, 'GET', `${at}/paper-ballots`)).items;
  const pass = (i: number) => passes[i] as PassView;
  const inDatabase = <Row>(sql: string, values: unknown[]) =>
    withClient(test.database.ownerUrl, async (client) => (await client.query(sql, values)).rows as Row[]);
  /** What stands on the sheet of a pass. */
  const sheetOf = async (i: number) => {
    const [row] = await inDatabase<{ id: string }>('SELECT juror_id AS id FROM passes WHERE id = $1', [pass(i).id]);
    const keys = test.app.get(JudgingKeys, { strict: false });
    const screens = await inDatabase<{ ordinal: number; numbers: number[] }>(
      `SELECT s.ordinal, array(SELECT e.number FROM unnest(s.entry_ids) WITH ORDINALITY AS u (id, o)
                                 JOIN round_entries e ON e.entry_id = u.id AND e.round_id = s.round_id ORDER BY o) AS numbers
         FROM screens s WHERE s.round_id = $1 AND s.pseudonym = $2 ORDER BY s.ordinal`,
      [round.id, keys.pseudonym(round.id, row?.id ?? '')],
    );
    return { code: keys.paperCode(round.id, row?.id ?? ''), screens };
  };
  /** The smallest number of each screen is picked. */
  const typed = (screens: { ordinal: number; numbers: number[] }[]) =>
    screens.map(({ ordinal, numbers }) => ({ ordinal, answer: { kind: 'picks', picks: [Math.min(...numbers)] } }));
  const enter = (who: typeof hall.host, code: string, answers: unknown) =>
    who.send('POST', `${at}/paper-entries`, { code, answers });

  it('is for passes that have not sat at a tablet, while the round is open', async () => {
    await hall.move(hall.organizer, round.id, 'prepare');
    expect(problemOf(await make([pass(0).id])).code).toBe('ROUND_NOT_OPEN');
    await hall.move(hall.host, round.id, 'open');
    await hall.tablet('T-01').checkIn(pass(3));
    const sat = await make([pass(0).id, pass(3).id]);
    expect([sat.statusCode, problemOf(sat).code, problemOf(sat).facts]).toEqual([
      409,
      'PASS_ON_TABLET',
      { alias: pass(3).alias },
    ]);
    // All or none.
    expect(await list()).toEqual([]);
    expect((await make([pass(0).id, pass(1).id])).statusCode).toBe(200);
    const again = await make([pass(1).id]);
    expect((again.json() as { items: PaperBallotView[] }).items).toEqual([
      { no: 1, alias: expect.any(String), typedBy: 0, state: 'waiting' },
      { no: 2, alias: expect.any(String), typedBy: 0, state: 'waiting' },
    ]);
  });

  it('leaves no way to a tablet', async () => {
    const tablet = hall.tablet('T-02');
    const reply = await tablet.visitor.send('POST', '/v1/seats', tablet.badge(hall.code(pass(0))));
    expect([reply.statusCode, problemOf(reply).code]).toEqual([409, 'PASS_ON_PAPER']);
  });

  it('is printed for people, and never tells who may pick what', async () => {
    const pdf = await hall.host.send('GET', `${at}/paper-ballots.pdf`);
    expect([pdf.statusCode, pdf.headers['content-type'], pdf.headers['cache-control']]).toEqual([
      200,
      'application/pdf',
      'no-store',
    ]);
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await hall.observer.send('GET', `${at}/paper-ballots.pdf`)).statusCode).toBe(403);
  });

  it('has the photos of its round beside it, by number, once it is known which they are', async () => {
    const draft = await hall.round({ name: '复评', afterId: round.id });
    const print = (who: typeof hall.host, id: string) => who.send('GET', `/v1/rounds/${id}/contact-sheet.pdf`);
    const early = await print(hall.host, draft.id);
    expect([early.statusCode, problemOf(early).code]).toEqual([422, 'ROUND_HAS_NO_ENTRIES']);
    expect((await print(hall.observer, round.id)).statusCode).toBe(403);
    const pdf = await print(hall.host, round.id);
    expect([pdf.statusCode, pdf.headers['content-type'], pdf.headers['cache-control']]).toEqual([
      200,
      'application/pdf',
      'no-store',
    ]);
    expect(pdf.rawPayload.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(pdf.rawPayload.subarray(-6).toString()).toContain('%%EOF');
  });

  it('takes what fits the sheet, by its code', async () => {
    const { code, screens } = await sheetOf(0);
    expect(screens).toHaveLength(3);
    expect(problemOf(await enter(hall.host, 'ACDEFHJK', [])).code).toBe('PAPER_CODE_WRONG');
    const foreign = await enter(hall.host, code, [{ ordinal: 1, answer: { kind: 'picks', picks: [999] } }]);
    expect(problemOf(foreign).errors).toEqual([{ pointer: '/answers/0/answer', code: 'FOREIGN_ENTRY' }]);
    const many = await enter(hall.host, code, [
      { ordinal: 1, answer: { kind: 'picks', picks: screens[0]?.numbers.slice(0, 2) } },
    ]);
    expect(problemOf(many).errors).toEqual([{ pointer: '/answers/0/answer', code: 'TOO_MANY_PICKS' }]);
    expect((await list()).map(({ typedBy }) => typedBy)).toEqual([0, 0]);
  });

  it('counts nothing before two people have typed the same', async () => {
    const { code, screens } = await sheetOf(0);
    const right = typed(screens);
    const wrong = right.map((line, i) => (i === 1 ? { ...line, answer: { kind: 'skip' } } : line));
    const answers = () =>
      inDatabase<{ n: number }>('SELECT count(*)::int AS n FROM answers WHERE round_id = $1', [round.id]);
    expect((await enter(hall.host, code, wrong)).json()).toEqual({ no: 1, outcome: 'first', differing: [] });
    // The same person twice is one person.
    expect((await enter(hall.host, code, wrong)).json()).toMatchObject({ outcome: 'first' });
    expect((await enter(hall.organizer, code, right)).json()).toEqual({ no: 1, outcome: 'differs', differing: [2] });
    expect(await answers()).toEqual([{ n: 0 }]);
    expect((await list())[0]).toMatchObject({ typedBy: 2, state: 'waiting' });
    expect((await enter(hall.host, code, right)).json()).toEqual({ no: 1, outcome: 'counted', differing: [] });
    expect(await answers()).toEqual([{ n: 3 }]);
    expect((await list())[0]).toMatchObject({ state: 'counted' });
    const third = await enter(hall.second, code, right);
    expect([third.statusCode, problemOf(third).code]).toEqual([409, 'PAPER_SETTLED']);
    const bodies = await inDatabase<{ body: string }>('SELECT body FROM answers WHERE round_id = $1', [round.id]);
    expect(bodies.map(({ body }) => (JSON.parse(body) as { source?: string }).source)).toEqual([
      'paper',
      'paper',
      'paper',
    ]);
  });

  it('keeps nothing that leads from a sheet to what was typed', async () => {
    const [row] = await inDatabase<{ all: string }>(
      `SELECT (SELECT json_agg(e)::text FROM paper_entries e) AS all`,
      [],
    );
    expect(row?.all).not.toContain(pass(0).id);
    expect(row?.all).not.toMatch(/_at"/);
    await expect(inDatabase('UPDATE paper_entries SET answers = $1', ['[]'])).rejects.toThrow();
  });

  it('is stored and never counted where it comes after the closing', async () => {
    const tablet = hall.tablet('T-03');
    await tablet.checkIn(pass(2));
    const deck: DeckView = await tablet.deck();
    await tablet.submit(deck.screens.map((screen) => tablet.answer(screen, 1, (all) => [Math.min(...all)])));
    await tablet.complete();
    const { code, screens } = await sheetOf(1);
    await enter(hall.host, code, typed(screens));
    await hall.close(round.id);
    expect((await enter(hall.organizer, code, typed(screens))).json()).toMatchObject({ outcome: 'late' });
    await hall.move(hall.organizer, round.id, 'tally');
    const result = await hall.observer.expect<ResultView>(200, 'GET', `${at}/result`);
    expect(result).toMatchObject({ jurors: 2, answers: 6, lateAnswers: 3, chainVerified: true });
    expect((await list()).map(({ state }) => state)).toEqual(['counted', 'late']);
  });
});
