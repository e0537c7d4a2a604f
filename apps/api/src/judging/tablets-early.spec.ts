import type { endpoints, Out, PreloadView, RoundView } from '@zuimei/contracts';
import { withClient } from '@zuimei/persistence';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';
import { OfflineTablet } from './tablets.testing.js';

describe('tablets that are prepared the evening before', () => {
  let test: TestApp;
  beforeAll(async () => (test = await startTestApp({}, { rateLimits: false })));
  afterAll(() => test.close());

  const hallOf = (key: string) =>
    Hall.open(test, { key, entries: 18, authors: 6, companies: ['一分厂', '二分厂', null] });
  const prepared = async (hall: Hall, input: Record<string, unknown> = {}): Promise<RoundView> =>
    hall.move(hall.organizer, (await hall.round(input)).id, 'prepare');
  const beat = (tablet: OfflineTablet) => {
    const readiness = { photos: 0, photosOf: 0, screens: 0, problem: null };
    const body = { pending: 0, readiness };
    return tablet.visitor.expect<Out<typeof endpoints.beatTablet>>(200, 'POST', '/v1/tablets/current/heartbeat', body);
  };
  const preload = (tablet: OfflineTablet) =>
    tablet.visitor.expect<PreloadView>(200, 'GET', '/v1/tablets/current/preload');
  const idsOf = ({ pool }: OfflineTablet) => pool?.decks.flatMap(({ screens }) => screens.map(({ id }) => id)) ?? [];

  it('are dealt pools of a ready round, on which answers count from the opening on', async () => {
    const hall = await hallOf('2026-08');
    const draft = await hall.round();
    const tablet = await OfflineTablet.enrol(hall, 'E-01');
    const draw = () => tablet.visitor.send('POST', '/v1/tablets/current/pool', { decks: 2, screens: 2 });
    expect(problemOf(await draw()).code).toBe('ROUND_NOT_OPEN');

    const round = await hall.move(hall.organizer, draft.id, 'prepare');
    expect(await preload(tablet)).toMatchObject({ round: { id: round.id, state: 'ready' } });
    await tablet.draw(2, 2);
    expect(idsOf(tablet)).toHaveLength(4);
    const [pass] = await hall.passes(1);
    if (!pass) throw new Error('no pass');
    const juror = tablet.vote(round, pass, 2);
    const early = await tablet.visitor.send('POST', '/v1/tablets/current/seats', juror.checkIn);
    expect(problemOf(early)).toMatchObject({ code: 'ROUND_NOT_OPEN', facts: { state: 'ready' } });

    await hall.move(hall.host, round.id, 'open');
    const before = idsOf(tablet);
    await tablet.draw(2, 2);
    expect(idsOf(tablet)).toEqual(before);
    const { results } = await tablet.deliver(juror);
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    const leases = await withClient(test.database.ownerUrl, (client) =>
      client.query<{ until: string }>(
        `SELECT to_char(expires_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS until
           FROM decks WHERE round_id = $1 GROUP BY 1`,
        [round.id],
      ),
    );
    // The sitting is on the 28th.
    expect(leases.rows).toEqual([{ until: '2026-11-30 00:00' }]);
  });

  it('lose the screens of an entry that is disqualified before the opening, and are told which; nothing else', async () => {
    const hall = await hallOf('2026-09');
    const round = await prepared(hall);
    const tablet = await OfflineTablet.enrol(hall, 'E-02');
    await tablet.draw(2, 2);
    const first = await beat(tablet);
    expect(first.gone).toEqual([]);
    const leaving = tablet.pool?.decks[0]?.screens[0]?.entries[0]?.entryId ?? '';
    const without = tablet.pool?.decks
      .flatMap(({ screens }) => screens)
      .filter(({ entries }) => entries.every(({ entryId }) => entryId !== leaving))
      .map(({ id }) => id);
    await hall.organizer.expect(204, 'POST', `/v1/entries/${leaving}/disqualify`, { reason: '非本人拍摄' });

    const heard = await beat(tablet);
    expect(heard.gone).toEqual([leaving]);
    expect(heard.preloadVersion).not.toBe(first.preloadVersion);
    const { photos } = await preload(tablet);
    expect(photos).toHaveLength(17);
    await tablet.draw(2, 2);
    expect(idsOf(tablet)).toEqual(without);
    await hall.move(hall.host, round.id, 'open');
    await tablet.draw(2, 2);
    expect(idsOf(tablet)).toEqual(without);
    expect((await beat(tablet)).gone).toEqual([leaving]);
  });

  it('are dealt the pool of the round that takes the place of one that was given up', async () => {
    const hall = await hallOf('2026-10');
    const given = await prepared(hall);
    const tablet = await OfflineTablet.enrol(hall, 'E-03');
    await tablet.draw(1, 2);
    const [pass] = await hall.passes(1);
    if (!pass) throw new Error('no pass');
    const juror = tablet.vote(given, pass, 2);
    const old = new Set(idsOf(tablet));
    await hall.organizer.expect(200, 'POST', `/v1/rounds/${given.id}/cancel`, { reason: '改了规则' });
    const { round: none } = await preload(tablet);
    expect(none).toBeNull();

    const round = await prepared(hall, { method: { kind: 'grid', size: 6, picks: 2 } });
    expect((await preload(tablet)).round).toMatchObject({ id: round.id, method: { size: 6 } });
    const pool = await tablet.draw(1, 3);
    expect(pool.roundId).toBe(round.id);
    expect(pool.decks[0]?.screens.map(({ entries }) => entries.length)).toEqual([6, 6, 6]);
    expect(idsOf(tablet).filter((id) => old.has(id))).toEqual([]);
    // What was voted on the screens of the other round opens no seat: it is refused for good.
    await hall.move(hall.host, round.id, 'open');
    const refused = await tablet.visitor.send('POST', '/v1/tablets/current/seats', juror.checkIn);
    expect(problemOf(refused)).toMatchObject({ code: 'ROUND_NOT_OPEN', facts: { state: 'cancelled' } });
  });

  it('follow the companies that are put right before the opening', async () => {
    const hall = await hallOf('2026-11');
    const round = await prepared(hall, { excludeOwnCompany: true });
    const tablet = await OfflineTablet.enrol(hall, 'E-04');
    await tablet.draw(1, 2);
    const [pass] = await hall.passes(1, [{ name: '王小虎', company: '三分厂', phone: null }]);
    if (!pass) throw new Error('no pass');
    const [author] = hall.edition.authors;
    await withClient(test.database.ownerUrl, (client) =>
      client.query(`UPDATE authors SET company = '三分厂' WHERE id = $1`, [author?.id]),
    );
    await hall.move(hall.host, round.id, 'open');
    const juror = tablet.vote(round, pass, 2);
    const { deliveryToken } = await tablet.open(juror);
    const own = new Set(hall.edition.entries.filter(({ authorId }) => authorId === author?.id).map(({ id }) => id));
    const want = (tablet.pool?.decks[0]?.screens ?? []).map(({ entries }) =>
      entries.some(({ entryId }) => own.has(entryId)) ? 'held' : 'accepted',
    );
    expect(want).toContain('held');
    expect((await tablet.answer(juror, deliveryToken)).map(({ status }) => status)).toEqual(want);
  });
});
