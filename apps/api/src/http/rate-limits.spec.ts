import { startTestApp, type TestApp } from '../app/api.testing.js';
import { RateLimiter } from './rate-limits.js';

describe('RateLimiter', () => {
  const limit = { max: 3, seconds: 10 };
  const at = 1_000_000;

  it('lets the limit through and says how long to wait then', () => {
    const limiter = new RateLimiter();
    expect([0, 1, 2, 3].map((i) => limiter.take('a', limit, at + i))).toEqual([0, 0, 0, 10]);
    expect(limiter.take('b', limit, at)).toBe(0);
    expect(limiter.take('a', limit, at + 9_500)).toBe(1);
  });

  it('slides: what was counted just before still weighs', () => {
    const limiter = new RateLimiter();
    for (let i = 0; i < 3; i++) limiter.take('a', limit, at + 9_000);
    expect(limiter.take('a', limit, at + 10_000)).toBeGreaterThan(0);
    expect(limiter.take('a', limit, at + 14_000)).toBe(0);
    expect(limiter.take('a', limit, at + 40_000)).toBe(0);
  });
});

describe('limits at the edge', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  const knock = (visitor: ReturnType<TestApp['visitor']>) =>
    visitor.send('POST', '/v1/author-sessions', { phone: '13800000000', code: '000000' });

  it('stop one device with Retry-After, and not its neighbour behind the same address', async () => {
    const eager = test.visitor();
    const replies = [];
    for (let i = 0; i < 32; i++) replies.push(await knock(eager));
    // The first request had no device cookie yet and counted for the address alone.
    expect(replies.slice(0, 31).map(({ statusCode }) => statusCode)).not.toContain(429);
    const refused = replies[31];
    expect(refused?.statusCode).toBe(429);
    const seconds = Number(refused?.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(refused?.json()).toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
      facts: { retryAfterSeconds: seconds },
    });

    const neighbour = test.visitor();
    await knock(neighbour);
    expect((await knock(neighbour)).statusCode).toBe(403);

    test.clock.advance(600_000);
    expect((await knock(eager)).statusCode).toBe(403);
  });

  it('take no made-up device for one', async () => {
    const forger = test.visitor();
    forger.cookies.set('__Host-zm-device', 'made-up.AAAAAAAAAAAAAAAAAAAAAA');
    await knock(forger);
    expect(forger.cookies.get('__Host-zm-device')).not.toContain('made-up');
  });
});
