/** @jest-environment node */
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import { ApiProblem, createClient, endpoints, isRefusal, NetworkProblem } from './index.js';

type Handler = (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;

let server: http.Server;
let handler: Handler;
let baseUrl: string;
let waits: number[];

const client = (extra = {}) =>
  createClient({
    baseUrl,
    random: () => 1,
    sleep: async (ms) => {
      waits.push(ms);
    },
    ...extra,
  });

const json = (response: http.ServerResponse, status: number, value: unknown, headers = {}) =>
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(value));

const problem = (response: http.ServerResponse, status: number, code: string, headers = {}, extra = {}) =>
  response.writeHead(status, { 'content-type': 'application/problem+json', ...headers }).end(
    JSON.stringify({
      type: `urn:zuimei:${code}`,
      title: 'English',
      detail: '中文',
      status,
      code,
      retryable: status === 429 || status >= 500,
      ...extra,
    }),
  );

beforeEach(async () => {
  waits = [];
  server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => handler(request, response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('should have failed');
    },
    (error: unknown) => error,
  );

describe('a call', () => {
  it('fills the path, marks itself as the page’s own and gives the JSON back', async () => {
    let seen: http.IncomingMessage | undefined;
    handler = (request, response) => {
      seen = request;
      json(response, 200, { key: '2026-11' });
    };
    await expect(client().call(endpoints.getEdition, { params: { key: '2026-11' } })).resolves.toEqual({
      key: '2026-11',
    });
    expect(seen?.url).toBe('/v1/editions/2026-11');
    expect(seen?.headers['x-zuimei']).toBe('1');
  });

  it('sends queries, bodies and a bearer token', async () => {
    const seen: unknown[] = [];
    handler = (request, response, body) => {
      seen.push([request.method, request.url, request.headers.authorization, body && JSON.parse(body)]);
      json(response, 200, { items: [], nextCursor: null });
    };
    await client().call(endpoints.listEntries, { params: { key: '2026-11' }, query: { limit: 10, cursor: undefined } });
    await client().call(endpoints.heartbeat, { body: { pending: 3 } }, { bearer: 't.0k' });
    expect(seen).toEqual([
      ['GET', '/v1/editions/2026-11/entries?limit=10', undefined, ''],
      ['POST', '/v1/seats/current/heartbeat', 'Bearer t.0k', { pending: 3 }],
    ]);
  });

  it('escapes what it puts into a path, and refuses to send one with a hole', async () => {
    expect(client().url(endpoints.getEdition, { params: { key: '../x' } })).toBe(`${baseUrl}/v1/editions/..%2Fx`);
    const hole = client().call(endpoints.getEdition, { params: { key: '' } });
    await expect(hole).rejects.toBeInstanceOf(TypeError);
  });

  it('turns a problem document into an ApiProblem with everything in it', async () => {
    handler = (_, response) =>
      problem(
        response,
        409,
        'QUOTA_EXCEEDED',
        { 'retry-after': '7' },
        { facts: { limit: 5 }, errors: [{ pointer: '/title', code: 'TITLE_REQUIRED' }] },
      );
    const error = await failure(client().call(endpoints.getHealth));
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      status: 409,
      retryable: false,
      facts: { limit: 5 },
      sentence: { zh: '中文', en: 'English' },
      retryAfterMs: 7000,
    });
    expect((error as ApiProblem).errorAt('/title')?.code).toBe('TITLE_REQUIRED');
    expect(isRefusal(error, 'QUOTA_EXCEEDED')).toBe(true);
    expect(isRefusal(error, 'NOT_FOUND')).toBe(false);
  });

  it.each([
    ['a captive portal’s page with status 200', 200, 'text/html', '<html>login</html>'],
    ['a proxy’s page with status 502', 502, 'text/html', '<html>bad gateway</html>'],
    ['truncated JSON', 200, 'application/json', '{"items": ['],
    ['a problem that is none', 403, 'application/problem+json', '{"hello": 1}'],
    ['plain JSON in the place of a problem', 403, 'application/json', '{"code": "X"}'],
    ['a reply without a type', 200, '', 'ok'],
  ])('never takes %s for an acknowledgement', async (_, status, type, body) => {
    handler = (_request, response) => response.writeHead(status, type ? { 'content-type': type } : {}).end(body);
    const error = await failure(client().call(endpoints.heartbeat, { body: { pending: 0 } }));
    expect(error).toBeInstanceOf(NetworkProblem);
    expect(error).toMatchObject({ reason: 'foreign', retryable: true });
  });

  it('takes 204 alone for an empty reply', async () => {
    handler = (_, response) => response.writeHead(204).end();
    await expect(client().call(endpoints.endAuthorSession)).resolves.toBeUndefined();
    handler = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>login</html>');
    expect(await failure(client().call(endpoints.endAuthorSession))).toMatchObject({ reason: 'foreign' });
  });

  it('tells a broken line and a late reply apart', async () => {
    handler = (request) => request.socket.destroy();
    expect(await failure(client().call(endpoints.heartbeat, { body: { pending: 0 } }))).toMatchObject({
      reason: 'offline',
    });
    handler = () => undefined;
    expect(
      await failure(client().call(endpoints.heartbeat, { body: { pending: 0 } }, { timeoutMs: 50 })),
    ).toMatchObject({ reason: 'timeout' });
  });

  it('counts a body that stalls as late too', async () => {
    handler = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"ser');
    };
    expect(
      await failure(client().call(endpoints.heartbeat, { body: { pending: 0 } }, { timeoutMs: 80 })),
    ).toMatchObject({ reason: 'timeout' });
  });

  it('throws the caller’s own reason when the caller cancels', async () => {
    handler = () => undefined;
    const control = new AbortController();
    const pending = failure(client().call(endpoints.getHealth, {}, { signal: control.signal }));
    setTimeout(() => control.abort(new Error('gone')), 20);
    expect(await pending).toMatchObject({ message: 'gone' });
  });
});

