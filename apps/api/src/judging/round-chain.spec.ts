import type { AdvancingView, RoundView } from '@zuimei/contracts';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';

const ENTRIES = 9;

describe('a chain of rounds', () => {
  let test: TestApp;
  let hall: Hall;
  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test, { entries: ENTRIES, authors: ENTRIES });
  });
  afterAll(() => test.close());

  const first = {
    name: '初评',
    method: { kind: 'grid', size: 3, picks: 1 },
    entryIds: null,
    plannedMinutes: 10,
    targetExposure: 4,
    final: false,
    winners: 3,
    tieLadder: ['primary', 'shared'],
    caps: { perAuthor: null, perCompany: null },
  };
  const last = {
    name: '终评',
    method: { kind: 'approve', max: 1 },
    entryIds: null,
    plannedMinutes: 5,
    targetExposure: 4,
  };
  const chain = (rounds: unknown[]) =>
    hall.organizer.send('POST', `/v1/sittings/${hall.sitting.id}/round-chain`, { rounds });
  const preview = (id: string) => hall.observer.send('GET', `/v1/rounds/${id}/advancing`);

  it('is made whole or not at all', async () => {
    const faulty = await chain([first, { ...last, method: { kind: 'grid', size: 3, picks: 3 } }]);
    expect([faulty.statusCode, problemOf(faulty).code]).toEqual([422, 'METHOD_DOES_NOT_FIT']);
    const { rounds } = await hall.organizer.expect<{ rounds: RoundView[] }>(
      200,
      'GET',
      `/v1/sittings/${hall.sitting.id}`,
    );
    expect(rounds).toEqual([]);
  });

  it('says at the cut who goes on, takes them once they are certified, and keeps them', async () => {
    const made = await chain([first, last]);
    expect(made.statusCode).toBe(201);
    const [one, two] = (made.json() as { items: RoundView[] }).items as [RoundView, RoundView];
    expect(two).toMatchObject({ afterId: one.id, state: 'draft', entryCount: 3, final: true });
    expect(problemOf(await preview(one.id)).code).toBe('RESULT_NOT_PUBLIC');
    const early = await hall.organizer.send('POST', `/v1/rounds/${two.id}/prepare`);
    expect([early.statusCode, problemOf(early).code]).toEqual([409, 'ROUND_BEFORE_NOT_CERTIFIED']);
    expect(problemOf(early).facts).toEqual({ round: '初评' });

    await hall.move(hall.organizer, one.id, 'prepare');
    await hall.move(hall.host, one.id, 'open');
    for (const [i, pass] of (await hall.passes(4)).entries()) {
      // The smallest number of each screen: 1 is always picked.
      await hall.tablet(`T-${i}`).voteThrough(pass, 1, (numbers) => [Math.min(...numbers)]);
    }
    await hall.close(one.id);
    await hall.move(hall.organizer, one.id, 'tally');
    const cut = (await preview(one.id)).json() as AdvancingView;
    expect(cut).toMatchObject({ state: 'tallied', places: 3, scale: 'rate', pending: false });
    expect(cut.numbers[0]).toBe(1);
    // Equals of the last place go on together.
    expect(cut.numbers.length).toBeGreaterThanOrEqual(3);
    expect(cut.numbers.length - cut.sharing).toBeLessThan(3);
    expect(cut.last?.exposures).toBe(4);
    if (cut.next) expect((cut.next.value ?? 0) < (cut.last?.value ?? 0)).toBe(true);
    expect((await hall.host.send('GET', `/v1/rounds/${one.id}/advancing`)).statusCode).toBe(403);

    await hall.move(hall.second, one.id, 'certify');
    // There is nothing to reveal in a round that finds no winners.
    for (const who of [hall.host, hall.organizer]) {
      expect(problemOf(await who.send('GET', `/v1/rounds/${one.id}/reveal`)).code).toBe('RESULT_NOT_PUBLIC');
    }
    const ready = await hall.move(hall.organizer, two.id, 'prepare');
    expect(ready).toMatchObject({ state: 'ready', entryCount: cut.numbers.length, afterId: one.id });
    await hall.move(hall.host, two.id, 'open');
    const tablet = hall.tablet('T-9');
    await tablet.checkIn((await hall.passes(1))[0] as never);
    const [screen] = (await tablet.deck()).screens;
    const shown = screen?.entries.map(({ number }) => number).sort((a, b) => a - b);
    expect(shown).toEqual([...cut.numbers].sort((a, b) => a - b));
  });

  it('takes no entries of its own beside those who go on', async () => {
    const made = await chain([first, last]);
    const [one] = (made.json() as { items: RoundView[] }).items as [RoundView];
    const reply = await hall.organizer.send('POST', `/v1/sittings/${hall.sitting.id}/rounds`, {
      ...last,
      afterId: one.id,
      entryIds: hall.edition.entries.slice(0, 3).map(({ id }) => id),
    });
    expect([reply.statusCode, problemOf(reply).errors]).toEqual([400, [{ pointer: '/entryIds', code: 'after' }]]);
  });
});
