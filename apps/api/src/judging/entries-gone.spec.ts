import type { DeckView, HeartbeatView, PassView, ResultView } from '@zuimei/contracts';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf, type Tablet } from './judging.testing.js';

type Screen = DeckView['screens'][number];

describe('an entry that leaves while its round is open', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
  });
  afterAll(() => test.close());

  let month = 0;
  const open = (entries: number) =>
    Hall.open(test, { entries, authors: entries, key: `2028-${String(++month).padStart(2, '0')}` });
  const sits = async (hall: Hall, name: string, pass: PassView | undefined): Promise<Tablet> => {
    const tablet = hall.tablet(name);
    await tablet.checkIn(pass as PassView);
    return tablet;
  };
  const holds = (entryId: string) => (screen: Screen) => screen.entries.some((entry) => entry.entryId === entryId);
  const disqualify = (hall: Hall, entryId: string) =>
    hall.organizer.expect(204, 'POST', `/v1/entries/${entryId}/disqualify`, { reason: '非本人拍摄' });
  const gone = async (tablet: Tablet) =>
    (await tablet.visitor.expect<HeartbeatView>(200, 'POST', '/v1/seats/current/heartbeat', { pending: 0 })).gone;
  const result = async (hall: Hall, roundId: string) => {
    await hall.close(roundId);
    await hall.move(hall.organizer, roundId, 'tally');
    return hall.observer.expect<ResultView>(200, 'GET', `/v1/rounds/${roundId}/result`);
  };

  it('takes its open screens back and nothing else; what a tablet without a network answers counts for the others', async () => {
    const hall = await open(27);
    const round = await hall.openRound();
    const passes = await hall.passes(3);
    const [online, offline] = [await sits(hall, 'T-1', passes[0]), await sits(hall, 'T-2', passes[1])];
    const [decks, away] = [await online.deck(), await offline.deck()];
    // Answered before: it stays as it is.
    const [answered, ...open1] = decks.screens as [Screen, Screen, Screen];
    const kept = answered.entries[0]?.entryId ?? '';
    expect((await online.submit([online.answer(answered)]))[0]?.status).toBe('accepted');
    const leaving = open1[0].entries[0]?.entryId ?? '';
    const leavingNumber = open1[0].entries[0]?.number ?? 0;
    expect(await gone(online)).toEqual([]);
    await disqualify(hall, leaving);

    expect(await gone(online)).toEqual([leaving]);
    const next = await online.deck();
    const ids = next.screens.map(({ id }) => id);
    expect(ids).not.toContain(open1[0].id);
    expect(ids).toContain(open1[1].id);
    expect(next.screens.filter(holds(leaving))).toEqual([]);
    // Those who stood beside it come again, nobody else's screen is touched, and nobody new is shown it.
    const back = new Set(next.screens.flatMap(({ entries }) => entries.map(({ entryId }) => entryId)));
    for (const { entryId } of open1[0].entries) expect(back.has(entryId)).toBe(entryId !== leaving);
    const late = await sits(hall, 'T-3', passes[2]);
    expect((await late.deck()).screens.filter(holds(leaving))).toEqual([]);

    // The tablet that has not heard picks it, with two others.
    const shown = away.screens.find(holds(leaving)) as Screen;
    const others = shown.entries.filter(({ entryId }) => entryId !== leaving).slice(0, 2);
    const pick = () => [leavingNumber, ...others.map(({ number }) => number)];
    expect((await offline.submit([offline.answer(shown, 3, pick)]))[0]?.status).toBe('accepted');

    const { items, chainVerified } = await result(hall, round.id);
    expect(chainVerified).toBe(true);
    expect(items.map(({ number }) => number)).not.toContain(leavingNumber);
    for (const { number } of others) expect(items.find((item) => item.number === number)?.picks).toBeGreaterThan(0);
    const stays = [...hall.edition.entries].find(({ id }) => id === kept)?.number;
    expect(items.find(({ number }) => number === stays)?.exposures).toBeGreaterThan(0);
  });

  it.each([{ kind: 'pair' as const }, { kind: 'score' as const }, { kind: 'yes-no' as const }])(
    'has no screen of it any more in a round by $kind',
    async (method) => {
      const hall = await open(6);
      await hall.openRound({ method });
      const tablet = await sits(hall, 'T-1', (await hall.passes(1))[0]);
      const { screens } = await tablet.deck();
      const leaving = screens[0]?.entries[0]?.entryId ?? '';
      await disqualify(hall, leaving);
      const left = screens.filter((screen) => !holds(leaving)(screen));
      const next = await tablet.deck();
      expect(next.screens.filter(holds(leaving))).toEqual([]);
      expect(next.screens.map(({ id }) => id)).toEqual(expect.arrayContaining(left.map(({ id }) => id)));
    },
  );

  it.each([
    { kind: 'approve' as const, max: 3 },
    { kind: 'rank' as const, max: 3 },
  ])('goes on without it on the one screen of a round by $kind', async (method) => {
    const hall = await open(6);
    const round = await hall.openRound({ method });
    const passes = await hall.passes(2);
    const [early, unaware] = [await sits(hall, 'T-1', passes[0]), await sits(hall, 'T-2', passes[1])];
    const [before] = (await early.deck()).screens as [Screen];
    const [whole] = (await unaware.deck()).screens as [Screen];
    const leaving = before.entries[0]?.entryId ?? '';
    await disqualify(hall, leaving);
    const [after] = (await early.deck()).screens as [Screen];
    expect(after.id).toBe(before.id);
    expect(after.entries.map(({ entryId }) => entryId)).toEqual(
      before.entries.map(({ entryId }) => entryId).filter((id) => id !== leaving),
    );
    expect((await early.submit([early.answerBy(after, (number) => 1 / number)]))[0]?.status).toBe('accepted');
    const first = (number: number) => (number === before.entries[0]?.number ? 2 : 1 / number);
    expect((await unaware.submit([unaware.answerBy(whole, first)]))[0]?.status).toBe('accepted');
    const { items } = await result(hall, round.id);
    expect(items).toHaveLength(5);
    expect(items.map(({ number }) => number)).not.toContain(before.entries[0]?.number);
  });

  it('leaves a round of two with nothing to compare: no screen more, and the result says so', async () => {
    const hall = await open(2);
    const round = await hall.openRound({ method: { kind: 'pair' } });
    const tablet = await sits(hall, 'T-1', (await hall.passes(1))[0]);
    const [screen] = (await tablet.deck()).screens as [Screen];
    await disqualify(hall, screen.entries[0]?.entryId ?? '');
    const reply = await tablet.visitor.send('POST', '/v1/seats/current/decks', {});
    expect([reply.statusCode, problemOf(reply).code]).toEqual([409, 'NO_SCREENS_LEFT']);
    const { items } = await result(hall, round.id);
    expect(items).toMatchObject([{ number: screen.entries[1]?.number, exposures: 0 }]);
  });
});
