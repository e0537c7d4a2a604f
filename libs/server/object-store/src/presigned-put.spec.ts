import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type ObjectStore } from './object-store.js';
import { s3Store } from './s3-store.js';

/** Speaks just enough of S3 for a put of a file, and stumbles as it is told. */
class FakeS3 {
  readonly objects = new Map<string, Buffer>();
  readonly puts: http.IncomingMessage[] = [];
  #server = http.createServer((request, response) => void this.#answer(request, response));

  constructor(
    private readonly stumble: (nth: number, request: http.IncomingMessage, response: http.ServerResponse) => boolean,
  ) {}

  async open(silenceMs?: number): Promise<ObjectStore> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    return s3Store({
      endpoint: `http://127.0.0.1:${port}`,
      accessKey: 'a',
      secretKey: 'b',
      bucket: 'b1b',
      ...(silenceMs && { silenceMs }),
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    request.on('error', () => undefined);
    const key = new URL(request.url ?? '/', 'http://s3').pathname.replace(/^\/b1b\/?/, '');
    if (key === '') return void response.end();
    if (request.method === 'HEAD') {
      const found = this.objects.get(key);
      return void response
        .writeHead(found ? 200 : 404, found && { 'content-length': found.length, etag: `"${found.length}"` })
        .end();
    }
    this.puts.push(request);
    if (this.stumble(this.puts.length, request, response)) return;
    const bytes = await buffer(request).catch(() => null);
    if (!bytes) return;
    this.objects.set(key, bytes);
    response.writeHead(200, { etag: `"${bytes.length}"` }).end();
  }
}

jest.setTimeout(60_000);

describe('a file put by a presigned address', () => {
  let folder: string;
  let file: string;
  let fake: FakeS3;
  const bytes = randomBytes(3 * 1024 * 1024 + 5);
  const jpeg = { contentType: 'image/jpeg' };

  beforeAll(async () => {
    folder = await fs.mkdtemp(path.join(os.tmpdir(), 'zuimei-put-'));
    file = path.join(folder, 'photo');
    await fs.writeFile(file, bytes);
  });
  afterEach(() => fake.close());
  afterAll(() => fs.rm(folder, { recursive: true }));

  it('goes over as it lies on the disk, with its length and type, its content in no header', async () => {
    fake = new FakeS3(() => false);
    await (await fake.open()).put('a/photo', file, jpeg);
    expect(fake.objects.get('a/photo')?.equals(bytes)).toBe(true);
    const [{ headers, url } = { headers: {}, url: '' }] = fake.puts;
    expect(headers).toMatchObject({ 'content-length': String(bytes.length), 'content-type': 'image/jpeg' });
    expect(headers).not.toHaveProperty('x-amz-content-sha256');
    expect(headers).not.toHaveProperty('content-md5');
    expect(url).toMatch(/X-Amz-Signature=/);
  });

  it.each<[string, (request: http.IncomingMessage, response: http.ServerResponse) => void]>([
    ['a 503 before the last byte', (_request, response) => void response.writeHead(503).end()],
    ['SlowDown', (request, response) => void request.resume().on('end', () => refuse(response, 400, 'SlowDown'))],
    ['a cut connection', (request) => request.once('data', () => request.socket.destroy())],
    ['silence', () => undefined],
  ])('is sent again, whole, after %s', async (what, stumble) => {
    fake = new FakeS3((nth, request, response) => {
      if (nth === 1) stumble(request, response);
      return nth === 1;
    });
    // A busy machine is silent for a while too: only where silence is the point is it cut short.
    await (await fake.open(what === 'silence' ? 1_000 : undefined)).put('a/photo', file, jpeg);
    expect(fake.objects.get('a/photo')?.equals(bytes)).toBe(true);
    expect(fake.puts.length).toBe(2);
    // Each try has a link of its own time.
    expect(new Set(fake.puts.map(({ headers }) => headers['content-length'])).size).toBe(1);
  });

  it('is refused for good where the store says so, with what it said', async () => {
    fake = new FakeS3((_nth, request, response) => {
      request.resume();
      refuse(response, 403, 'AccessDenied');
      return true;
    });
    await expect((await fake.open()).put('a/photo', file, jpeg)).rejects.toThrow('answered 403 AccessDenied');
    expect(fake.puts.length).toBe(1);
  });

  it('rejects, and holds nothing, while the store is away', async () => {
    fake = new FakeS3(() => false);
    const store = await fake.open();
    await store.put('a/first', file, jpeg);
    await fake.close();
    await expect(store.put('a/photo', file, jpeg)).rejects.toThrow(/ECONNREFUSED|socket hang up|ECONNRESET/);
    expect(fake.objects.has('a/photo')).toBe(false);
  });

  it('comes through in the end where a third of the puts fail, and no half of it ever stands there', async () => {
    fake = new FakeS3((nth, request, response) => {
      const fails = [true, false, false, true, true, false, false, false, false, false][nth % 10] === true;
      if (fails) request.once('data', () => (nth % 2 ? request.socket.destroy() : response.writeHead(500).end()));
      return fails;
    });
    const store = await fake.open();
    const keys = Array.from({ length: 20 }, (_, n) => `many/${n}`);
    for (const key of keys) await store.put(key, file, jpeg);
    expect(fake.puts.length).toBeGreaterThan(keys.length);
    expect([...fake.objects.values()].every((each) => each.equals(bytes))).toBe(true);
    expect([...fake.objects.keys()]).toEqual(keys);
  });

  it('fails where the store kept another length under the same tag', async () => {
    fake = new FakeS3((_nth, request, response) => {
      request.resume().on('end', () => {
        fake.objects.set('a/photo', bytes.subarray(0, 10));
        response.writeHead(200, { etag: '"10"' }).end();
      });
      return true;
    });
    await expect((await fake.open()).put('a/photo', file, jpeg)).rejects.toThrow(`holds 10 bytes of ${bytes.length}`);
  });
});

const refuse = (response: http.ServerResponse, status: number, code: string): void =>
  void response.writeHead(status).end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
