import type { DeckView, PassView, ResultView, RoundView, SittingView } from '@zuimei/contracts';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';

describe('ties and caps', () => {
  let test: TestApp;
  let hall: Hall;

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test, {
      entries: 6,
      authors: 2,
      companies: ['一分厂', '二分厂'],
      rules: { tieLadder: ['primary', 'run-off', 'shared'], caps: { perAuthor: 1, perCompany: null } },
    });
  });
  afterAll(() => test.close());

  const vote = async (round: RoundView, passes: PassView[], choices: number[][], counts = hall.organizer) => {
    for (const [i, choice] of choices.entries()) {
      const tablet = hall.tablet(`T-0${i}`);
      await tablet.checkIn(passes[i] as PassView);
      const deck: DeckView = await tablet.deck();
      await tablet.submit(deck.screens.map((screen) => tablet.answer(screen, 9, () => choice)));
      await tablet.complete();
    }
    await hall.close(round.id);
    return hall.move(counts, round.id, 'tally');
  };

  it('are settled by a run-off of the same passes, and passed over by the declared limit', async () => {
    const passes = await hall.passes(4);
    const round = await hall.openRound({
      method: { kind: 'approve', max: 3 },
    });
    // Odd numbers are one author's, even ones another's: 1 wins, 3 is passed over, and 2 and 4 are equal.
    await vote(round, passes, [
      [1, 3, 2],
      [1, 3, 2],
      [1, 3, 4],
      [1, 4, 6],
    ]);
    const path = `/v1/rounds/${round.id}`;
    const first = await hall.observer.expect<ResultView>(200, 'GET', `${path}/result`);
    expect(first.runOffNeeded.sort()).toEqual([2, 4]);
    const pending = await hall.second.send('POST', `${path}/certify`);
    expect([pending.statusCode, problemOf(pending).code]).toEqual([409, 'RUN_OFF_PENDING']);

    const call = () =>
      hall.organizer.expect<{ items: RoundView[] }>(200, 'POST', `${path}/run-offs`).then(({ items }) => items);
    const [ready] = await call();
    expect(ready).toMatchObject({
      name: '加投',
      state: 'ready',
      parentId: round.id,
      entryCount: 2,
      method: { kind: 'approve', max: 1 },
    });
    // Called twice, held once.
    expect((await call()).map(({ id }) => id)).toEqual([ready?.id]);
    const runOff = await hall.move(hall.host, ready?.id ?? '', 'open');
    const seconds = (Date.parse(runOff.endsAt ?? '') - Date.parse(runOff.openedAt ?? '')) / 1000;
    expect(seconds).toBe(30);
    // The round that waits is counted again by itself once the room has spoken.
    const { body } = await test.visitor().send('GET', `/v1/rounds/${runOff.id}/turnout`);
    expect(JSON.parse(body)).toMatchObject({ runOff: true, roundName: '加投', coverage: 0 });
    await vote(runOff, passes, [[4], [4], [4], [2]], hall.second);
    const again = await hall.organizer.send('POST', `${path}/run-offs`);
    expect([again.statusCode, problemOf(again).code]).toEqual([409, 'MOVE_NOT_ALLOWED']);
    const second = await hall.observer.expect<ResultView>(200, 'GET', `${path}/result`);
    expect(second).toMatchObject({ version: 2, runOffNeeded: [] });
    expect(second.items.map(({ number, rank }) => [number, rank]).slice(0, 4)).toEqual([
      [1, 1],
      [3, 2],
      [4, 3],
      [2, 4],
    ]);
    expect(second.items.find(({ number }) => number === 4)?.settledBy).toBe('run-off');
    expect(second.passedOver.map(({ number }) => number)).toEqual([3, 2, 6]);
    expect(second.passedOver[0]).toMatchObject({ cap: 'author', limit: 1, title: '作品3', rate: 0.75 });
    expect(second.items.filter(({ award }) => award).map(({ number, award }) => [number, award?.prize])).toEqual([
      [1, '第一名'],
      [4, '第二名'],
    ]);
    // Whoever counted last does not certify.
    const alone = await hall.second.send('POST', `${path}/certify`);
    expect([problemOf(alone).code, second.talliedBy]).toEqual([
      'SECOND_PERSON_REQUIRED',
      problemOf(alone).facts?.first,
    ]);
    await hall.move(hall.organizer, round.id, 'certify');
    await hall.move(hall.second, round.id, 'publish');
    // A run-off is never published, and does not keep the badges.
    const sitting = await hall.organizer.expect<SittingView>(200, 'GET', `/v1/sittings/${hall.sitting.id}`);
    expect(sitting.passes).toMatchObject({ active: 0, returned: 4 });
    const winners = await test
      .visitor()
      .expect<{ items: { number: number; rank: number }[] }>(200, 'GET', `/v1/editions/${hall.edition.key}/winners`);
    expect(winners.items.map(({ number, rank }) => [number, rank])).toEqual([
      [1, 1],
      [4, 2],
    ]);
  });
});
