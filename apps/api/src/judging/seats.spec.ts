import type { DeckView, HeldView, PassView, SeatView } from '@zuimei/contracts';
import { formatPassCode } from '@zuimei/domain';
import { randomBytes, randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';

const MINUTE = 60_000;

describe('checking in', () => {
  let test: TestApp;
  let hall: Hall;
  let passes: PassView[];
  const pass = (i: number): PassView => passes[i] as PassView;

  beforeAll(async () => {
    test = await startTestApp();
    hall = await Hall.open(test);
    passes = await hall.passes(9);
  });
  afterAll(() => test.close());

  const tryCode = (code: string, tablet = hall.tablet('T-09')) =>
    tablet.visitor.send('POST', '/v1/seats', tablet.badge(code));

  it('waits for the host: a seat before the round opens gets its screens when it does', async () => {
    const reply = await tryCode(hall.code(pass(0)));
    expect([reply.statusCode, problemOf(reply).code]).toEqual([409, 'NO_OPEN_ROUND']);
    const { id } = await hall.round();
    expect((await tryCode(hall.code(pass(0)))).statusCode).toBe(409);
    await hall.move(hall.organizer, id, 'prepare');

    const tablet = hall.tablet('T-11');
    expect(await tablet.checkIn(pass(0))).toMatchObject({ round: { id, state: 'ready' } });
    expect(problemOf(await tablet.visitor.send('POST', '/v1/seats/current/decks', {})).code).toBe('ROUND_NOT_OPEN');
    const { checkedIn } = await hall.host.expect<{ checkedIn: number }>(200, 'GET', `/v1/rounds/${id}/progress`);
    expect(checkedIn).toBe(1);
    await hall.move(hall.host, id, 'open');
    const beat = await tablet.visitor.expect<SeatView>(200, 'POST', '/v1/seats/current/heartbeat', { pending: 0 });
    expect(beat.round).toMatchObject({ id, state: 'open' });
    expect((await tablet.deck()).screens).not.toHaveLength(0);
  });

  it('ends the seat of who has gone without handing in; the pass goes on elsewhere', async () => {
    const [first, second] = [hall.tablet('T-12'), hall.tablet('T-13')];
    await first.checkIn(pass(7));
    const deck = await first.deck();
    const leave = (headers = {}) => first.visitor.send('POST', '/v1/seats/current/leave', {}, headers);
    expect((await leave()).statusCode).toBe(204);
    expect(first.visitor.cookies.has('__Host-zm-seat')).toBe(false);
    // What was still on the tablet comes with its token, and leaving twice is leaving once.
    const bearer = { authorization: `Bearer ${first.seat?.deliveryToken}` };
    const body = first.set([first.answer(deck.screens[0] as DeckView['screens'][number])]);
    const delivered = await first.visitor.send('POST', '/v1/seats/current/answer-sets', body, bearer);
    expect(delivered.json().results).toMatchObject([{ status: 'accepted' }]);
    expect((await leave(bearer)).statusCode).toBe(204);
    expect(await second.checkIn(pass(7))).toMatchObject({ answeredScreens: 1 });
    expect((await leave(bearer)).statusCode).toBe(204);
    expect(await second.visitor.expect<SeatView>(200, 'GET', '/v1/seats/current')).toMatchObject({
      answeredScreens: 1,
    });
  });

  it('takes a code as people type it, and the badge’s own secret', async () => {
    const printed = formatPassCode(hall.code(pass(0)));
    for (const typed of [printed, printed.toLowerCase(), printed.replace('-', ' '), ` ${printed}`]) {
      expect([typed, (await tryCode(typed)).statusCode]).toEqual([typed, 201]);
    }
    const tablet = hall.tablet('T-01');
    const body = {
      pass: { passId: pass(1).id, secret: hall.secret(pass(1)) },
      device: tablet.named(),
    };
    expect((await tablet.visitor.send('POST', '/v1/seats', body)).statusCode).toBe(201);
  });

  it('answers a wrong, an unknown and a malformed code alike', async () => {
    for (const code of ['ACDEFHJK', '00000000', 'ACDE-FHJKLM']) {
      const reply = await tryCode(code);
      expect([code, reply.statusCode, problemOf(reply).code]).toEqual([code, 403, 'PASS_CODE_WRONG']);
    }
    const tablet = hall.tablet('T-01');
    const reply = await tablet.visitor.send('POST', '/v1/seats', {
      pass: { passId: pass(1).id, secret: 'ab'.repeat(16) },
      device: tablet.named(),
    });
    expect([reply.statusCode, problemOf(reply).code]).toEqual([403, 'PASS_CODE_WRONG']);
  });

  it('stops a tablet that guesses, and no other tablet of the same house', async () => {
    const guesser = hall.tablet('T-66');
    const codes: number[] = [];
    for (let i = 0; i < 11; i += 1) codes.push((await tryCode('ACDEFHJK', guesser)).statusCode);
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 403));
    const stopped = await tryCode(hall.code(pass(2)), guesser);
    expect([stopped.statusCode, problemOf(stopped).code]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
    expect((await tryCode(hall.code(pass(2)))).statusCode).toBe(201);
    test.clock.advance(16 * MINUTE);
    expect((await tryCode(hall.code(pass(2)), guesser)).statusCode).toBe(201);
  });

  it('opens nothing with a revoked pass, and goes on with the new one where the old one stopped', async () => {
    const tablet = hall.tablet('T-02');
    await tablet.checkIn(pass(3));
    const deck = await tablet.deck();
    await tablet.submit(deck.screens.slice(0, 1).map((screen) => tablet.answer(screen)));
    const fresh = await hall.host.expect<PassView>(201, 'POST', `/v1/passes/${pass(3).id}/replace`, {
      reason: '证坏了',
    });
    expect(fresh).toMatchObject({ alias: pass(3).alias, state: 'issued' });

    const old = await tryCode(hall.code(pass(3)));
    expect([old.statusCode, problemOf(old).code]).toEqual([403, 'PASS_REVOKED']);
    expect(problemOf(await tablet.visitor.send('GET', '/v1/seats/current')).code).toBe('SESSION_EXPIRED');
    const delivery = await tablet.visitor.send(
      'POST',
      '/v1/seats/current/answer-sets',
      tablet.set([tablet.answer(deck.screens[1] as DeckView['screens'][number])]),
      { authorization: `Bearer ${tablet.seat?.deliveryToken}` },
    );
    // What was still on the tablet is kept and never counted; the host sees whose it is.
    expect(delivery.json().results).toMatchObject([{ status: 'held', code: 'PASS_REVOKED', seq: null }]);
    const held = await hall.host.expect<HeldView>(200, 'GET', `/v1/rounds/${tablet.seat?.round.id}/held`);
    expect(held.items).toEqual([{ alias: pass(3).alias, tablets: ['T-02'], reason: 'PASS_REVOKED', answers: 1 }]);

    const again = hall.tablet('T-03');
    expect((await again.checkIn(fresh)).answeredScreens).toBe(1);
    expect((await again.deck()).screens[0]?.id).toBe(deck.screens[1]?.id);
    expect((await hall.host.send('POST', `/v1/passes/${pass(3).id}/replace`, { reason: '再来' })).statusCode).toBe(409);
  });

  it('moves to a second tablet; the first one can only deliver what it holds', async () => {
    const [first, second] = [hall.tablet('T-04'), hall.tablet('T-05')];
    await first.checkIn(pass(4));
    const deck = await first.deck();
    await second.checkIn(pass(4));
    expect(problemOf(await first.visitor.send('GET', '/v1/seats/current')).code).toBe('SESSION_EXPIRED');
    const bearer = { authorization: `Bearer ${first.seat?.deliveryToken}` };
    const body = first.set([first.answer(deck.screens[0] as DeckView['screens'][number])]);
    const delivered = await first.visitor.send('POST', '/v1/seats/current/answer-sets', body, bearer);
    expect(delivered.json().results).toMatchObject([{ status: 'accepted' }]);
    const lease = await first.visitor.send('POST', '/v1/seats/current/decks', {}, bearer);
    expect(lease.statusCode).toBe(401);
    expect(await second.visitor.expect<SeatView>(200, 'GET', '/v1/seats/current')).toMatchObject({
      answeredScreens: 1,
    });
    expect((await second.deck()).screens.map(({ id }) => id)).not.toContain(deck.screens[0]?.id);
  });

  it('refuses a badge that has handed its ballot in, and gives the same receipt for the same nonce', async () => {
    const tablet = hall.tablet('T-06');
    await tablet.checkIn(pass(5));
    const { screens } = await tablet.deck();
    await tablet.submit(screens.map((screen) => tablet.answer(screen)));
    const nonce = randomBytes(16).toString('hex');
    const receipt = await tablet.complete(nonce);
    const used = await tryCode(hall.code(pass(5)));
    expect([used.statusCode, problemOf(used).code]).toEqual([403, 'PASS_USED']);

    const bearer = { authorization: `Bearer ${tablet.seat?.deliveryToken}` };
    const complete = (receiptNonce: string) =>
      tablet.visitor.send('POST', '/v1/seats/current/complete', tablet.completion(receiptNonce), bearer);
    expect((await complete(nonce)).json()).toEqual({ receipt, merged: false });
    expect(problemOf(await complete(randomBytes(16).toString('hex'))).code).toBe('PASS_USED');
    expect(tablet.visitor.cookies.has('__Host-zm-seat')).toBe(false);
  });

  it('names no other round’s seat: answers and receipts are for the round that was checked in to', async () => {
    const tablet = hall.tablet('T-07');
    await tablet.checkIn(pass(6));
    const { screens } = await tablet.deck();
    const other = randomUUID();
    for (const [path, body] of [
      ['answer-sets', tablet.set([tablet.answer(screens[0] as DeckView['screens'][number])], other)],
      ['complete', tablet.completion('ab'.repeat(16), other)],
    ] as const) {
      const reply = await tablet.visitor.send('POST', `/v1/seats/current/${path}`, body);
      expect([path, reply.statusCode]).toEqual([path, 404]);
    }
  });

  it('takes nothing from another device, whatever was copied from the one that checked in', async () => {
    const [tablet, thief] = [hall.tablet('T-08'), hall.tablet('T-08')];
    await tablet.checkIn(pass(8));
    const { screens } = await tablet.deck();
    const answers = [tablet.answer(screens[0] as DeckView['screens'][number])];
    // The thief has everything but the key: cookie, delivery token, names.
    thief.seat = tablet.seat;
    const bearer = { authorization: `Bearer ${tablet.seat?.deliveryToken}` };
    const unsigned = { ...tablet.set(answers), signature: 'A'.repeat(86) };
    const foreign = { ...tablet.set(answers), answers: [tablet.answer(screens[1] as DeckView['screens'][number])] };
    for (const body of [thief.set(answers), unsigned, foreign])
      for (const headers of [{}, bearer]) {
        const reply = await tablet.visitor.send('POST', '/v1/seats/current/answer-sets', body, headers);
        expect([reply.statusCode, problemOf(reply).code]).toEqual([403, 'DEVICE_KEY_WRONG']);
      }
    const handed = await tablet.visitor.send('POST', '/v1/seats/current/complete', thief.completion('ab'.repeat(16)));
    expect([handed.statusCode, problemOf(handed).code]).toEqual([403, 'DEVICE_KEY_WRONG']);
    const noPoint = await tablet.visitor.send('POST', '/v1/seats', {
      pass: { code: hall.code(pass(8)) },
      device: { ...tablet.named(), publicKey: `B${'A'.repeat(86)}` },
    });
    expect([noPoint.statusCode, problemOf(noPoint).code]).toEqual([403, 'DEVICE_KEY_WRONG']);
    expect(await tablet.submit(answers)).toMatchObject([{ status: 'accepted' }]);
  });
});
