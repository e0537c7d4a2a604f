import type { PassView, ResultView, RoundView } from '@zuimei/contracts';
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
    const names = ['T-01', 'T-02', 'T-03', 'T-04', 'T-05'];
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
      [{}, [422, 'ROUND_RULES_DIFFER']],
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

  it('shows that a chain was tampered with, and certifies no such count', async () => {
    const round = await hall.openRound();
    const [seat] = await seatAll(['T-04']);
    await seat?.tablet.submit(seat.deck.screens.map((screen) => seat.tablet.answer(screen)));
    await finish(round);
    // Nothing of the product can do this: the database's owner takes the trigger away first.
    await withClient(test.database.ownerUrl, async (client) => {
      await client.query('ALTER TABLE answers DISABLE TRIGGER answers_no_change');
      await client.query(
        `UPDATE answers SET body = replace(body, '"revision":1', '"revision":2') WHERE round_id = $1 AND seq = 1`,
        [round.id],
      );
      await client.query('ALTER TABLE answers ENABLE TRIGGER answers_no_change');
    });
    await hall.move(hall.organizer, round.id, 'tally');
    const result = await hall.observer.expect<ResultView>(200, 'GET', `/v1/rounds/${round.id}/result`);
    expect(result.chainVerified).toBe(false);
    expect(await refusal(hall.second, 'POST', `/v1/rounds/${round.id}/certify`)).toEqual([409, 'MOVE_NOT_ALLOWED']);
  });

  it('certifies no round without an answer that counts, and says why', async () => {
    const round = await hall.openRound();
    const [seat] = await seatAll(['T-05']);
    await seat?.tablet.submit(
      seat.deck.screens.map((screen) => ({ ...seat.tablet.answer(screen), answer: { kind: 'skip' } })),
    );
    await finish(round);
    await hall.move(hall.organizer, round.id, 'tally');
    const path = `/v1/rounds/${round.id}`;
    const reply = await hall.second.send('POST', `${path}/certify`);
    expect([reply.statusCode, problemOf(reply).code]).toEqual([409, 'ROUND_HAS_NO_ANSWERS']);
    expect(problemOf(reply).detail).toContain('没有一份计入的作答');
    expect(await hall.observer.expect<ResultView>(200, 'GET', `${path}/result`)).toMatchObject({ state: 'tallied' });
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
