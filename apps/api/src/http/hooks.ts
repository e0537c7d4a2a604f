import { type Ids, type Logger, ProblemError, withRequestContext } from '@zuimei/platform';
import type { FastifyInstance } from 'fastify';
import type { Access } from './access.js';
import { CookieJar } from './cookies.js';
import type { EventStreams } from './event-streams.js';
import { type Patience, watchBody } from './patience.js';
import { setSecurityHeaders } from './security-headers.js';
import { Readable } from 'node:stream';
import './fastify-types.js';

export interface HookParts {
  access: () => Access;
  streams: EventStreams;
  ids: Ids;
  log: Logger;
  /** Whether replies over TLS promise HTTPS for a year. */
  hsts: boolean;
  /** Whether the program is closing: then new requests are turned away. */
  closing: () => boolean;
  patience: Patience;
}

const REQUEST_ID = /^[\w-]{8,64}$/;

/** What happens around every request: its id and log line, security headers, and the door. */
export function registerHooks(instance: FastifyInstance, parts: HookParts): void {
  instance.addHook('onRequest', (request, reply, done) => {
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : parts.ids.next();
    request.startedAt = performance.now();
    request.context = { requestId };
    request.jar = new CookieJar(request.headers.cookie, reply);
    request.openEventStream = () => parts.streams.open(request, reply);
    reply.raw.setHeader('x-request-id', requestId);
    watchBody(request, reply, parts.patience);
    setSecurityHeaders(reply.raw, parts.hsts && request.protocol === 'https');
    withRequestContext(request.context, done);
  });
  instance.addHook('onRequest', async (request) => {
    if (parts.closing()) throw new ProblemError({ code: 'SHUTTING_DOWN' }, 5);
    await parts.access().check(request);
  });
  // A tablet signs its body too, so the door is passed only once the body is there.
  instance.addHook('preParsing', async (request, _reply, payload) => {
    if (request.caller.kind !== 'tablet') return payload;
    const body = await wholeBody(payload, request.routeOptions.bodyLimit);
    await parts.access().checkTablet(request, body);
    return Object.assign(Readable.from([body], { objectMode: false }), { receivedEncodedLength: body.length });
  });
  // What comes after the body was read runs on the socket's behalf: the context has to be entered again.
  instance.addHook('preValidation', (request, _reply, done) => withRequestContext(request.context, done));
  instance.addHook('onSend', async (request, reply) => {
    if (request.routeOptions.config.endpoint && !reply.hasHeader('cache-control')) {
      void reply.header('cache-control', 'no-store');
    }
  });
  instance.addHook('onResponse', async (request, reply) => {
    const { endpoint, open } = request.routeOptions.config;
    const line = {
      requestId: request.context.requestId,
      method: request.method,
      // The pattern, not the address: addresses hold ids and names.
      route: request.routeOptions.url ?? 'unknown',
      ...(endpoint && { endpoint: endpoint.id }),
      status: reply.statusCode,
      ms: Math.round((performance.now() - request.startedAt) * 10) / 10,
      caller: request.caller?.kind ?? 'anyone',
    };
    if (open) parts.log.debug(line, 'request');
    else parts.log.info(line, 'request');
  });
}

async function wholeBody(payload: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of payload) {
    length += chunk.length;
    if (length > most) throw new ProblemError({ code: 'BODY_TOO_LARGE' });
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}
