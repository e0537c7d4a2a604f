import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { objectStoreContract } from './object-store.contract.js';
import { type ObjectStore } from './object-store.js';
import { openObjectStore } from './open-object-store.js';
import { s3Store } from './s3-store.js';

const { TEST_S3_ENDPOINT: endpoint, TEST_S3_ACCESS_KEY, TEST_S3_SECRET_KEY, TEST_LEAVE_NOTHING_OUT } = process.env;

const server = { accessKey: TEST_S3_ACCESS_KEY ?? '', secretKey: TEST_S3_SECRET_KEY ?? '' };
const freshBucket = (): string => `zuimei-${randomUUID()}`;

if (endpoint) {
  objectStoreContract('S3', async () => openObjectStore({ kind: 's3', endpoint, ...server, bucket: freshBucket() }));

  describe('S3 store on a real server', () => {
    const store = (): Required<ObjectStore> =>
      s3Store({ endpoint, ...server, bucket: freshBucket() }) as Required<ObjectStore>;

    it('reads and writes by presigned links, and refuses the same address without a signature', async () => {
      const { put, get } = await presigned(store());
      const sent = await fetch(put, { method: 'PUT', body: 'bytes', headers: { 'content-type': 'image/webp' } });
      expect(sent.status).toBe(200);
      const received = await fetch(get);
      expect([received.status, received.headers.get('content-type'), await received.text()]).toEqual([
        200,
        'image/webp',
        'bytes',
      ]);
      expect((await fetch(get.split('?')[0] ?? '')).status).toBe(403);
      expect((await fetch(get, { method: 'DELETE' })).status).toBe(403);
    });

    it('makes its bucket once when several begin at the same time', async () => {
      const bucket = freshBucket();
      const stores = [1, 2, 3].map(() => s3Store({ endpoint, ...server, bucket }));
      await Promise.all(
        stores.map((s, n) => s.put(`at-once/${n}.txt`, Buffer.from('x'), { contentType: 'text/plain' })),
      );
      const found: string[] = [];
      for await (const row of (stores[0] as ObjectStore).list('at-once/')) found.push(row.key);
      expect(found).toHaveLength(3);
    });

    it('is not healthy with a wrong key', async () => {
      const wrong = s3Store({ endpoint, accessKey: server.accessKey, secretKey: 'wrong', bucket: freshBucket() });
      await expect(wrong.check()).rejects.toThrow();
    });
  });
} else if (TEST_LEAVE_NOTHING_OUT) {
  it('has an S3 server to run the contract on', () => {
    throw new Error('TEST_LEAVE_NOTHING_OUT is set, but TEST_S3_ENDPOINT is not');
  });
} else {
  console.warn(
    'left out: the object store contract on S3 (set TEST_S3_ENDPOINT, _ACCESS_KEY and _SECRET_KEY; .ci/run does)',
  );
}

async function presigned(store: Required<ObjectStore>): Promise<{ put: string; get: string }> {
  return { put: await store.presignPut('signed/a.webp', 60), get: await store.presignGet('signed/a.webp', 60) };
}

describe('S3 store on a server that fails', () => {
  type Answer = (request: http.IncomingMessage, response: http.ServerResponse, nth: number) => void;
  let listening: http.Server | undefined;

  const failing = async (answer: Answer, silenceMs?: number): Promise<{ store: ObjectStore; asked: () => number }> => {
    let nth = 0;
    const started = http.createServer((request, response) => {
      request.resume();
      // The first request looks for the bucket.
      if (request.method === 'HEAD' && /^\/b1b\/?$/.test(request.url ?? '')) response.end();
      else answer(request, response, ++nth);
    });
    listening = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    const { port } = started.address() as AddressInfo;
    const options = { endpoint: `http://127.0.0.1:${port}`, accessKey: 'a', secretKey: 'b', bucket: 'b1b', silenceMs };
    return { store: s3Store(options), asked: () => nth };
  };
  afterEach(async () => {
    listening?.closeAllConnections();
    await new Promise((resolve) => listening?.close(resolve) ?? resolve(undefined));
    listening = undefined;
  });

  it('tries again after 503 and a cut connection, and then succeeds', async () => {
    const { store, asked } = await failing((request, response, nth) => {
      if (nth === 1) response.writeHead(503).end();
      else if (nth === 2) request.socket.destroy();
      else response.writeHead(200, { 'content-type': 'image/jpeg' }).end('bytes');
    });
    const opened = await store.open('a.jpg');
    expect((await buffer(opened?.stream as NodeJS.ReadableStream)).toString()).toBe('bytes');
    expect(asked()).toBe(3);
  });

  it('sends the whole body again when a put is repeated', async () => {
    const bodies: number[] = [];
    const { store } = await failing((request, response, nth) => {
      bodies.push(Number(request.headers['content-length']));
      if (nth === 1) response.writeHead(500).end();
      else response.writeHead(200, { etag: '"e"' }).end();
    });
    await store.put('a.txt', Buffer.from('12345'), { contentType: 'text/plain' });
    expect(bodies).toEqual([5, 5]);
  });

  it('gives up after three tries', async () => {
    const { store, asked } = await failing((_request, response) => response.writeHead(503).end());
    await expect(store.stat('a.jpg')).rejects.toThrow(/503/);
    expect(asked()).toBe(3);
  });

  it('does not repeat what the server refuses for good', async () => {
    const { store, asked } = await failing((_request, response) => response.writeHead(403).end());
    await expect(store.stat('a.jpg')).rejects.toThrow();
    expect(asked()).toBe(1);
  });

  it('ends a connection that is silent for too long', async () => {
    const { store } = await failing(() => undefined, 100);
    await expect(store.stat('a.jpg')).rejects.toThrow(/silent for 100 ms/);
  });

  it('rejects a download whose bytes stop half-way, and leaves no file', async () => {
    const { store } = await failing((request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('only a few');
      setTimeout(() => request.socket.destroy(), 20);
    });
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'zuimei-cut-'));
    await expect(store.download('a.jpg', path.join(folder, 'a.jpg'))).rejects.toThrow();
    expect(await fs.readdir(folder)).toEqual([]);
    await fs.rmdir(folder);
  });

  it.each(['ftp://127.0.0.1', 'http://127.0.0.1/path', 'not an address'])('refuses the endpoint %s', (endpointText) => {
    expect(() => s3Store({ endpoint: endpointText, accessKey: 'a', secretKey: 'b', bucket: 'b1b' })).toThrow();
  });
});
