import type { DeckView, PassView, ResultView, RoundView, TurnoutView } from '@zuimei/contracts';
import { withClient } from '@zuimei/persistence';
import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';

const MINUTE = 60_000;

describe('rounds at the edge', () => {
  let test: TestApp;
  let hall: Hall;

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
  });
  afterAll(() => test.close());

  const refusal = async (visitor: { send: Hall['host']['send'] }, method: string, path: string, body?: unknown) => {
    const reply = await visitor.send(method, path, body);
    return [reply.statusCode, problemOf(reply).code];
  };
  const seatAll = async (names: string[]) => {
    const passes = await hall.passes(names.length);
    return Promise.all(
      names.map(async (name, i) => {
        const tablet = hall.tablet(name);
        await tablet.checkIn(passes[i] as PassView);
        return { tablet, deck: await tablet.deck() };
      }),
    );
  };
  const finish = async (round: RoundView) => {
    const { state } = await hall.observer.expect<RoundView>(200, 'GET', `/v1/rounds/${round.id}`);
    if (state === 'open' || state === 'paused') await hall.move(hall.host, round.id, 'collect');
    const names = ['T-01', 'T-02', 'T-03', 'T-04'];
    await hall.move(hall.host, round.id, 'close', { confirmMissing: names });
  };

  it('refuses a round that cannot be voted, and says why', async () => {
    const path = `/v1/sittings/${hall.sitting.id}/rounds`;
    const base = {
      name: '初评',
      method: { kind: 'grid', size: 9, picks: 3 },
      entryIds: null,
      winners: 3,
      plannedMinutes: 25,
      targetExposure: 4,
      tieLadder: ['primary', 'shared'],
      caps: { perAuthor: null, perCompany: null },
    };
    const entry = hall.edition.entries[0]?.id;
    for (const [change, expected] of [
      [{ method: { kind: 'grid', size: 3, picks: 3 } }, [422, 'METHOD_DOES_NOT_FIT']],
      [{ entryIds: [entry, randomUUID()] }, [422, 'FOREIGN_EDITION_ENTRY']],
      [{ entryIds: [entry, entry] }, [422, 'ROUND_HAS_NO_ENTRIES']],
      [{ tieLadder: ['shared', 'primary'] }, [400, 'VALIDATION_FAILED']],
      [{ parentId: randomUUID() }, [404, 'NOT_FOUND']],
      [{ seed: '' }, [400, 'VALIDATION_FAILED']],
    ] as const) {
      expect([change, await refusal(hall.organizer, 'POST', path, { ...base, ...change })]).toEqual([change, expected]);
    }
  });

  it('lets each role do its own and observers read everything', async () => {
    const round = await hall.round();
    const passes = `/v1/sittings/${hall.sitting.id}/passes`;
    expect(await refusal(hall.host, 'POST', `/v1/rounds/${round.id}/prepare`)).toEqual([403, 'FORBIDDEN']);
    expect(await refusal(hall.host, 'POST', passes, { count: 1 })).toEqual([403, 'FORBIDDEN']);
    expect(await refusal(hall.observer, 'POST', `/v1/rounds/${round.id}/open`)).toEqual([403, 'FORBIDDEN']);
    expect(await refusal(test.visitor(), 'GET', `/v1/rounds/${round.id}/progress`)).toEqual([401, 'UNAUTHENTICATED']);
    for (const path of [
      `/v1/sittings?edition=${hall.edition.key}`,
      `/v1/sittings/${hall.sitting.id}`,
      passes,
      `/v1/rounds/${round.id}`,
      `/v1/rounds/${round.id}/progress`,
      `/v1/rounds/${round.id}/turnout`,
    ]) {
      expect([path, (await hall.observer.send('GET', path)).statusCode]).toEqual([path, 200]);
    }
    await hall.organizer.expect(200, 'POST', `/v1/rounds/${round.id}/cancel`, { reason: '规则写错了' });
    expect(await refusal(hall.organizer, 'POST', `/v1/rounds/${round.id}/prepare`)).toEqual([409, 'MOVE_NOT_ALLOWED']);
  });

  it('keeps the seed to itself until nobody can vote any more', async () => {
    const round = await hall.openRound({ seed: '十一月二十八日' });
    expect(round.seed).toBeNull();
    const shown = await hall.observer.send('GET', `/v1/rounds/${round.id}`);
    expect(shown.body).not.toContain('十一月二十八日');
    await finish(round);
    const closed = await hall.observer.expect<RoundView>(200, 'GET', `/v1/rounds/${round.id}`);
    expect(closed.seed).toBe('十一月二十八日');
  });

  it('opens one round of a sitting at a time, and counts pauses into its end', async () => {
    const round = await hall.openRound({ plannedMinutes: 10 });
    const other = await hall.round({ name: '复评' });
    await hall.move(hall.organizer, other.id, 'prepare');
    expect(await refusal(hall.host, 'POST', `/v1/rounds/${other.id}/open`)).toEqual([409, 'MOVE_NOT_ALLOWED']);
    test.clock.advance(2 * MINUTE);
    const paused = await hall.move(hall.host, round.id, 'pause');
    expect(paused.endsAt).toBeNull();
    test.clock.advance(3 * MINUTE);
    const resumed = await hall.move(hall.host, round.id, 'resume');
    expect(Date.parse(resumed.endsAt ?? '') - Date.parse(resumed.openedAt ?? '')).toBe(13 * MINUTE);
    expect(await test.visitor().expect(200, 'GET', '/v1/hall')).toEqual({ roundId: round.id });
    await finish(round);
    await hall.organizer.expect(200, 'POST', `/v1/rounds/${other.id}/cancel`, { reason: '不需要' });
  });

  it('freezes entries when it is prepared and frees them when it is cancelled', async () => {
    const lockedCount = () =>
      withClient(test.database.ownerUrl, async (client) => {
        const { rows } = await client.query<{ n: string }>(
          'SELECT count(*) AS n FROM entries WHERE locked_at IS NOT NULL AND id = ANY($1)',
          [ids],
        );
        return Number(rows[0]?.n);
      });
    const ids = hall.edition.entries.slice(0, 2).map(({ id }) => id);
    await withClient(test.database.ownerUrl, (client) =>
      client.query('UPDATE entries SET locked_at = NULL WHERE id = ANY($1)', [ids]),
    );
    const round = await hall.round({ entryIds: ids, method: { kind: 'approve', max: 1 } });
    expect(await lockedCount()).toBe(0);
    await hall.move(hall.organizer, round.id, 'prepare');
    expect(await lockedCount()).toBe(2);
  });

  it('does not close over a tablet that may hold answers, unless it is named', async () => {
    const round = await hall.openRound();
    const [voting, unsynced, offline] = (await seatAll(['T-01', 'T-02', 'T-03'])) as [
      Awaited<ReturnType<typeof seatAll>>[number],
      Awaited<ReturnType<typeof seatAll>>[number],
      Awaited<ReturnType<typeof seatAll>>[number],
    ];
    await voting.tablet.submit(voting.deck.screens.map((screen) => voting.tablet.answer(screen)));
    await unsynced.tablet.visitor.expect(200, 'POST', '/v1/seats/current/heartbeat', { pending: 1 });
    const path = `/v1/rounds/${round.id}`;
    expect(await refusal(hall.host, 'POST', `${path}/close`, {})).toEqual([409, 'MOVE_NOT_ALLOWED']);
    test.clock.advance(5_000);
    await hall.move(hall.host, round.id, 'collect');
    const reply = await hall.host.send('POST', `${path}/close`, { confirmMissing: [] });
    expect(problemOf(reply)).toMatchObject({
      code: 'OUTBOXES_NOT_EMPTY',
      facts: { tablets: ['T-02', 'T-03'], answers: 1 + offline.deck.screens.length },
    });
    expect(problemOf(reply).detail).toContain('T-02');
    expect(await refusal(hall.host, 'POST', `${path}/close`, { confirmMissing: ['T-02'] })).toEqual([
      409,
      'OUTBOXES_NOT_EMPTY',
    ]);
    // A tablet that delivers what it held is no longer missing.
    await unsynced.tablet.submit(unsynced.deck.screens.map((screen) => unsynced.tablet.answer(screen)));
    await hall.move(hall.host, round.id, 'close', { confirmMissing: ['T-03'] });
    await hall.move(hall.organizer, round.id, 'tally');
    const result = await hall.observer.expect<ResultView>(200, 'GET', `${path}/result`);
    expect(result.answers).toBe(voting.deck.screens.length + unsynced.deck.screens.length);
  });

  it('wants a password typed lately for closing, certifying and publishing', async () => {
    const round = await hall.openRound();
    await hall.move(hall.host, round.id, 'collect');
    test.clock.advance(11 * MINUTE);
    for (const [who, verb] of [
      [hall.host, 'close'],
      [hall.second, 'certify'],
      [hall.organizer, 'publish'],
      [hall.second, 'refuse-certification'],
    ] as const) {
      expect([verb, await refusal(who, 'POST', `/v1/rounds/${round.id}/${verb}`, {})]).toEqual([
        verb,
        [403, 'FRESH_LOGIN_REQUIRED'],
      ]);
    }
  });
});

