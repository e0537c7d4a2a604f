import { PHOTO_STORE, type PhotoStore } from '@zuimei/contest';
import { UnitOfWork } from '@zuimei/persistence';
import { anEdition, aSubmission, type BuiltSubmission } from '@zuimei/testing';
import { startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';

describe('pictures by their hash', () => {
  let test: TestApp;
  let author: Visitor;
  let built: BuiltSubmission;
  let url: string;
  const bytes = Buffer.from('a hundred bytes of a picture, more or less'.padEnd(100, '.'));

  beforeAll(async () => {
    test = await startTestApp();
    const unit = test.app.get(UnitOfWork, { strict: false });
    author = await test.author();
    const me = await author.expect<{ id: string }>(200, 'GET', '/v1/author-sessions/current');
    const edition = await anEdition('2026-11').create(unit);
    const caller = { kind: 'author', authorId: me.id, sessionId: me.id, displayName: null, company: null } as const;
    built = await aSubmission()
      .by({ ...caller, phoneTail: '0000' })
      .to(edition)
      .create(unit);
    const name = built.photo?.names[0] ?? '';
    url = `/media/${name}`;
    const store = test.app.get<PhotoStore>(PHOTO_STORE, { strict: false });
    await store.put(`derived/${name}`, bytes, { contentType: 'image/webp' });
  });
  afterAll(() => test.close());

  it('are their author’s and the staff’s alone before approval', async () => {
    for (const visitor of [author, await test.staff('moderator'), await test.staff('observer')]) {
      const reply = await visitor.send('GET', url);
      expect(reply.statusCode).toBe(200);
      expect(reply.headers).toMatchObject({ 'cache-control': 'private, no-store', vary: 'Cookie' });
      expect(reply.rawPayload.equals(bytes)).toBe(true);
    }
    for (const visitor of [test.visitor(), await test.author()]) {
      const reply = await visitor.send('GET', url);
      expect(reply.statusCode).toBe(404);
      expect(reply.json()).toMatchObject({ code: 'NOT_FOUND' });
      // Not even their hash is confirmed.
      expect((await visitor.send('GET', url, undefined, { 'if-none-match': '*' })).statusCode).toBe(404);
    }
  });

  it('are everybody’s once approved: kept for good, run nothing, in parts if wanted', async () => {
    const moderator = await test.staff('moderator');
    await moderator.expect(200, 'POST', `/v1/submissions/${built.id}/approve`, {});
    const visitor = test.visitor();
    const whole = await visitor.send('GET', url);
    expect(whole.statusCode).toBe(200);
    expect(whole.headers).toMatchObject({
      'content-type': 'image/webp',
      'content-length': '100',
      'cache-control': 'public, max-age=31536000, s-maxage=60, immutable',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'accept-ranges': 'bytes',
    });
    // The cookies have no part in it, so whoever keeps it may give it to all.
    expect(whole.headers).not.toHaveProperty('vary');
    const etag = String(whole.headers.etag);
    const fresh = await visitor.send('GET', url, undefined, { 'if-none-match': `"x", W/${etag}` });
    expect([fresh.statusCode, fresh.body, fresh.headers.etag]).toEqual([304, '', etag]);
    expect(fresh.headers['cache-control']).toContain('immutable');

    const part = async (range: string, more: Record<string, string> = {}) => {
      const reply = await visitor.send('GET', url, undefined, { range, ...more });
      return [reply.statusCode, reply.headers['content-range'], reply.rawPayload.toString()];
    };
    expect(await part('bytes=2-8')).toEqual([206, 'bytes 2-8/100', 'hundred']);
    expect(await part('bytes=98-')).toEqual([206, 'bytes 98-99/100', '..']);
    expect(await part('bytes=-3')).toEqual([206, 'bytes 97-99/100', '...']);
    expect(await part('bytes=2-8', { 'if-range': '"old"' })).toEqual([200, undefined, bytes.toString()]);
    expect(await part('bytes=2-8', { 'if-range': etag })).toEqual([206, 'bytes 2-8/100', 'hundred']);
    // A weak validator never lets two parts be put together.
    expect((await part('bytes=2-8', { 'if-range': `W/${etag}` }))[0]).toBe(200);
    expect((await part('bytes=2-8', { 'if-none-match': etag }))[0]).toBe(304);
    expect(await part('bytes=100-')).toEqual([416, 'bytes */100', '']);
    expect((await visitor.send('GET', url, undefined, { range: 'bytes=-0' })).headers['cache-control']).toBe(
      'no-store',
    );
    for (const whole of ['bytes=8-2', 'lines=1-2', 'bytes=0-1,3-4']) expect((await part(whole))[0]).toBe(200);
    const head = await visitor.send('HEAD', url);
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, '100', '']);
    const ranged = await visitor.send('HEAD', url, undefined, { range: 'bytes=2-8' });
    expect([ranged.statusCode, ranged.headers['content-length']]).toEqual([200, '100']);
  });

  it('leave the public with the consent', async () => {
    await author.expect(200, 'POST', `/v1/submissions/${built.id}/withdraw`, {});
    expect((await test.visitor().send('GET', url)).statusCode).toBe(404);
    expect((await author.send('GET', url)).headers['cache-control']).toBe('private, no-store');
  });

  it('that the store does not give are a problem that nobody keeps', async () => {
    const store = test.app.get<PhotoStore>(PHOTO_STORE, { strict: false });
    const away = jest.spyOn(store, 'open').mockRejectedValueOnce(new Error('connect ECONNREFUSED'));
    const reply = await author.send('GET', url);
    away.mockRestore();
    expect([reply.statusCode, reply.json().code, reply.headers['cache-control'], reply.headers['retry-after']]).toEqual(
      [503, 'STORE_UNAVAILABLE', 'no-store', '15'],
    );
  });

  it('have no other names', async () => {
    const visitor = test.visitor();
    for (const path of [`/media/${'a'.repeat(64)}.webp`, url.replace('.webp', '.jpg')]) {
      expect((await visitor.send('GET', path)).statusCode).toBe(404);
    }
    for (const path of ['/media/x.webp', `/media/${built.photo?.sha256}`, '/media/..%2foriginals%2fx']) {
      expect((await visitor.send('GET', path)).statusCode).toBeGreaterThanOrEqual(400);
    }
  });
});
