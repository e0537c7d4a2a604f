import type { ResultInsight, AnswerInput, DeckView, PassView, RoundView } from '@zuimei/contracts';
import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf, type Tablet } from './judging.testing.js';

type Screen = DeckView['screens'][number];

describe('answers at the edge', () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  let passes: PassView[];

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
    round = await hall.openRound();
    passes = await hall.passes(8);
  });
  afterAll(() => test.close());

  let taken = 0;
  const seated = async (name: string): Promise<{ tablet: Tablet; screens: [Screen, Screen] }> => {
    const tablet = hall.tablet(name);
    await tablet.checkIn(passes[taken++] as PassView);
    return { tablet, screens: (await tablet.deck()).screens as [Screen, Screen] };
  };
  const outcomes = async (tablet: Tablet, ...answers: AnswerInput[]) =>
    (await tablet.submit(answers)).map(({ status, code }) => code ?? status);

  it('are refused one by one, each by its own rule, and the good ones are taken', async () => {
    const { tablet, screens } = await seated('T-01');
    const { screens: theirs } = await seated('T-02');
    const [mine, next] = screens;
    const ids = mine.entries.map(({ entryId }) => entryId);
    const picks = (list: string[]): AnswerInput => ({ ...tablet.answer(mine), answer: { kind: 'picks', picks: list } });
    const good = tablet.answer(mine);
    expect(
      await outcomes(
        tablet,
        picks(ids.slice(0, 4)),
        picks(ids.slice(0, 2)),
        picks([ids[0], ids[0], ids[1]] as string[]),
        picks([ids[0], ids[1], next.entries[0]?.entryId] as string[]),
        tablet.answer(theirs[0]),
        { ...tablet.answer(mine), screenId: randomUUID() },
        good,
        { ...tablet.answer(next), id: good.id },
        good,
        { ...tablet.answer(next), answer: { kind: 'skip' } },
      ),
    ).toEqual([
      'TOO_MANY_PICKS',
      'TOO_FEW_PICKS',
      'DUPLICATE_PICK',
      'FOREIGN_ENTRY',
      'SCREEN_UNKNOWN',
      'SCREEN_UNKNOWN',
      'accepted',
      'ANSWER_ID_REUSED',
      'duplicate',
      'accepted',
    ]);
  });

  it('are one ballot however often they are sent at once', async () => {
    const { tablet, screens } = await seated('T-03');
    const answer = tablet.answer(screens[0]);
    const results = await Promise.all(Array.from({ length: 5 }, () => tablet.submit([answer])));
    const statuses = results.flat().map(({ status }) => status);
    expect(statuses.filter((status) => status === 'accepted')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'duplicate')).toHaveLength(4);
  });

  it('are refused whole where the body is none', async () => {
    const { tablet, screens } = await seated('T-04');
    const answer = tablet.answer(screens[0]);
    for (const answers of [
      [],
      [{ ...answer, revision: 0 }],
      [{ ...answer, answer: { kind: 'grade', grade: 6 } }],
      'x',
    ]) {
      const reply = await tablet.visitor.send('POST', '/v1/seats/current/answer-sets', {
        roundId: round.id,
        answers,
        signature: 'A'.repeat(86),
      });
      expect([reply.statusCode, problemOf(reply).code]).toEqual([400, 'VALIDATION_FAILED']);
    }
  });

  it('come in while paused and collecting, when no more screens go out, and are late after closing', async () => {
    const { tablet, screens } = await seated('T-05');
    await hall.move(hall.host, round.id, 'pause');
    expect(problemOf(await tablet.visitor.send('POST', '/v1/seats/current/decks', {})).code).toBe('ROUND_NOT_OPEN');
    expect(await outcomes(tablet, tablet.answer(screens[0]))).toEqual(['accepted']);
    await hall.move(hall.host, round.id, 'resume');
    await hall.move(hall.host, round.id, 'collect');
    expect(problemOf(await tablet.visitor.send('POST', '/v1/seats/current/decks', {})).code).toBe('ROUND_NOT_OPEN');
    const inTime = tablet.answer(screens[1]);
    expect(await outcomes(tablet, inTime)).toEqual(['accepted']);

    const names = ['T-01', 'T-02', 'T-03', 'T-04', 'T-05'];
    await hall.move(hall.host, round.id, 'close', { confirmMissing: names });
    const late = { ...tablet.answer(screens[1]), revision: 2 };
    const results = await tablet.submit([inTime, late]);
    expect(results).toMatchObject([
      { status: 'duplicate', code: null },
      { status: 'late', code: 'ROUND_CLOSED', seq: null },
    ]);
    await hall.move(hall.organizer, round.id, 'tally');
    const result = await hall.observer.expect<{ lateAnswers: number; answers: number; skips: number }>(
      200,
      'GET',
      `/v1/rounds/${round.id}/result`,
    );
    expect(result).toMatchObject({ lateAnswers: 1, answers: 4, skips: 1 });
    // What stands is read by its last revision, without skips and late ones: as many jurors as the count has.
    const { jurors } = await hall.observer.expect<{ jurors: number }>(200, 'GET', `/v1/rounds/${round.id}/result`);
    const insight = await hall.observer.expect<ResultInsight>(200, 'GET', `/v1/rounds/${round.id}/result/insight`);
    expect(insight.effort?.jurors).toBe(jurors);
  });

  it('show a juror numbers and photos, and nobody a score while votes come in', async () => {
    const next = await hall.openRound({ name: '复评' });
    const tablet = hall.tablet('T-09');
    const seen: string[] = [];
    const look = async (method: string, path: string, body?: unknown, visitor = tablet.visitor) => {
      const reply = await visitor.send(method, path, body);
      expect([path, Math.floor(reply.statusCode / 100)]).toEqual([path, 2]);
      seen.push(reply.body);
      return reply;
    };
    const pass = passes[7] as PassView;
    tablet.seat = (await look('POST', '/v1/seats', tablet.badge(hall.code(pass)))).json();
    await look('GET', '/v1/seats/current');
    const deck = (await look('POST', '/v1/seats/current/decks', {})).json() as DeckView;
    await look('POST', '/v1/seats/current/heartbeat', { pending: 0 });
    await look(
      'POST',
      '/v1/seats/current/answer-sets',
      tablet.set(deck.screens.map((screen) => tablet.answer(screen))),
    );
    await look('GET', `/v1/rounds/${next.id}/turnout`, undefined, test.visitor());
    await look('GET', `/v1/rounds/${next.id}/progress`, undefined, hall.host);
    await look('POST', '/v1/seats/current/complete', tablet.completion('cd'.repeat(16)));

    const everything = seen.join('\n');
    const { authors, entries } = hall.edition;
    for (const { id, displayName, company } of authors) {
      for (const secret of [id, displayName, ...(company ? [company] : [])]) expect(everything).not.toContain(secret);
    }
    expect(everything).not.toMatch(/作品\d|夜里十一点|三号车间/);
    for (const word of [
      'title',
      'story',
      'maker',
      'author',
      'company',
      'rank',
      'rate',
      'score',
      'winner',
      'pseudonym',
    ]) {
      expect([word, new RegExp(`"[a-z]*${word}`, 'i').test(everything)]).toEqual([word, false]);
    }
    // The method says how many to pick, and no other figure stands beside the word.
    expect(everything.replaceAll('"method":{"kind":"grid","size":9,"picks":3}', '')).not.toMatch(/"picks":/);
    const [first] = deck.screens[0]?.entries ?? [];
    expect(Object.keys(first ?? {}).sort()).toEqual(['entryId', 'number', 'photo']);
    expect(entries.map(({ id }) => id)).toContain(first?.entryId);
  });
});