describe('ties and caps', () => {
  let test: TestApp;
  let hall: Hall;

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test, { entries: 6, authors: 2, companies: ['一分厂', '二分厂'] });
  });
  afterAll(() => test.close());

  const vote = async (round: RoundView, passes: PassView[], choices: number[][]) => {
    for (const [i, choice] of choices.entries()) {
      const tablet = hall.tablet(`T-0${i}`);
      await tablet.checkIn(passes[i] as PassView);
      const deck: DeckView = await tablet.deck();
      await tablet.submit(deck.screens.map((screen) => tablet.answer(screen, 9, () => choice)));
      await tablet.complete();
    }
    await hall.close(round.id);
    return hall.move(hall.organizer, round.id, 'tally');
  };

  it('are settled by a run-off of the same passes, and passed over by the declared limit', async () => {
    const passes = await hall.passes(4);
    const round = await hall.openRound({
      method: { kind: 'approve', max: 3 },
      winners: 3,
      tieLadder: ['primary', 'run-off', 'shared'],
      caps: { perAuthor: 1, perCompany: null },
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

    const tied = hall.edition.entries.filter(({ number }) => number === 2 || number === 4).map(({ id }) => id);
    const runOff = await hall.openRound({
      name: '加投',
      parentId: round.id,
      entryIds: tied,
      method: { kind: 'approve', max: 1 },
      winners: 1,
      tieLadder: ['primary', 'shared'],
    });
    await vote(runOff, passes, [[4], [4], [4], [2]]);
    await hall.move(hall.second, round.id, 'refuse-certification', { reason: '加投已完成，请重新计票' });
    await hall.move(hall.organizer, round.id, 'tally');
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
    await hall.move(hall.second, round.id, 'certify');
    await hall.move(hall.organizer, round.id, 'publish');
    const winners = await test
      .visitor()
      .expect<{ items: { number: number; rank: number }[] }>(200, 'GET', `/v1/editions/${hall.edition.key}/winners`);
    expect(winners.items.map(({ number, rank }) => [number, rank])).toEqual([
      [1, 1],
      [4, 2],
    ]);
  });
});

