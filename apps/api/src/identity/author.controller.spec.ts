import { CleanUpIdentity } from '@zuimei/identity';
import { withClient } from '@zuimei/persistence';
import { startTestApp, type TestApp } from '../app/api.testing.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('an author at the door', () => {
  let test: TestApp;
  let phone: string;
  let phones = 0;
  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
  });
  afterAll(() => test.close());
  beforeEach(() => {
    phone = `138${String((phones += 1)).padStart(8, '0')}`;
  });

  const askFor = async (visitor = test.visitor()) =>
    (await visitor.expect<{ demoCode: string }>(201, 'POST', '/v1/sign-in-codes', { phone })).demoCode;
  const enter = (code: string, as = phone) => test.visitor().send('POST', '/v1/author-sessions', { phone: as, code });
  const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000');

  it('signs in with the code, says who they are, signs out', async () => {
    const author = test.visitor();
    const asked = await author.expect(201, 'POST', '/v1/sign-in-codes', { phone });
    expect(asked).toEqual({ expiresInSeconds: 300, resendAfterSeconds: 1, demoCode: expect.stringMatching(/^\d{6}$/) });
    const { demoCode } = asked as { demoCode: string };

    const reply = await author.send('POST', '/v1/author-sessions', { phone, code: demoCode });
    expect(reply.statusCode).toBe(201);
    expect(reply.headers['set-cookie']).toEqual(
      expect.stringMatching(/^__Host-zm-author=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax; Max-Age=2592000$/),
    );
    const me = { id: expect.any(String), displayName: null, company: null, phoneTail: phone.slice(-4) };
    expect(reply.json()).toEqual(me);
    expect(reply.body).not.toContain(phone);
    expect(await author.expect(200, 'GET', '/v1/author-sessions/current')).toEqual(me);

    const named = await author.expect(200, 'PUT', '/v1/authors/me', { displayName: '  王㐱 ', company: '第三车间' });
    expect(named).toEqual({ ...me, displayName: '王㐱', company: '第三车间' });
    expect(await author.expect(200, 'GET', '/v1/author-sessions/current')).toEqual(named);

    const token = author.cookies.get('__Host-zm-author') as string;
    await author.expect(204, 'DELETE', '/v1/author-sessions/current');
    expect(author.cookies.has('__Host-zm-author')).toBe(false);
    author.cookies.set('__Host-zm-author', token);
    expect((await author.send('GET', '/v1/author-sessions/current')).json()).toMatchObject({ code: 'SESSION_EXPIRED' });
  });

  it('is the same author next time, and on a second device', async () => {
    const first = (await enter(await askFor())).json();
    test.clock.advance(MINUTE);
    expect((await enter(await askFor())).json().id).toBe(first.id);
  });

  it('has five guesses; the right code is worth nothing after them', async () => {
    const code = await askFor();
    for (const attemptsLeft of [4, 3, 2, 1, 0]) {
      const reply = await enter(wrongFor(code));
      expect(reply.statusCode).toBe(403);
      expect(reply.json()).toMatchObject({ code: 'SIGN_IN_CODE_WRONG', facts: { attemptsLeft } });
    }
    expect((await enter(code)).json()).toMatchObject({ code: 'SIGN_IN_CODE_EXPIRED' });
  });

  it('counts guesses that come at the same moment one by one', async () => {
    const code = await askFor();
    const replies = await Promise.all(Array.from({ length: 8 }, () => enter(wrongFor(code))));
    const codes = replies.map((reply) => reply.json().code as string);
    expect(codes.filter((word) => word === 'SIGN_IN_CODE_WRONG')).toHaveLength(5);
    expect(codes.filter((word) => word === 'SIGN_IN_CODE_EXPIRED')).toHaveLength(3);
  });

  it('cannot use a code twice, late, for another phone, or after asking again', async () => {
    const used = await askFor();
    expect((await enter(used)).statusCode).toBe(201);
    expect((await enter(used)).json()).toMatchObject({ code: 'SIGN_IN_CODE_EXPIRED' });

    test.clock.advance(MINUTE);
    const late = await askFor();
    test.clock.advance(5 * MINUTE);
    expect((await enter(late)).json()).toMatchObject({ code: 'SIGN_IN_CODE_EXPIRED' });

    const mine = await askFor();
    expect((await enter(mine, '13799999999')).json()).toMatchObject({ code: 'SIGN_IN_CODE_EXPIRED' });
    test.clock.advance(MINUTE);
    const newer = await askFor();
    if (newer !== mine) expect((await enter(mine)).json()).toMatchObject({ code: 'SIGN_IN_CODE_WRONG' });
    expect((await enter(newer)).statusCode).toBe(201);
  });

  it('waits before asking again', async () => {
    await askFor();
    const reply = await test.visitor().send('POST', '/v1/sign-in-codes', { phone });
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([429, '1']);
    test.clock.advance(1000);
    await askFor();
  });

  it('stays signed in for thirty days without a request, and no longer', async () => {
    const author = await test.author();
    test.clock.advance(29 * DAY);
    await author.expect(200, 'GET', '/v1/author-sessions/current');
    test.clock.advance(29 * DAY);
    await author.expect(200, 'GET', '/v1/author-sessions/current');
    test.clock.advance(31 * DAY);
    expect((await author.send('GET', '/v1/author-sessions/current')).json().code).toBe('SESSION_EXPIRED');
  });

  it('leaves neither codes nor tokens in the database, and no secret in the log', async () => {
    const code = await askFor();
    const author = test.visitor();
    await author.expect(201, 'POST', '/v1/author-sessions', { phone, code });
    const token = author.cookies.get('__Host-zm-author') as string;
    const dump = await withClient(test.database.ownerUrl, async (client) => {
      let text = '';
      for (const table of ['sign_in_codes', 'author_sessions', 'attempts', 'audit_events', 'authors']) {
        const { rows } = await client.query(`SELECT to_jsonb(t) - 'phone' AS row FROM ${table} t`);
        expect([table, rows.length > 0]).toEqual([table, true]);
        text += JSON.stringify(rows);
      }
      return text;
    });
    expect(dump).not.toContain(token);
    expect(dump).not.toContain(phone);
    expect(dump).not.toContain(`"${code}"`);
    expect(dump).not.toContain(Buffer.from(code).toString('hex'));
    const log = test.log.join('');
    expect(log).toContain('requestSignInCode');
    for (const secret of [phone, token, `"${code}"`]) expect(log).not.toContain(secret);
  });

  it('leaves nothing behind for ever: spent codes, counters and dead sessions are deleted', async () => {
    const author = await test.author();
    const member = await test.staff('host');
    const cleanUp = test.app.get(CleanUpIdentity, { strict: false });
    await cleanUp.run();
    await author.expect(200, 'GET', '/v1/author-sessions/current');
    await member.expect(200, 'GET', '/v1/staff-sessions/current');
    test.clock.advance(32 * DAY);
    expect(await cleanUp.run()).toBeGreaterThanOrEqual(3);
    const left = await withClient(test.database.ownerUrl, async (client) => {
      const { rows } = await client.query<{ n: string }>(
        `SELECT (SELECT count(*) FROM sign_in_codes) + (SELECT count(*) FROM attempts)
              + (SELECT count(*) FROM author_sessions) + (SELECT count(*) FROM staff_sessions) AS n`,
      );
      return Number(rows[0]?.n);
    });
    expect(left).toBe(0);
  });

  it.each(['1380000000', '23800000000', '+8613800000000', '', 13800000000])('cannot have the phone %p', async (bad) => {
    const reply = await test.visitor().send('POST', '/v1/sign-in-codes', { phone: bad });
    expect(reply.json()).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/phone' }] });
  });
});

describe('a server without a way to send codes', () => {
  it('fails loudly instead of showing them', async () => {
    const test = await startTestApp({ ZUIMEI_MODE: 'server' });
    try {
      const reply = await test.visitor().send('POST', '/v1/sign-in-codes', { phone: '13800000000' });
      expect(reply.statusCode).toBe(500);
      expect(reply.body).not.toMatch(/\d{6}"/);
      expect(test.log.join('')).toContain('no SMS gateway is configured');
    } finally {
      await test.close();
    }
  });
});
