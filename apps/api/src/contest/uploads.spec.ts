import { StagingFolder } from '@zuimei/contest';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { anEdition, aPng } from '@zuimei/testing';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';
import { Phone } from './uploads.testing.js';

jest.setTimeout(30_000);

describe('resumable uploads', () => {
  let test: TestApp;
  let author: Visitor;
  let phone: Phone;
  let origin: string;
  const png = aPng({ width: 1200, height: 900 });

  beforeAll(async () => {
    test = await startTestApp();
    origin = await Phone.originOf(test.app);
    await anEdition('2026-11')
      .withQuota(3)
      .create(test.app.get(UnitOfWork, { strict: false }));
    await anEdition('2026-10')
      .closed()
      .create(test.app.get(UnitOfWork, { strict: false }));
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    author = await test.author();
    phone = new Phone(origin, author);
  });

  const staging = () => test.app.get(StagingFolder, { strict: false });
  const db = () => test.app.get(ReadDb, { strict: false });
  const uploadRows = async () => (await db().query('SELECT FROM uploads')).length;
  const idOf = (location: string) => location.split('/').at(-1) ?? '';
  const words = (uploadId: string) => ({
    clientKey: randomUUID(),
    uploadId,
    editionKey: '2026-11',
    title: '晨光里的焊花',
    story: '',
    place: '二号厂房',
    recognisable: 'self',
    consent: { version: '2026-12', original: true, noSecrets: true },
  });
  const begun = async (size: number) => {
    const reply = await phone.begin('2026-11', size);
    expect(reply.status).toBe(201);
    return reply.headers.get('location') ?? '';
  };
  const problem = async (reply: Response) => {
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const document = (await reply.json()) as { code: string; status: number; detail: string; facts?: unknown };
    expect(document.status).toBe(reply.status);
    expect(document.detail).not.toMatch(/[{}]/);
    return document;
  };

  it('goes on where a cut connection left it, and is handed in once', async () => {
    const location = await begun(png.length);
    expect(location).toMatch(/^\/v1\/uploads\/[0-9a-f-]{36}$/);
    expect(await phone.offsetOf(location)).toBe(0);

    // The phone loses its network after the first third, in the middle of a request.
    const third = Math.floor(png.length / 3);
    const cut = new ReadableStream({
      async start(stream) {
        stream.enqueue(png.subarray(0, third));
        await new Promise((resolve) => setTimeout(resolve, 200));
        stream.error(new Error('no network'));
      },
    });
    await expect(phone.patch(location, 0, cut)).rejects.toThrow();
    const offset = await phone.offsetOf(location);
    expect(offset).toBe(third);
    expect(await staging().size(idOf(location))).toBe(offset);

    const sent = await phone.patch(location, offset, png.subarray(offset));
    expect(sent.status).toBe(204);
    expect(sent.headers.get('upload-offset')).toBe(String(png.length));
    expect((await readFile(staging().path(idOf(location)))).equals(png)).toBe(true);

    const body = words(idOf(location));
    for (let delivery = 0; delivery < 3; delivery += 1) {
      expect(await author.expect(201, 'POST', '/v1/submissions', body)).toMatchObject({ state: 'received' });
    }
    const list = await author.expect<{ items: unknown[] }>(200, 'GET', '/v1/submissions');
    expect(list).toMatchObject({ items: [{ state: 'received', photo: null }], quota: { used: 1, limit: 3 } });

    // The worker has moved the file on, and the phone asks again because the last answer was lost.
    await staging().remove(idOf(location));
    expect(await phone.offsetOf(location)).toBe(png.length);
    expect((await phone.patch(location, png.length, new Uint8Array())).status).toBe(204);
    expect((await phone.send('DELETE', location)).status).toBe(409);
  });

  it('lets two requests for one upload write it once', async () => {
    const location = await begun(png.length);
    const replies = await Promise.all([phone.patch(location, 0, png), phone.patch(location, 0, png)]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([204, 409]);
    expect((await readFile(staging().path(idOf(location)))).equals(png)).toBe(true);
  });

  it('records a last byte that was written by a process that ended then', async () => {
    const location = await begun(png.length);
    await author.expect(201, 'POST', '/v1/submissions', words(idOf(location)));
    await writeFile(staging().path(idOf(location)), png);
    expect(await phone.offsetOf(location)).toBe(png.length);
    expect(await author.expect(200, 'GET', '/v1/submissions')).toMatchObject({ items: [{ state: 'received' }] });
  });

  it.each([
    ['nothing at all', Buffer.alloc(0), 422, 'EMPTY'],
    ['a text called a photo', Buffer.from('这不是照片，是一段文字。'.repeat(50)), 415, 'UNSUPPORTED_TYPE'],
    ['a photo too small to print', aPng({ width: 599, height: 900 }), 422, 'TOO_SMALL'],
    ['half a header', png.subarray(0, 20), 422, 'CORRUPT'],
  ])('refuses %s and keeps nothing of it', async (_what, bytes, status, code) => {
    const before = await readdir(staging().root);
    const rows = await uploadRows();
    const created = await phone.begin('2026-11', bytes.length);
    const location = created.headers.get('location');
    const reply = location ? await phone.patch(location, 0, bytes) : created;
    expect(reply.status).toBe(status);
    expect((await problem(reply)).code).toBe(code);
    expect(await readdir(staging().root)).toEqual(before);
    expect(await uploadRows()).toBe(rows);
    expect(await phone.upload('2026-11', png)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses at the start what can come to nothing', async () => {
    const limit = 30 * 1024 * 1024;
    expect(await problem(await phone.begin('2026-11', limit + 1))).toMatchObject({
      code: 'TOO_LARGE',
      status: 413,
      facts: { limit, actual: limit + 1 },
    });
    expect((await problem(await phone.begin('2026-10', 1000))).code).toBe('EDITION_NOT_COLLECTING');
    const deferred = await phone.send('POST', '/v1/uploads', {
      headers: { 'upload-defer-length': '1', 'upload-metadata': `editionKey ${btoa('2026-11')}` },
    });
    expect(await problem(deferred)).toMatchObject({ code: 'VALIDATION_FAILED', status: 400 });
    for (let i = 0; i < 3; i += 1) {
      const uploadId = await phone.upload('2026-11', png);
      await author.expect(201, 'POST', '/v1/submissions', words(uploadId));
    }
    expect(await problem(await phone.begin('2026-11', 1000))).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      status: 409,
      detail: '每人每期最多投 3 幅，您已投 3 幅。',
    });
  });

  it('refuses more bytes than were announced', async () => {
    const location = await begun(100);
    const reply = await phone.patch(location, 0, png);
    expect(await problem(reply)).toMatchObject({ code: 'UPLOAD_TOO_LONG', status: 413, facts: { limit: 100 } });
    expect(await phone.offsetOf(location)).toBe(0);
  });

  it('is open to its own author alone', async () => {
    const location = await begun(png.length);
    const stranger = new Phone(origin, await test.author());
    for (const method of ['HEAD', 'DELETE']) expect((await stranger.send(method, location)).status).toBe(404);
    expect((await problem(await stranger.patch(location, 0, png))).code).toBe('UPLOAD_NOT_FOUND');
    expect((await phone.send('HEAD', `/v1/uploads/${randomUUID()}`)).status).toBe(404);
    expect((await phone.send('HEAD', '/v1/uploads/..%2f..%2fetc%2fpasswd')).status).toBe(404);

    const nobody = new Phone(origin, test.visitor());
    expect((await problem(await nobody.begin('2026-11', 10))).code).toBe('UNAUTHENTICATED');
    const moderator = new Phone(origin, await test.staff('moderator'));
    expect((await problem(await moderator.begin('2026-11', 10))).code).toBe('UNAUTHENTICATED');
    const elsewhere = await phone.send('PATCH', location, { headers: { 'x-zuimei': '' } });
    expect((await problem(elsewhere)).code).toBe('CROSS_SITE_REQUEST');

    // Signed out on the way: the bytes wait, and the same author goes on after signing in again.
    const session = new Map(author.cookies);
    await author.expect(204, 'DELETE', '/v1/author-sessions/current');
    for (const [name, value] of session) author.cookies.set(name, value);
    expect(await problem(await phone.patch(location, 0, png))).toMatchObject({ code: 'SESSION_EXPIRED', status: 401 });
    expect(await staging().size(idOf(location))).toBe(0);
  });

  it('can be given up by its author', async () => {
    const location = await begun(png.length);
    await phone.patch(location, 0, png.subarray(0, 1000));
    expect((await phone.send('DELETE', location)).status).toBe(204);
    expect(await staging().size(idOf(location))).toBeNull();
    expect((await phone.send('HEAD', location)).status).toBe(404);
  });
});
