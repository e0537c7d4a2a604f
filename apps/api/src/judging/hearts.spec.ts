import type { EntryView, HeartView, WinnersView } from '@zuimei/contracts';
import { type ResultBundle, type TallyResult, verifyBundle } from '@zuimei/domain';
import { createHash, randomUUID } from 'node:crypto';
import { startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';
import { Hall, LADDER, problemOf } from './judging.testing.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

describe('public hearts', () => {
  let test: TestApp;
  let people: Visitor[];

  beforeAll(async () => {
    test = await startTestApp();
    people = await Promise.all([1, 2, 3].map(() => test.author()));
  });
  afterAll(() => test.close());

  const open = (key: string, heartsWeight: number) =>
    Hall.open(test, {
      key,
      entries: 4,
      authors: 4,
      companies: ['一分厂'],
      rules: { tieLadder: LADDER, winners: 3, heartsWeight },
    });
  const idsOf = async (hall: Hall) => {
    const path = `/v1/editions/${hall.edition.key}/entries`;
    const { items } = await test.visitor().expect<{ items: { id: string; number: number }[] }>(200, 'GET', path);
    return new Map(items.map(({ id, number }) => [number, id]));
  };
  const heart = (who: Visitor, method: 'GET' | 'PUT' | 'DELETE', id: string | undefined) =>
    who.expect<HeartView>(200, method, `/v1/entries/${id}/heart`, method === 'PUT' ? {} : undefined);
  const shown = async (id: string | undefined) =>
    (await test.visitor().expect<EntryView>(200, 'GET', `/v1/entries/${id}`)).hearts;
  const winnersOf = (hall: Hall) =>
    test.visitor().expect<WinnersView>(200, 'GET', `/v1/editions/${hall.edition.key}/winners`);

  /** Everybody picks 1 and 2, two also 3: the jury says 1 = 2 > 3 > 4. */
  const judge = async (hall: Hall) => {
    const round = await hall.openRound({ method: { kind: 'approve', max: 3 } });
    const passes = await hall.passes(3);
    for (const [i, choice] of [
      [1, 2, 3],
      [1, 2, 3],
      [1, 2],
    ].entries()) {
      const pass = passes[i];
      if (pass) await hall.tablet(`T-0${i}`).voteThrough(pass, 9, () => choice);
    }
    await hall.close(round.id);
    return round;
  };
  const publish = async (hall: Hall, roundId: string) => {
    await hall.move(hall.organizer, roundId, 'tally');
    await hall.move(hall.second, roundId, 'certify');
    await hall.move(hall.organizer, roundId, 'publish');
    const reply = await test.visitor().send('GET', `/v1/rounds/${roundId}/bundle.json`);
    return reply.json() as ResultBundle;
  };

  it('are given once a person and photo, taken back, and counted for nobody before publication', async () => {
    const hall = await open('2032-01', 0);
    const ids = await idsOf(hall);
    const [one, two] = people as [Visitor, Visitor, Visitor];
    expect(await heart(one, 'GET', ids.get(1))).toEqual({ given: false, count: null });
    await Promise.all([1, 2, 3, 4].map(() => heart(one, 'PUT', ids.get(1))));
    expect(await heart(two, 'PUT', ids.get(1))).toEqual({ given: true, count: null });
    expect(await heart(one, 'DELETE', ids.get(1))).toEqual({ given: false, count: null });
    expect(await heart(one, 'DELETE', ids.get(1))).toEqual({ given: false, count: null });
    await heart(one, 'PUT', ids.get(1));
    expect(await shown(ids.get(1))).toBeNull();
    expect((await one.send('PUT', `/v1/entries/${randomUUID()}/heart`, {})).statusCode).toBe(404);
    expect(problemOf(await test.visitor().send('PUT', `/v1/entries/${ids.get(1)}/heart`, {})).code).toBe(
      'UNAUTHENTICATED',
    );

    const round = await judge(hall);
    const bundle = await publish(hall, round.id);
    expect(JSON.stringify(bundle)).not.toContain('earts');
    expect(await shown(ids.get(1))).toBe(2);
    expect(await heart(one, 'GET', ids.get(1))).toEqual({ given: true, count: 2 });
    const winners = await winnersOf(hall);
    expect(winners.heartsWeight).toBe(0);
    expect(winners.items.find(({ number }) => number === 1)).toMatchObject({ hearts: 2, juryRank: null });
    await hall.organizer.expect(204, 'POST', `/v1/entries/${ids.get(4)}/disqualify`, { reason: '并非本人拍摄' });
    expect((await one.send('PUT', `/v1/entries/${ids.get(4)}/heart`, {})).statusCode).toBe(404);
  });

  it('weigh what the rules promised, as they were when the round was closed, and anybody can count that again', async () => {
    const hall = await open('2032-02', 40);
    const ids = await idsOf(hall);
    const [one, two, three] = people as [Visitor, Visitor, Visitor];
    for (const who of people) await heart(who, 'PUT', ids.get(3));
    await heart(one, 'PUT', ids.get(2));
    const round = await judge(hall);
    test.clock.advance(1_000);
    // Too late for this count.
    for (const who of [two, three]) await heart(who, 'PUT', ids.get(1));

    const bundle = await publish(hall, round.id);
    expect(bundle.rules.heartsWeight).toBe(40);
    expect(bundle.entries.map(({ number, hearts }) => [number, hearts])).toEqual([
      [1, 0],
      [2, 1],
      [3, 3],
      [4, 0],
    ]);
    // By the jury 5/6, 5/6, 1/3, 0; by hearts 1/6, 2/3, 1, 1/6. At 40 %: .567, .767, .6, .067.
    const hearts = (bundle.tally as TallyResult).hearts;
    expect(hearts?.juryAlone).toEqual([['1', '2'], ['3'], ['4']]);
    expect(hearts?.entries.map(({ entryId, blended }) => [entryId, blended])).toEqual([
      ['2', 0.766666667],
      ['3', 0.6],
      ['1', 0.566666667],
      ['4', 0.066666667],
    ]);
    const checks = verifyBundle(bundle, { sha256, verifySignature: () => true });
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(await winnersOf(hall)).toMatchObject({
      heartsWeight: 40,
      items: [
        { rank: 1, number: 2, hearts: 1, juryRank: 1 },
        { rank: 2, number: 3, hearts: 3, juryRank: 3 },
        { rank: 3, number: 1, hearts: 0, juryRank: 1 },
      ],
    });

    // A correction counts the same hearts, whatever was given or taken back since.
    await heart(one, 'DELETE', ids.get(2));
    const reason = { reason: '4 号并非本人拍摄' };
    await hall.organizer.expect(204, 'POST', `/v1/entries/${ids.get(4)}/disqualify`, reason);
    await hall.move(hall.organizer, round.id, 'propose-correction', reason);
    await hall.move(hall.second, round.id, 'correct', { version: 2 });
    const again = await test.visitor().send('GET', `/v1/rounds/${round.id}/bundle.json`);
    const corrected = again.json() as ResultBundle;
    expect(corrected.version).toBe(2);
    expect(corrected.entries.map(({ hearts: counted }) => counted)).toEqual([0, 1, 3, 0]);
  });

  it('are limited by person', async () => {
    const hall = await open('2032-03', 0);
    const id = (await idsOf(hall)).get(1);
    const busy = await test.author();
    let last = 200;
    for (let i = 0; i < 61; i += 1) ({ statusCode: last } = await busy.send('PUT', `/v1/entries/${id}/heart`, {}));
    expect(last).toBe(429);
    expect((await (await test.author()).send('PUT', `/v1/entries/${id}/heart`, {})).statusCode).toBe(200);
  });
});
