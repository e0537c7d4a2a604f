import { startTestApp, type TestApp } from '../app/api.testing.js';

describe('an author at the door', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it('signs in with the code, says who they are, signs out', async () => {
    const author = test.visitor();
    const phone = '13800000001';
    const asked = await author.expect(201, 'POST', '/v1/sign-in-codes', { phone });
    expect(asked).toEqual({ expiresInSeconds: 300, resendAfterSeconds: 1, demoCode: expect.stringMatching(/^\d{6}$/) });
    const { demoCode } = asked as { demoCode: string };

    const reply = await author.send('POST', '/v1/author-sessions', { phone, code: demoCode });
    expect(reply.statusCode).toBe(201);
    expect(reply.headers['set-cookie']).toEqual(
      expect.stringMatching(/^__Host-zm-author=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax; Max-Age=2592000$/),
    );
    const me = { id: expect.any(String), displayName: null, company: null, phoneTail: '0001' };
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
});