describe('the big screen', () => {
  let test: TestApp;
  let hall: Hall;
  let origin: string;

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
    await test.app.listen(0, '127.0.0.1');
    const { port } = test.app.getHttpServer().address() as { port: number };
    origin = `http://127.0.0.1:${port}`;
  });
  afterAll(() => test.close());

  it('gets at most one event a second, shared by all who watch, and ends with the server', async () => {
    const round = await hall.openRound();
    const abort = new AbortController();
    const began = Date.now();
    const events: TurnoutView[] = [];
    const watch = async () => {
      const reply = await fetch(`${origin}/v1/rounds/${round.id}/turnout/stream`, { signal: abort.signal });
      expect(reply.headers.get('content-type')).toContain('text/event-stream');
      let text = '';
      for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
        text += Buffer.from(chunk).toString();
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) {
          if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)) as TurnoutView);
        }
      }
    };
    const watching = watch().catch(() => undefined);
    const [pass] = await hall.passes(1);
    await hall.tablet('T-01').checkIn(pass as PassView);
    await new Promise((resolve) => setTimeout(resolve, 2_600));
    abort.abort();
    await watching;
    expect(events.length).toBeGreaterThanOrEqual(2);
    // The first comes at once; after it one a second at most, however slow this machine is.
    expect(events.length).toBeLessThanOrEqual(1 + Math.ceil((Date.now() - began) / 1_000));
    expect(events.at(-1)).toMatchObject({ checkedIn: 1, passes: 1, state: 'open' });
  });

  it('has no stream of a round that does not exist', async () => {
    const reply = await fetch(`${origin}/v1/rounds/${randomUUID()}/turnout/stream`);
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
  });
});
