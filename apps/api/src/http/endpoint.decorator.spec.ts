import { Controller, Get, Module, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { endpoint, type In, type Out } from '@zuimei/contracts';
import { createLogger, ProblemError, requestContext, SystemIds } from '@zuimei/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Access } from './access.js';
import { Endpoint, Events, Input } from './endpoint.decorator.js';
import { type EventStream, EventStreams } from './event-streams.js';
import { registerHooks } from './hooks.js';
import { PATIENCE } from './patience.js';
import { ProblemFilter } from './problem.filter.js';
import { zodValidators } from './route-schemas.js';

const rows = {
  make: endpoint({
    id: 'make',
    method: 'POST',
    path: '/v1/things/:id',
    summary: '',
    who: ['anyone'],
    params: z.object({ id: z.uuid() }),
    query: z.object({ limit: z.coerce.number().int().max(10).default(3) }),
    body: z
      .object({ title: z.string().trim().min(2), tags: z.array(z.object({ 'a/b': z.int() })).default([]) })
      .strict(),
    reply: { kind: 'json', status: 202, schema: z.object({ title: z.string(), limit: z.int() }) },
    problems: [],
  }),
  empty: endpoint({
    id: 'empty',
    method: 'DELETE',
    path: '/v1/things/:id',
    summary: '',
    who: ['anyone'],
    reply: { kind: 'empty', status: 204 },
    problems: [],
  }),
  bytes: endpoint({
    id: 'bytes',
    method: 'GET',
    path: '/v1/things.pdf',
    summary: '',
    who: ['anyone'],
    reply: { kind: 'bytes', status: 200, contentType: 'application/pdf' },
    problems: [],
  }),
  events: endpoint({
    id: 'events',
    method: 'GET',
    path: '/v1/events',
    summary: '',
    who: ['anyone'],
    reply: { kind: 'sse', status: 200, event: z.object({ n: z.int() }) },
    problems: [],
  }),
  upload: endpoint({
    id: 'upload',
    method: 'POST',
    path: '/v1/uploads',
    summary: '',
    who: ['anyone'],
    reply: { kind: 'tus', status: 201 },
    problems: [],
  }),
};

let opened: EventStream | undefined;

@Controller()
class ThingsController {
  @Endpoint(rows.make)
  make(@Input() { params, query, body }: In<typeof rows.make>): Out<typeof rows.make> {
    if (body.title === 'boom') throw new Error(`password hunter2 for ${params.id}`);
    if (body.title === 'context') return { title: requestContext()?.requestId ?? 'none', limit: 0 };
    return { title: body.title, limit: query.limit, secret: 'never sent' } as Out<typeof rows.make>;
  }

  @Endpoint(rows.empty)
  empty(): void {}

  @Endpoint(rows.bytes)
  bytes(): Buffer {
    return Buffer.from('%PDF-');
  }

  @Endpoint(rows.events)
  events(@Events() stream: EventStream): void {
    opened = stream;
    stream.send({ n: 1 });
  }

  @Endpoint(rows.upload)
  async upload(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.hijack();
    let bytes = 0;
    for await (const chunk of request.raw) bytes += (chunk as Buffer).length;
    reply.raw.writeHead(204, { 'x-seen': `${request.method} ${request.url} ${bytes}` }).end();
  }

  @Get('/v1/forgotten')
  forgotten(): string {
    return 'nobody decided who may read this';
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

const ID = '01a20722-2ea1-7777-9e74-146e3aedea28';

describe('a row and its handler', () => {
  let app: NestFastifyApplication;
  let base: string;
  const streams = new EventStreams();
  const log: string[] = [];

  beforeAll(async () => {
    const adapter = new FastifyAdapter({ bodyLimit: 1000 });
    const instance = adapter.getInstance();
    const logger = createLogger({ level: 'info', name: 'test', destination: { write: (line) => void log.push(line) } });
    instance.setValidatorCompiler(zodValidators as never);
    instance.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
    const nobody = { find: async () => null, bySessionToken: async () => null, byDeliveryToken: async () => null };
    const access = new Access({
      staff: nobody,
      authors: nobody,
      seats: nobody,
      clock: { now: () => new Date() },
      ids: new SystemIds(),
      keystore: { derive: () => Buffer.alloc(32) },
      publicOrigin: null,
      rateLimits: false,
    } as unknown as ConstructorParameters<typeof Access>[0]);
    registerHooks(instance, {
      access: () => access,
      streams,
      ids: new SystemIds(),
      log: logger,
      hsts: true,
      closing: () => false,
      patience: PATIENCE,
    });
    app = await NestFactory.create<NestFastifyApplication>(ThingsModule, adapter, { logger: false });
    app.useGlobalFilters(new ProblemFilter(logger));
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
  });
  afterAll(async () => {
    streams.closeAll();
    await app.close();
  });

  const call = (method: string, url: string, payload?: unknown, headers: Record<string, string> = {}) =>
    app.inject({ method: method as 'GET', url, headers: { 'x-zuimei': '1', ...headers }, payload: payload as object });

  it('gives the handler parsed values, answers with the row’s status, and sends declared fields only', async () => {
    const reply = await call('POST', `/v1/things/${ID}?limit=7`, { title: '  好  照片 ' });
    expect(reply.statusCode).toBe(202);
    expect(reply.body).toBe('{"title":"好  照片","limit":7}');
    expect(reply.headers['cache-control']).toBe('no-store');
    expect((await call('POST', `/v1/things/${ID}`, { title: 'ab' })).json()).toEqual({ title: 'ab', limit: 3 });
    expect((await call('DELETE', `/v1/things/${ID}`)).statusCode).toBe(204);
    const bytes = await call('GET', '/v1/things.pdf');
    expect([bytes.headers['content-type'], bytes.body]).toEqual(['application/pdf', '%PDF-']);
  });

  it('points at every place that does not fit', async () => {
    const reply = await call('POST', `/v1/things/${ID}`, { title: ' a ', tags: [{ 'a/b': 'x' }], extra: 1, other: 2 });
    expect(reply.statusCode).toBe(400);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(reply.json()).toMatchObject({
      code: 'VALIDATION_FAILED',
      errors: [
        { pointer: '/title', code: 'too_small', facts: { min: 2 } },
        { pointer: '/tags/0/a~1b', code: 'invalid_type' },
        { pointer: '/extra', code: 'unrecognized_keys' },
        { pointer: '/other', code: 'unrecognized_keys' },
      ],
    });
    const errorsOf = async (url: string, body?: unknown) => (await call('POST', url, body)).json().errors;
    expect(await errorsOf('/v1/things/no-uuid', { title: 'ab' })).toEqual([
      { pointer: '/params/id', code: 'invalid_format' },
    ]);
    expect(await errorsOf(`/v1/things/${ID}?limit=11`, { title: 'ab' })).toEqual([
      { pointer: '/query/limit', code: 'too_big', facts: { max: 10 } },
    ]);
    expect(await errorsOf(`/v1/things/${ID}`)).toEqual([{ pointer: '', code: 'invalid_type' }]);
  });

  it('tells what is wrong with a body that is none', async () => {
    const json = { 'content-type': 'application/json' };
    const codeOf = async (payload: unknown, headers: Record<string, string>) =>
      (await call('POST', `/v1/things/${ID}`, payload, headers)).json().code;
    expect(await codeOf('{"title":', json)).toBe('BODY_NOT_JSON');
    expect(await codeOf('', { ...json, 'content-length': '0' })).toBe('BODY_NOT_JSON');
    expect(await codeOf('<a/>', { 'content-type': 'text/xml' })).toBe('BODY_NOT_JSON');
    expect(await codeOf('{"__proto__":{"admin":true},"title":"ab"}', json)).toBe('BODY_NOT_JSON');
    expect(await codeOf({ title: 'x'.repeat(2000) }, json)).toBe('BODY_TOO_LARGE');
  });

  it('logs what broke and gives nothing of it away', async () => {
    const reply = await call('POST', `/v1/things/${ID}`, { title: 'boom' });
    expect(reply.statusCode).toBe(500);
    expect(reply.json()).toMatchObject({ code: 'INTERNAL', retryable: true });
    expect(reply.body).not.toMatch(/hunter2|Error|\.ts/);
    const line = log.find((entry) => entry.includes('request failed')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ endpoint: 'make', requestId: reply.headers['x-request-id'] });
    expect(line).toContain('endpoint.decorator.spec');
  });

  it('keeps the request’s id through reading the body, takes a sound one from outside, and no other', async () => {
    const given = await call('POST', `/v1/things/${ID}`, { title: 'context' }, { 'x-request-id': 'outside-12345' });
    expect(given.json().title).toBe('outside-12345');
    const bad = await call('POST', `/v1/things/${ID}`, { title: 'context' }, { 'x-request-id': 'a b\\n' });
    expect(bad.json().title).toBe(bad.headers['x-request-id']);
    expect(bad.headers['x-request-id']).not.toContain('a b');
  });

  it('refuses a route that nobody decided about', async () => {
    expect((await call('GET', '/v1/forgotten')).json()).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('hands the upload protocol its path and everything below it, in every method, unread', async () => {
    for (const method of ['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS']) {
      for (const path of ['/v1/uploads', '/v1/uploads/abc']) {
        const body = method === 'PATCH' || method === 'POST' ? 'x'.repeat(5000) : undefined;
        const reply = await call(method, path, body, body ? { 'content-type': 'application/offset+octet-stream' } : {});
        expect(reply.statusCode).toBe(204);
        expect(reply.headers['x-seen']).toBe(`${method} ${path} ${body?.length ?? 0}`);
        expect(reply.headers['x-content-type-options']).toBe('nosniff');
      }
    }
  });

  it('streams events until the reader leaves, and ends all streams when it closes', async () => {
    const reader = new AbortController();
    const reply = await fetch(`${base}/v1/events`, { signal: reader.signal });
    expect(reply.headers.get('content-type')).toContain('text/event-stream');
    expect(reply.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const chunks = (reply.body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    while (!text.includes('"n":2')) {
      const { value, done } = await chunks.read();
      if (done) break;
      text += new TextDecoder().decode(value);
      if (text.includes('"n":1') && !text.includes('"n":2')) opened?.send({ n: 2 });
    }
    expect(text).toBe('retry: 2000\n\ndata: {"n":1}\n\ndata: {"n":2}\n\n');
    const left = new Promise<void>((resolve) => opened?.onClose(resolve));
    reader.abort();
    await left;
    expect(streams.size).toBe(0);
    expect(opened?.send({ n: 3 })).toBe(false);

    const second = await fetch(`${base}/v1/events`);
    expect(streams.size).toBe(1);
    streams.closeAll();
    expect(await second.text()).toContain('"n":1');
    expect(streams.size).toBe(0);
  });

  it('lets a guard’s refusal say when to come back', () => {
    expect(new ProblemError({ code: 'SHUTTING_DOWN' }, 5).retryAfter).toBe(5);
  });
});
