import { StagingFolder } from '@zuimei/contest';
import { UnitOfWork } from '@zuimei/persistence';
import { anEdition, aPng } from '@zuimei/testing';
import { readFile } from 'node:fs/promises';
import { startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';
import { Wire } from '../http/wire.testing.js';
import { Phone } from './uploads.testing.js';

jest.setTimeout(90_000);

const CHUNK = 64 * 1024;
/**
 * Shorter than in a real installation, in the same proportion to what a phone sends; long enough for a busy machine, on
 * which phone and server share one process here.
 */
const PATIENCE = { headersMs: 1_500, windowMs: 1_500, leastBytes: 2_048, bytesAfterReply: 1024 * 1024 };

describe('uploads over a network that breaks or is meant to break something', () => {
  let test: TestApp;
  let author: Visitor;
  let phone: Phone;
  let origin: string;
  const png = aPng({ width: 2400, height: 1800 });

  beforeAll(async () => {
    test = await startTestApp({}, { patience: PATIENCE });
    origin = await Phone.originOf(test.app);
    await anEdition('2026-11').create(test.app.get(UnitOfWork, { strict: false }));
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    author = await test.author();
    phone = new Phone(origin, author);
  });

  const staged = (location: string) =>
    readFile(test.app.get(StagingFolder, { strict: false }).path(location.split('/').at(-1) ?? ''));
  const arrived = async (location: string, bytes: number) => {
    while ((await staged(location)).length < bytes) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const begun = async (size: number) => (await phone.begin('2026-11', size)).headers.get('location') ?? '';
  const nextUploadIsFine = async () => expect(await phone.upload('2026-11', png)).toMatch(/^[0-9a-f-]{36}$/);
  const code = async (reply: Response) => ((await reply.json()) as { code: string }).code;

  it.each([5, 50, 95])('sends at most one chunk again after a cut at %i %%', async (percent) => {
    expect(png.length).toBeGreaterThan(10 * CHUNK);
    const location = await begun(png.length);
    const cutAt = Math.floor((png.length * percent) / 100);
    let sent = 0;
    for (let offset = 0, cut = false; offset < png.length;) {
      const chunk = png.subarray(offset, offset + CHUNK);
      if (!cut && offset + chunk.length > cutAt) {
        cut = true;
        const wire = new Wire(origin);
        const part = chunk.subarray(0, cutAt - offset);
        await wire.say(phone.patchHead(location, offset, { 'content-length': chunk.length }));
        await wire.say(part);
        wire.cut();
        sent += part.length;
      } else {
        expect((await phone.patch(location, offset, chunk)).status).toBe(204);
        sent += chunk.length;
      }
      offset = await phone.offsetOf(location);
    }
    expect(sent - png.length).toBeLessThanOrEqual(CHUNK);
    expect((await staged(location)).equals(png)).toBe(true);
  });

  it('goes on at once where the old connection hangs half-open', async () => {
    const location = await begun(png.length);
    const hanging = new Wire(origin);
    await hanging.say(phone.patchHead(location, 0, { 'content-length': png.length }));
    await hanging.say(png.subarray(0, CHUNK));
    await arrived(location, CHUNK);
    const offset = await phone.offsetOf(location);
    expect(offset).toBe(CHUNK);
    expect((await phone.patch(location, offset, png.subarray(offset))).status).toBe(204);
    expect((await staged(location)).equals(png)).toBe(true);
    hanging.cut();
  });

  it('changes nothing for bytes at a wrong offset', async () => {
    const location = await begun(png.length);
    await phone.patch(location, 0, png.subarray(0, 1000));
    for (const wrong of [0, 999, 1001, png.length]) {
      const reply = await phone.patch(location, wrong, png.subarray(0, 100));
      expect([reply.status, await code(reply)]).toEqual([409, 'UPLOAD_CONFLICT']);
    }
    expect(await phone.offsetOf(location)).toBe(1000);
  });

  it.each([
    ['an offset that is no number', { 'upload-offset': 'x' }, '/headers/upload-offset'],
    ['no offset', {}, '/headers/upload-offset'],
  ])('names the header for %s', async (_what, headers: Record<string, string>, pointer) => {
    const location = await begun(png.length);
    const reply = await phone.send('PATCH', location, {
      headers: { 'content-type': 'application/offset+octet-stream', ...headers },
      body: png.subarray(0, 10),
    });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ code: 'VALIDATION_FAILED', errors: [{ pointer, code: 'invalid' }] });
  });

  it.each(['-1', '1e3', '12.5', '9007199254740993000', ''])('refuses to begin with the length %j', async (length) => {
    const reply = await phone.send('POST', '/v1/uploads', {
      headers: { 'upload-length': length, 'upload-metadata': `editionKey ${btoa('2026-11')}` },
    });
    expect([reply.status, await code(reply)]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('keeps what came of a body that is shorter than its header says', async () => {
    const location = await begun(png.length);
    const wire = new Wire(origin);
    await wire.say(phone.patchHead(location, 0, { 'content-length': 5000 }));
    await wire.say(png.subarray(0, 3000));
    await arrived(location, 3000);
    wire.end();
    await wire.lastCode();
    expect(await phone.offsetOf(location)).toBe(3000);
    await nextUploadIsFine();
  });

  it('takes what stands behind a body for no part of it', async () => {
    const location = await begun(png.length);
    const wire = new Wire(origin);
    await wire.say(phone.patchHead(location, 0, { 'content-length': 3000 }));
    await wire.say(png.subarray(0, 5000));
    expect(await wire.lastCode()).toBe('REQUEST_UNREADABLE');
    expect(await phone.offsetOf(location)).toBeLessThanOrEqual(3000);
    await nextUploadIsFine();
  });

  it('writes no byte behind the announced length, whatever the body says of itself', async () => {
    const location = await begun(5000);
    const wire = new Wire(origin);
    await wire.say(phone.patchHead(location, 0, { 'transfer-encoding': 'chunked' }));
    for (let i = 0; i < 4; i += 1) await wire.say(`7d0\r\n${'x'.repeat(2000)}\r\n`);
    expect(await wire.status()).toBe(413);
    wire.cut();
    expect((await staged(location)).length).toBeLessThanOrEqual(5000);
    await nextUploadIsFine();
  });

  it('hangs up on a body that goes on without end behind its refusal', async () => {
    const location = await begun(5000);
    const wire = new Wire(origin);
    await wire.say(phone.patchHead(location, 0, { 'content-length': 1024 ** 3 }));
    expect(await wire.status()).toBe(413);
    await wire.trickle(1, 'x'.repeat(64 * 1024));
    await nextUploadIsFine();
  });

  it('sends a sender of endless headers away', async () => {
    const wire = new Wire(origin);
    await wire.say('POST /v1/uploads HTTP/1.1\r\nhost: zuimei.test\r\nx-zuimei: ');
    const sent = wire.trickle(50);
    await nextUploadIsFine();
    expect(await wire.lastCode()).toBe('REQUEST_TOO_SLOW');
    await sent;
  });

  it('sends a sender of an endless body away, keeps what came, and lets the phone go on', async () => {
    const location = await begun(png.length);
    const wires = Array.from({ length: 20 }, () => new Wire(origin));
    const others = await Promise.all(Array.from({ length: 19 }, () => begun(png.length)));
    for (const [i, wire] of wires.entries()) {
      await wire.say(phone.patchHead(i === 0 ? location : (others[i - 1] ?? ''), 0, { 'content-length': png.length }));
      await wire.say(png.subarray(0, 10));
    }
    const trickles = wires.map((wire) => wire.trickle(50, ' '));
    expect(await Promise.all(wires.map((wire) => wire.lastCode()))).toEqual(Array(20).fill('REQUEST_TOO_SLOW'));
    await Promise.all(trickles);
    expect(await phone.offsetOf(location)).toBeGreaterThanOrEqual(10);
  });

  it('sends a sender of an endless JSON body away', async () => {
    const wire = new Wire(origin);
    await wire.say(
      phone.head('POST', '/v1/submissions', { 'content-type': 'application/json', 'content-length': 5000 }),
    );
    const sent = wire.trickle(50, ' ');
    expect(await wire.lastCode()).toBe('REQUEST_TOO_SLOW');
    await sent;
    await author.expect(200, 'GET', '/v1/submissions');
  });

  it('waits for a phone that is slow and honest', async () => {
    const location = await begun(png.length);
    const wire = new Wire(origin);
    await wire.say(phone.patchHead(location, 0, { 'content-length': 40_000 }));
    for (let at = 0; at < 40_000; at += 2_000) {
      await wire.say(png.subarray(at, at + 2_000));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await wire.status()).toBe(204);
    wire.end();
    expect(await phone.offsetOf(location)).toBe(40_000);
  });

  it('lets one author leave only so many uploads open', async () => {
    for (let i = 0; i < 30; i += 1) await begun(png.length);
    const reply = await phone.begin('2026-11', png.length);
    expect([reply.status, await code(reply)]).toEqual([429, 'RATE_LIMITED']);
    const other = new Phone(origin, await test.author());
    expect((await other.begin('2026-11', png.length)).status).toBe(201);
  });
});
