import type { endpoints, HeldView, Out, PreloadView, RoundView } from '@zuimei/contracts';
import { PASS_PRELOAD_INFO, passTagMessage, uuidBytes } from '@zuimei/domain';
import { SoftDevice } from '@zuimei/judging';
import { withClient } from '@zuimei/persistence';
import { createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';
import { enrolmentOf, OfflineTablet } from './tablets.testing.js';

describe('enrolled tablets', () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
    round = await hall.openRound();
  });
  afterAll(() => test.close());

  const rows = <T extends object>(sql: string) =>
    withClient(test.database.ownerUrl, async (client) => (await client.query<T>(sql)).rows);
  const held = () => hall.host.expect<HeldView>(200, 'GET', `/v1/rounds/${round.id}/held`);

  it('are enrolled by ticket and PIN only; five wrong PINs end the ticket, thirty minutes too', async () => {
    const ticket = await enrolmentOf(hall);
    const body = { ticketId: ticket.id, secret: ticket.secret, name: 'T-00', publicKey: new SoftDevice().publicKey };
    const wrong = ticket.pin === '000000' ? '000001' : '000000';
    for (let i = 0; i < 5; i += 1) {
      const reply = await test.visitor().send('POST', '/v1/tablets', { ...body, pin: wrong });
      expect([reply.statusCode, problemOf(reply).code]).toEqual([403, 'ENROLMENT_WRONG']);
    }
    const right = await test.visitor().send('POST', '/v1/tablets', { ...body, pin: ticket.pin });
    expect(problemOf(right).code).toBe('ENROLMENT_WRONG');

    const second = await enrolmentOf(hall);
    await OfflineTablet.enrol(hall, 'T-00', second);
    const again = { ...body, ticketId: second.id, secret: second.secret, pin: second.pin };
    expect(problemOf(await test.visitor().send('POST', '/v1/tablets', again))).toMatchObject({
      code: 'TABLET_NAME_TAKEN',
      facts: { name: 'T-00' },
    });
    test.clock.advance(30 * 60_000);
    const late = await test.visitor().send('POST', '/v1/tablets', { ...again, name: 'T-0' });
    expect(problemOf(late).code).toBe('ENROLMENT_WRONG');
    const kept = await rows<{ text: string }>('SELECT e::text AS text FROM enrolments e');
    expect(kept.filter(({ text }) => text.includes(second.secret) || text.includes(second.pin))).toEqual([]);
  });

  it('are known by their signature over method, path, time and body, with a clock off by a day', async () => {
    const { visitor } = await OfflineTablet.enrol(hall, 'T-01');
    const url = '/v1/tablets/current/heartbeat';
    const body = { pending: 3, readiness: { photos: 18, photosOf: 18, screens: 12, problem: null } };
    const beat = (headers: Record<string, string>, sent: unknown = body) => visitor.send('POST', url, sent, headers);
    const day = 24 * 3_600_000;
    const now = test.clock.now().getTime();
    expect((await beat(visitor.signed('POST', url, body, now - day))).statusCode).toBe(200);
    expect((await beat(visitor.signed('POST', url, body, now + 2 * day))).statusCode).toBe(401);
    expect((await beat(visitor.signed('GET', url, body))).statusCode).toBe(401);
    expect((await beat(visitor.signed('POST', url, body), { ...body, pending: 0 })).statusCode).toBe(401);
    expect((await beat({ 'x-zuimei-signature': 'AAAA' })).statusCode).toBe(401);
    const list = await hall.host.expect<Out<typeof endpoints.listTablets>>(
      200,
      'GET',
      `/v1/sittings/${hall.sitting.id}/tablets`,
    );
    expect(list.items.find(({ name }) => name === 'T-01')).toMatchObject({ pending: 3, readiness: body.readiness });
    await beat({}, { ...body, pending: 0 });
  });

  it('are told nothing that is readable without a badge', async () => {
    const [pass] = await hall.passes(1, [{ name: '王小虎', company: '一分厂', phone: null }]);
    if (!pass) throw new Error('no pass');
    const { visitor } = await OfflineTablet.enrol(hall, 'T-02');
    const preload = await visitor.expect<PreloadView>(200, 'GET', '/v1/tablets/current/preload');
    expect(preload.round).toMatchObject({ id: round.id, plannedMinutes: 25, targetExposure: 4 });
    expect(preload.photos).toHaveLength(18);
    const text = JSON.stringify(preload);
    for (const word of [pass.id, pass.alias, '王小虎', '一分厂', hall.secret(pass)]) expect(text).not.toContain(word);

    const tag = createHash('sha256').update(passTagMessage(pass.id)).digest().subarray(0, 12).toString('base64url');
    const line = Buffer.from(preload.passes.find((one) => one.tag === tag)?.sealed ?? '', 'base64url');
    const secret = Buffer.from(hall.secret(pass), 'hex');
    const key = Buffer.from(hkdfSync('sha256', secret, uuidBytes(pass.id) as Uint8Array, PASS_PRELOAD_INFO, 32));
    const opener = createDecipheriv('aes-256-gcm', key, line.subarray(0, 12)).setAuthTag(line.subarray(-16));
    const opened = JSON.parse(Buffer.concat([opener.update(line.subarray(12, -16)), opener.final()]).toString()) as {
      alias: string;
      exclude: string[];
    };
    expect(opened).toEqual({ alias: pass.alias, exclude: [] });
  });

  it('deal the same open decks again and fill up what is missing, evenly', async () => {
    const tablet = await OfflineTablet.enrol(hall, 'T-03');
    const first = await tablet.draw(2, 2);
    expect(first.decks.map(({ no, screens }) => [no, screens.length])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(await tablet.draw(2, 2)).toEqual(first);
    const third = await tablet.draw(3, 2);
    expect(third.decks.slice(0, 2)).toEqual(first.decks);
    const counts = new Map<string, number>();
    for (const { entryId } of third.decks.flatMap(({ screens }) => screens.flatMap(({ entries }) => entries)))
      counts.set(entryId, (counts.get(entryId) ?? 0) + 1);
    expect([...counts.values()]).toEqual(Array.from({ length: 18 }, () => 3));
    await hall.host.expect(200, 'POST', `/v1/tablets/${tablet.visitor.tabletId}/release-pool`, {});
    // Released decks go to others; asked again, the tablet gets new ones.
    const fresh = await tablet.draw(2, 2);
    expect(fresh.decks.map(({ no }) => no)).toEqual([4, 5]);
    expect(JSON.stringify(fresh)).not.toContain(third.decks[0]?.screens[0]?.id);
    await hall.host.expect(200, 'POST', `/v1/tablets/${tablet.visitor.tabletId}/revoke`, {});
    const refused = await tablet.visitor.send('POST', '/v1/tablets/current/pool', { decks: 1, screens: 1 });
    expect(problemOf(refused).code).toBe('TABLET_REVOKED');
  });

  it('bring the ballots of jurors who voted without a network, however often they are delivered', async () => {
    const tablet = await OfflineTablet.enrol(hall, 'T-04');
    const passes = await hall.passes(3);
    await tablet.draw(3, 2);
    for (const pass of passes) {
      const juror = tablet.vote(round, pass, 2);
      expect(juror.answers).toHaveLength(2);
      const once = await tablet.deliver(juror);
      expect(once.results.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
      const twice = await tablet.deliver(juror);
      expect(twice.results.map(({ status }) => status)).toEqual(['duplicate', 'duplicate']);
      expect(twice.receipt).toBe(once.receipt);
    }
    expect((await held()).answers).toBe(0);
    // What was claimed is the juror's own from now on: the next deck goes on from it.
    expect(await rows(`SELECT FROM screens WHERE claimed_by IS NOT NULL AND status = 'answered'`)).toHaveLength(6);
  });

  it('open no seat without the badge, and none for another juror under the same id', async () => {
    const tablet = await OfflineTablet.enrol(hall, 'T-05');
    const [one, two] = await hall.passes(2);
    if (!one || !two) throw new Error('no passes');
    await tablet.draw(1, 1);
    const juror = tablet.vote(round, one, 1);
    const forged = { ...juror.checkIn, proof: 'A'.repeat(43) };
    const refused = await tablet.visitor.send('POST', '/v1/tablets/current/seats', forged);
    expect(problemOf(refused).code).toBe('PASS_CODE_WRONG');
    await tablet.open(juror);
    const other = { ...tablet.vote(round, two, 1).checkIn, seatId: juror.seatId };
    expect((await tablet.visitor.send('POST', '/v1/tablets/current/seats', other)).statusCode).toBe(403);
  });

  it('merge one badge at two tablets where screens are apart, and hold back the rest for the host', async () => {
    const [a, b] = [await OfflineTablet.enrol(hall, 'T-06'), await OfflineTablet.enrol(hall, 'T-07')];
    const [pass, other] = await hall.passes(2);
    if (!pass || !other) throw new Error('no pass');
    await a.draw(1, 1);
    await b.draw(1, 2);
    const atA = a.vote(round, pass, 1);
    const atB = b.vote(round, pass, 2);
    const openedA = await a.open(atA);
    expect(openedA).toMatchObject({ status: 'open', reason: null, alias: pass.alias });
    expect(await a.answer(atA, openedA.deliveryToken)).toMatchObject([{ status: 'accepted' }]);
    const openedB = await b.open(atB);
    expect(openedB).toMatchObject({ status: 'open', reason: 'PASS_ELSEWHERE' });
    const shownAtA = new Set(a.pool?.decks[0]?.screens[0]?.entries.map(({ entryId }) => entryId));
    const want = (b.pool?.decks[0]?.screens ?? []).map(({ entries }) =>
      entries.some(({ entryId }) => shownAtA.has(entryId)) ? 'held' : 'accepted',
    );
    const got = await b.answer(atB, openedB.deliveryToken);
    expect(got.map(({ status }) => status)).toEqual(want);
    expect(want).toContain('held');
    // Somebody else answers a screen that a juror has claimed: kept, never counted.
    const thief = a.vote(round, other, 1);
    const stolen = { ...thief, answers: atA.answers.map((answer) => ({ ...answer, id: crypto.randomUUID() })) };
    const { deliveryToken } = await a.open(stolen);
    expect(await a.answer(stolen, deliveryToken)).toMatchObject([{ status: 'held', code: 'SCREEN_TAKEN', seq: null }]);
    expect(await a.answer(stolen, deliveryToken)).toMatchObject([{ status: 'held', code: 'SCREEN_TAKEN' }]);
    const view = await held();
    expect(view.usedTwice).toEqual([{ alias: pass.alias, tablets: ['T-06', 'T-07'], reason: 'PASS_ELSEWHERE' }]);
    expect(view.items).toContainEqual({ alias: other.alias, tablets: ['T-06'], reason: 'SCREEN_TAKEN', answers: 1 });
    expect(JSON.stringify(view)).not.toContain(atA.answers[0]?.screenId);
  });

  it('hold back all that a badge did that was revoked meanwhile', async () => {
    const tablet = await OfflineTablet.enrol(hall, 'T-08');
    const [pass] = await hall.passes(1);
    if (!pass) throw new Error('no pass');
    await tablet.draw(1, 1);
    const juror = tablet.vote(round, pass, 1);
    await hall.host.expect(200, 'POST', `/v1/passes/${pass.id}/revoke`, { reason: '遗失' });
    const opened = await tablet.open(juror);
    expect(opened).toMatchObject({ status: 'held', reason: 'PASS_REVOKED' });
    expect(await tablet.answer(juror, opened.deliveryToken)).toMatchObject([{ status: 'held', code: 'PASS_REVOKED' }]);
  });

  it('close only once staff have seen what was held, which nobody can change', async () => {
    test.clock.advance(1_000);
    await hall.move(hall.host, round.id, 'collect');
    const { answers } = await held();
    expect(answers).toBeGreaterThan(1);
    const { items } = await hall.host.expect<Out<typeof endpoints.listTablets>>(
      200,
      'GET',
      `/v1/sittings/${hall.sitting.id}/tablets`,
    );
    const names = items.map(({ name }) => name);
    // The clock has moved on: closing wants a fresh login.
    const host = await test.staff('host');
    const close = (confirmMissing: string[]) => host.send('POST', `/v1/rounds/${round.id}/close`, { confirmMissing });
    // Tablets with a pool that were not heard of since may hold answers: they are named.
    const out = problemOf(await close([]));
    expect(out).toMatchObject({ code: 'OUTBOXES_NOT_EMPTY' });
    expect(out.facts?.tablets).toContain('T-05');
    expect(problemOf(await close(names))).toMatchObject({ code: 'HELD_NOT_ACKNOWLEDGED', facts: { answers } });
    await hall.host.expect(200, 'POST', `/v1/rounds/${round.id}/held/acknowledge`, {});
    expect((await close(names)).statusCode).toBe(200);
    for (const [url, words] of [
      [test.database.apiUrl, /permission denied/],
      [test.database.ownerUrl, /only ever added/],
    ] as const)
      for (const sql of ['DELETE FROM held_answers', `UPDATE held_acknowledgements SET answers = 0`])
        await expect(withClient(url, (client) => client.query(sql))).rejects.toThrow(words);
  });
});
