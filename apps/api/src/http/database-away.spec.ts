import type { PassView } from '@zuimei/contracts';
import { startTestPostgres, type TestPostgres } from '@zuimei/testing';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, type Tablet } from '../judging/judging.testing.js';

describe('while the database is stopped', () => {
  const shared = process.env.TEST_DATABASE_URL;
  let server: TestPostgres;
  let test: TestApp;
  let hall: Hall;
  let tablet: Tablet;
  let pass: PassView;

  beforeAll(async () => {
    // A server of its own, since others are at work on the shared one.
    server = await startTestPostgres({ durable: true });
    process.env.TEST_DATABASE_URL = server.url;
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
    await hall.openRound();
    [pass] = (await hall.passes(1)) as [PassView];
    tablet = hall.tablet('T-01');
  }, 60_000);
  afterAll(async () => {
    await server.restart();
    await test?.close();
    process.env.TEST_DATABASE_URL = shared;
    await server.stop();
  });

  it('every request is told to come again, and what a tablet holds arrives once', async () => {
    await tablet.checkIn(pass);
    const { screens } = await tablet.deck();
    const answers = screens.slice(0, 2).map((screen) => tablet.answer(screen));
    const bearer = { authorization: `Bearer ${tablet.seat?.deliveryToken}` };
    const deliver = () => tablet.visitor.send('POST', '/v1/seats/current/answer-sets', tablet.set(answers), bearer);
    await server.kill();

    const asked = [
      await deliver(),
      await tablet.visitor.send('POST', '/v1/seats/current/heartbeat', { pending: 2 }),
      await tablet.visitor.send('POST', '/v1/seats', tablet.badge(hall.code(pass))),
      await hall.host.send('GET', `/v1/sittings/${hall.sitting.id}/tablets`),
      await hall.organizer.send('POST', '/v1/sittings', {
        editionKey: hall.edition.key,
        name: '第二场',
        venue: '礼堂',
        heldOn: '2026-11-29',
      }),
      await test.visitor().send('GET', '/v1/editions'),
    ];
    for (const reply of asked) {
      expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '5']);
      expect(reply.headers['content-type']).toContain('application/problem+json');
      expect(reply.json()).toMatchObject({ code: 'TEMPORARILY_UNAVAILABLE', retryable: true });
    }
    const { status, parts } = await test
      .visitor()
      .expect<{ status: string; parts: Record<string, string> }>(200, 'GET', '/v1/health');
    expect([status, parts.database]).toEqual(['degraded', 'failing']);

    await server.restart();
    const { results } = (await deliver()).json() as { results: { status: string }[] };
    expect(results).toMatchObject([{ status: 'accepted' }, { status: 'accepted' }]);
    expect((await deliver()).json()).toMatchObject({ results: [{ status: 'duplicate' }, { status: 'duplicate' }] });
  });
});
