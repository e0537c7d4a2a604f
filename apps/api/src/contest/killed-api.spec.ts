import { anEdition, aPng, freePort, openTestData, SourceProcess, type TestData } from '@zuimei/testing';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Phone } from './uploads.testing.js';

const MAIN = path.join(import.meta.dirname, '../main.ts');

describe('an api that is killed in the middle of an upload', () => {
  let data: TestData;
  let home: string;
  let env: Record<string, string>;
  let api: SourceProcess;

  beforeAll(async () => {
    data = await openTestData();
    await anEdition('2026-11').create(data.unit);
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-killed-'));
    env = {
      ZUIMEI_HOME: home,
      DATABASE_API_URL: data.database.apiUrl,
      DATABASE_QUEUE_URL: data.database.queueUrl,
      PORT: String(await freePort()),
      LOG_LEVEL: 'warn',
    };
    api = await SourceProcess.start(MAIN, env);
  });
  afterAll(async () => {
    await api?.end('SIGKILL');
    await data.close();
    fs.rmSync(home, { recursive: true, force: true });
  });

  it('goes on after its restart at the byte that is on the disk, and takes the photo once', async () => {
    const origin = `http://127.0.0.1:${env.PORT}`;
    const owner = { cookies: new Map<string, string>() };
    const phone = new Phone(origin, owner);
    const json = async <T>(route: string, body: unknown, expected = 201): Promise<T> => {
      const reply = await phone.send('POST', route, {
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(body)),
      });
      for (const cookie of reply.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        owner.cookies.set(name, value);
      }
      expect(reply.status).toBe(expected);
      return (await reply.json()) as T;
    };
    const { demoCode } = await json<{ demoCode: string }>('/v1/sign-in-codes', { phone: '13900000001' });
    await json('/v1/author-sessions', { phone: '13900000001', code: demoCode });

    const png = aPng({ width: 2400, height: 1800, seed: 7 });
    const begun = await phone.begin('2026-11', png.length);
    const location = begun.headers.get('location') ?? '';
    const uploadId = location.split('/').at(-1) ?? '';
    const details = {
      clientKey: randomUUID(),
      uploadId,
      editionKey: '2026-11',
      title: '晨光里的焊花',
      story: '',
      place: '二号厂房',
      recognisable: 'self',
      consent: { version: '2026-12', original: true, noSecrets: true },
    };
    expect(await json('/v1/submissions', details)).toMatchObject({ state: 'waiting-for-upload' });

    for (let kill = 0; kill < 2; kill += 1) {
      const offset = await phone.offsetOf(location);
      const staged = path.join(home, 'staging', uploadId);
      const trickle = new ReadableStream<Uint8Array>({
        async start(stream) {
          stream.enqueue(png.subarray(offset, offset + 100_000));
          while (fs.statSync(staged).size === offset) await new Promise((resolve) => setTimeout(resolve, 20));
          await api.end('SIGKILL');
          stream.enqueue(png.subarray(offset + 100_000));
          stream.close();
        },
      });
      await expect(phone.patch(location, offset, trickle)).rejects.toThrow();
      api = await SourceProcess.start(MAIN, env);
      const onDisk = fs.statSync(staged).size;
      expect(onDisk).toBeGreaterThan(offset);
      expect(onDisk).toBeLessThan(png.length);
      expect(await phone.offsetOf(location)).toBe(onDisk);
      expect(fs.readFileSync(staged).equals(png.subarray(0, onDisk))).toBe(true);
    }

    const offset = await phone.offsetOf(location);
    expect((await phone.patch(location, offset, png.subarray(offset))).status).toBe(204);
    expect(await json('/v1/submissions', details)).toMatchObject({ state: 'received' });
    const [counts] = await data.db.query('SELECT count(*)::int AS n FROM submissions');
    expect(counts).toEqual({ n: 1 });
    expect(await api.end('SIGTERM')).toBe(0);
  });
});
