import { createLogger, type MadeTable, ProblemError } from '@zuimei/platform';
import Fastify, { type FastifyInstance } from 'fastify';
import { TableReplies } from './table-replies.js';

describe('a table that is sent', () => {
  let app: FastifyInstance;
  let text: () => AsyncGenerator<string>;
  let base: string;
  let gone: number;
  let stallMs: number;
  const log: string[] = [];
  const tables = new TableReplies(
    createLogger({ level: 'debug', name: 'test', destination: { write: (line) => void log.push(line) } }),
  );
  const made = async (): Promise<MadeTable> => ({ fileName: 'x.csv', format: 'csv', text: text() });

  beforeAll(async () => {
    app = Fastify({ forceCloseConnections: true });
    app.get('/table', (_, reply) => tables.send(reply, made, stallMs));
    app.setErrorHandler((error, _, reply) =>
      reply.status(error instanceof ProblemError && error.problem.code === 'RATE_LIMITED' ? 429 : 500).send({}),
    );
    base = await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => app.close());
  beforeEach(() => {
    gone = 0;
    // Longer than any reader of these waits, unless it is to stall.
    stallMs = 60_000;
    log.length = 0;
  });

  const pieces = (count: number, then: () => Promise<void> | void = () => undefined, size = 10) =>
    async function* () {
      try {
        for (let i = 0; i < count; i += 1) yield `${'x'.repeat(size - 1)}\n`;
        await then();
      } finally {
        gone += 1;
      }
    };
  const letGo = async () => {
    while (gone === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  };

  it('arrives whole, as a download that nobody keeps', async () => {
    text = pieces(100);
    const reply = await fetch(`${base}/table`);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="x.csv"',
      'cache-control': 'no-store',
    });
    expect(await reply.text()).toHaveLength(1000);
    await letGo();
  });

  it('breaks off where the source does: nobody takes a part for the whole', async () => {
    text = pieces(3, () => {
      throw new Error('the database went away');
    });
    const reply = await fetch(`${base}/table`);
    expect(reply.status).toBe(200);
    await expect(reply.text()).rejects.toThrow();
    expect(log.join()).toContain('a table broke off');
    expect(gone).toBe(1);
  });

  it('answers with a problem where the source fails at once', async () => {
    text = pieces(0, () => {
      throw new Error('no database');
    });
    expect((await fetch(`${base}/table`)).status).toBe(500);
  });

  it('lets its source go where the reader leaves or takes nothing', async () => {
    text = pieces(10_000, undefined, 64 * 1024);
    const control = new AbortController();
    await fetch(`${base}/table`, { signal: control.signal });
    control.abort();
    await letGo();
    gone = 0;
    stallMs = 200;
    const stalled = await fetch(`${base}/table`);
    await letGo();
    expect(log.join()).toContain('the reader takes nothing');
    await expect(stalled.text()).rejects.toThrow();
  });

  it('is one of two at a time, and a place is free again after each', async () => {
    text = pieces(10_000, undefined, 64 * 1024);
    const control = new AbortController();
    const open = () => fetch(`${base}/table`, { signal: control.signal });
    const [first, second] = [await open(), await open()];
    expect([first.status, second.status, (await open()).status]).toEqual([200, 200, 429]);
    control.abort();
    while (gone < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    text = pieces(1);
    expect((await fetch(`${base}/table`)).status).toBe(200);
  });
});
