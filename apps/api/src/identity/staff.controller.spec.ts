import { EndStaffSessions } from '@zuimei/identity';
import { PASSWORD, startTestApp, type TestApp } from '../app/api.testing.js';

const MINUTE = 60_000;

describe('staff at the door', () => {
  let test: TestApp;
  let login: string;
  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    const member = await test.staff('moderator');
    login = (await member.expect<{ login: string }>(200, 'GET', '/v1/staff-sessions/current')).login;
  });

  const signIn = (password: string, as = login, visitor = test.visitor()) =>
    visitor.send('POST', '/v1/staff-sessions', { login: as, password });

  it('sign in however they write the login, and get a cookie that no script reads', async () => {
    const reply = await signIn(PASSWORD, `  ${login.toUpperCase()} `);
    expect(reply.statusCode).toBe(201);
    expect(reply.json()).toEqual({
      id: expect.any(String),
      login,
      displayName: expect.any(String),
      role: 'moderator',
      freshUntil: new Date(test.clock.now().getTime() + 10 * MINUTE).toISOString(),
    });
    const cookies = [reply.headers['set-cookie']].flat().join('\n');
    expect(cookies).toMatch(/__Host-zm-staff=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax; Max-Age=43200/);
  });

  it('are answered alike for a wrong password and an unknown login', async () => {
    const wrong = await signIn('not the password');
    const unknown = await signIn('not the password', 'nobody-of-that-name');
    expect(wrong.statusCode).toBe(403);
    const { instance: a, ...one } = wrong.json();
    const { instance: b, ...other } = unknown.json();
    expect(a).not.toBe(b);
    expect(one).toEqual(other);
    expect(one).toMatchObject({ code: 'LOGIN_WRONG' });
  });

  it('are stopped after five wrong passwords from one device, and only there', async () => {
    const visitor = test.visitor();
    await visitor.send('POST', '/v1/sign-in-codes', { phone: '1' });
    for (let i = 0; i < 5; i++) expect((await signIn(`wrong ${i}`, login, visitor)).statusCode).toBe(403);
    const stopped = await signIn(PASSWORD, login, visitor);
    expect(stopped.json()).toMatchObject({ code: 'RATE_LIMITED', facts: { retryAfterSeconds: 900 } });
    expect(stopped.headers['retry-after']).toBe('900');
    const elsewhere = test.visitor();
    await elsewhere.send('POST', '/v1/sign-in-codes', { phone: '1' });
    expect((await signIn(PASSWORD, login, elsewhere)).statusCode).toBe(201);
    test.clock.advance(15 * MINUTE);
    expect((await signIn(PASSWORD, login, visitor)).statusCode).toBe(201);
  });

  it('open a fresh window by confirming the password, and not with a wrong one', async () => {
    const member = await test.staff('organizer');
    test.clock.advance(11 * MINUTE);
    const current = () => member.expect<{ freshUntil: string | null }>(200, 'GET', '/v1/staff-sessions/current');
    expect((await current()).freshUntil).toBeNull();
    const wrong = await member.send('POST', '/v1/staff-sessions/current/confirm', { password: 'wrong' });
    expect(wrong.json()).toMatchObject({ code: 'LOGIN_WRONG' });
    expect((await current()).freshUntil).toBeNull();
    await member.expect(200, 'POST', '/v1/staff-sessions/current/confirm', { password: PASSWORD });
    expect((await current()).freshUntil).toBe(new Date(test.clock.now().getTime() + 10 * MINUTE).toISOString());
  });

  it('are signed out by two idle hours, by twelve in all, and by leaving', async () => {
    const codeOf = async (visitor: ReturnType<TestApp['visitor']>) =>
      (await visitor.send('GET', '/v1/staff-sessions/current')).json().code;
    const idle = await test.staff('host');
    test.clock.advance(120 * MINUTE);
    expect(await codeOf(idle)).toBeUndefined();
    test.clock.advance(121 * MINUTE);
    expect(await codeOf(idle)).toBe('SESSION_EXPIRED');

    const busy = await test.staff('host');
    for (let hour = 0; hour < 12; hour++) {
      test.clock.advance(60 * MINUTE);
      expect(await codeOf(busy)).toBeUndefined();
    }
    test.clock.advance(MINUTE);
    expect(await codeOf(busy)).toBe('SESSION_EXPIRED');

    const leaving = await test.staff('host');
    const copied = leaving.cookies.get('__Host-zm-staff') as string;
    await leaving.expect(204, 'DELETE', '/v1/staff-sessions/current');
    expect(await codeOf(leaving)).toBe('UNAUTHENTICATED');
    leaving.cookies.set('__Host-zm-staff', copied);
    expect(await codeOf(leaving)).toBe('SESSION_EXPIRED');
  });

  it('are all signed out at once by an administrator', async () => {
    const [one, other] = [await test.staff('host'), await test.staff('observer')];
    const ended = await test.app.get(EndStaffSessions, { strict: false }).all(null, 'system');
    expect(ended).toBeGreaterThanOrEqual(2);
    for (const visitor of [one, other]) {
      expect((await visitor.send('GET', '/v1/staff-sessions/current')).json().code).toBe('SESSION_EXPIRED');
    }
  });
});

describe('the audit trail', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it('pages newest first for organizer and observer, and for nobody else', async () => {
    const observer = await test.staff('observer');
    const moderator = await test.staff('moderator');
    await test.author();
    type Page = { items: { action: string; id: string; actorName: string | null }[]; nextCursor: string | null };
    const all = await observer.expect<Page>(200, 'GET', '/v1/audit-events');
    expect(all.items.map(({ action }) => action)).toEqual([
      'author.joined',
      'staff.signed-in',
      'staff.added',
      'staff.signed-in',
      'staff.added',
    ]);
    expect(all.nextCursor).toBeNull();
    const ids: string[] = [];
    let url = '/v1/audit-events?limit=2';
    for (let pages = 0; pages < 9; pages++) {
      const page = await observer.expect<Page>(200, 'GET', url);
      ids.push(...page.items.map(({ id }) => id));
      if (!page.nextCursor) break;
      url = `/v1/audit-events?limit=2&cursor=${page.nextCursor}`;
    }
    expect(ids).toEqual(all.items.map(({ id }) => id));
    expect((await moderator.send('GET', '/v1/audit-events')).json().code).toBe('FORBIDDEN');
    for (const cursor of ['x', 'WyJub3QtYS11dWlkIl0', 'WzFd']) {
      const reply = await observer.send('GET', `/v1/audit-events?cursor=${cursor}`);
      expect(reply.json()).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/query/cursor' }] });
    }
  });
});
