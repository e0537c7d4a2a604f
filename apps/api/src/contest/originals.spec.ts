import { PHOTO_STORE, type PhotoStore } from '@zuimei/contest';
import type { OriginalLink } from '@zuimei/contracts';
import { UnitOfWork } from '@zuimei/persistence';
import { anEdition, aSubmission, type BuiltSubmission } from '@zuimei/testing';
import { startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';

const FIVE_MINUTES = 5 * 60_000;

describe('originals by signed links', () => {
  let test: TestApp;
  let author: Visitor;
  let organizer: Visitor;
  let built: BuiltSubmission;
  const bytes = Buffer.from('every byte as the camera wrote it'.padEnd(1000, '.'));

  beforeAll(async () => {
    test = await startTestApp();
    const unit = test.app.get(UnitOfWork, { strict: false });
    author = await test.author();
    organizer = await test.staff('organizer');
    const me = await author.expect<{ id: string }>(200, 'GET', '/v1/author-sessions/current');
    const edition = await anEdition('2026-11').create(unit);
    const caller = { kind: 'author', authorId: me.id, sessionId: me.id, displayName: null, company: null } as const;
    built = await aSubmission()
      .by({ ...caller, phoneTail: '0000' })
      .to(edition)
      .approved()
      .create(unit);
    const store = test.app.get<PhotoStore>(PHOTO_STORE, { strict: false });
    const key = `originals/${built.photo?.sha256.slice(0, 2)}/${built.id}`;
    await store.put(key, bytes, { contentType: 'image/jpeg' });
  });
  afterAll(() => test.close());

  const linkFor = (visitor: Visitor, id = built.id): Promise<OriginalLink> =>
    visitor.expect(201, 'POST', `/v1/submissions/${id}/original-link`, {});
  const codeOf = async (url: string) => {
    const reply = await test.visitor().send('GET', url);
    return [reply.statusCode, reply.json().code];
  };

  it('come byte for byte, to be saved under a name that no author chose, and are kept by nobody', async () => {
    const link = await linkFor(organizer);
    expect(link).toMatchObject({ bytes: 1000, fileName: 'zuimei-2026-11-0001.jpg' });
    expect(Date.parse(link.expiresAt) - test.clock.now().getTime()).toBeLessThanOrEqual(FIVE_MINUTES);
    const reply = await test.visitor().send('GET', link.url);
    expect(reply.rawPayload.equals(bytes)).toBe(true);
    expect(reply.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '1000',
      'content-disposition': 'attachment; filename="zuimei-2026-11-0001.jpg"',
      'cache-control': 'private, no-store',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'accept-ranges': 'bytes',
    });
    const part = await test.visitor().send('GET', link.url, undefined, { range: 'bytes=-3' });
    expect([part.statusCode, part.headers['content-range'], part.body]).toEqual([206, 'bytes 997-999/1000', '...']);
    expect((await test.visitor().send('HEAD', link.url)).headers['content-length']).toBe('1000');
  });

  it('are for staff who judge pictures, and for their author alone among authors; each link is on record', async () => {
    for (const visitor of [author, await test.staff('moderator'), await test.staff('observer')]) {
      const { url } = await linkFor(visitor);
      expect((await test.visitor().send('GET', url)).statusCode).toBe(200);
    }
    const path = `/v1/submissions/${built.id}/original-link`;
    expect((await (await test.staff('host')).send('POST', path, {})).json()).toMatchObject({ code: 'FORBIDDEN' });
    expect((await (await test.author()).send('POST', path, {})).json()).toMatchObject({ code: 'NOT_FOUND' });
    expect((await test.visitor().send('POST', path, {})).statusCode).toBe(401);
    const { items } = await organizer.expect<{ items: { action: string; actorKind: string; facts: object }[] }>(
      200,
      'GET',
      '/v1/audit-events?limit=100',
    );
    const issued = items.filter(({ action }) => action === 'original.link-issued');
    expect(issued.map(({ actorKind }) => actorKind)).toEqual(['staff', 'staff', 'author', 'staff']);
    expect(JSON.stringify(issued)).not.toContain((await linkFor(organizer)).url.split('/').at(-1));
  });

  it('open no longer after five minutes', async () => {
    const { url } = await linkFor(organizer);
    test.clock.advance(FIVE_MINUTES - 1000);
    expect((await test.visitor().send('GET', url)).statusCode).toBe(200);
    test.clock.advance(2000);
    expect(await codeOf(url)).toEqual([410, 'ORIGINAL_LINK_EXPIRED']);
  });

  it('open by no link that was changed, cut, spelt otherwise or made elsewhere', async () => {
    const { url } = await linkFor(organizer);
    const [path, token] = [url.slice(0, url.lastIndexOf('/') + 1), url.slice(url.lastIndexOf('/') + 1)];
    const raw = Buffer.from(token, 'base64url');
    for (let at = 0; at < raw.length; at += 5) {
      const changed = Buffer.from(raw);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(await codeOf(path + changed.toString('base64url'))).toEqual([403, 'ORIGINAL_LINK_INVALID']);
    }
    const other = await startTestApp();
    try {
      const elsewhere = await other.visitor().send('GET', url);
      expect(elsewhere.json()).toMatchObject({ code: 'ORIGINAL_LINK_INVALID' });
    } finally {
      await other.close();
    }
    for (const bad of [token.slice(0, -1), `${token}A`, `${token}=`, built.id, 'x']) {
      expect(await codeOf(path + bad)).toEqual([403, 'ORIGINAL_LINK_INVALID']);
    }
  });

  it('stay out of the log', async () => {
    const { url } = await linkFor(organizer);
    await test.visitor().send('GET', url);
    expect(test.log.join('')).not.toContain(url.split('/').at(-1));
  });

  it('are their author’s alone once the consent is taken back, also by a link from before', async () => {
    const before = await linkFor(organizer);
    await author.expect(200, 'POST', `/v1/submissions/${built.id}/withdraw`, {});
    expect(await codeOf(before.url)).toEqual([403, 'ORIGINAL_WITHDRAWN']);
    const again = await organizer.send('POST', `/v1/submissions/${built.id}/original-link`, {});
    expect([again.statusCode, again.json().code]).toEqual([403, 'ORIGINAL_WITHDRAWN']);
    const own = await linkFor(author);
    expect((await test.visitor().send('GET', own.url)).statusCode).toBe(200);
  });

  it('that the store has lost, or does not give just now, are said to be so, not broken', async () => {
    const store = test.app.get<PhotoStore>(PHOTO_STORE, { strict: false });
    const { url } = await linkFor(author);
    const away = jest.spyOn(store, 'stat').mockRejectedValueOnce(new Error('connect ECONNREFUSED'));
    const path = `/v1/submissions/${built.id}/original-link`;
    expect((await author.send('POST', path, {})).json()).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
    away.mockRestore();
    await store.delete(`originals/${built.photo?.sha256.slice(0, 2)}/${built.id}`);
    expect((await author.send('POST', path, {})).json()).toMatchObject({ code: 'PICTURE_MISSING' });
    const reply = await test.visitor().send('GET', url);
    expect([reply.statusCode, reply.json().code]).toEqual([503, 'PICTURE_MISSING']);
    expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', 'retry-after': '60' });
    expect(reply.headers).not.toHaveProperty('etag');
  });
});