describe('trying again', () => {
  it('repeats a GET after breaks, waiting longer each time', async () => {
    let tries = 0;
    handler = (request, response) => (++tries < 3 ? request.socket.destroy() : json(response, 200, { items: [] }));
    await client().call(endpoints.listEditions);
    expect(tries).toBe(3);
    expect(waits).toEqual([300, 600]);
  });

  it('waits as long as Retry-After says', async () => {
    let tries = 0;
    handler = (_, response) =>
      ++tries < 2
        ? problem(response, 503, 'SHUTTING_DOWN', { 'retry-after': '4' })
        : json(response, 200, { items: [] });
    await client().call(endpoints.listEditions);
    expect(waits).toEqual([4000]);
  });

  it('repeats no refusal, and nothing but GET unless asked to', async () => {
    let tries = 0;
    handler = (_, response) => {
      tries++;
      problem(response, 404, 'NOT_FOUND');
    };
    await failure(client().call(endpoints.listEditions));
    expect(tries).toBe(1);
    handler = (_, response) => {
      tries++;
      problem(response, 503, 'SHUTTING_DOWN');
    };
    await failure(client().call(endpoints.heartbeat, { body: { pending: 0 } }));
    expect(tries).toBe(2);
    await failure(client().call(endpoints.heartbeat, { body: { pending: 0 } }, { retries: 1 }));
    expect(tries).toBe(4);
  });
});

describe('files', () => {
  it('come as bytes, never as somebody’s page', async () => {
    const params = { id: '0198c0de-0000-7000-8000-000000000001' };
    handler = (_, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF');
    const blob = await client().bytes(endpoints.getBadges, { params });
    await expect(blob.text()).resolves.toBe('%PDF');
    handler = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    expect(await failure(client().bytes(endpoints.getBadges, { params }, { retries: 0 }))).toMatchObject({
      reason: 'foreign',
    });
  });
});
