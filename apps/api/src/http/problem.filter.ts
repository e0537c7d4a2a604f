import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { type Problem, type ProblemCode } from '@zuimei/contracts';
import { type Logger, ProblemError, toProblemDocument } from '@zuimei/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseAway } from '@zuimei/persistence';
import { isDiskFull } from './disk-full.js';
import { allowedMethods } from './paths.js';
import { setSecurityHeaders } from './security-headers.js';
import './fastify-types.js';

/** Errors of Fastify, by their code, that are the caller's doing. */
const FASTIFY: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_JSON_BODY: 'BODY_NOT_JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'BODY_NOT_JSON',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'BODY_NOT_JSON',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'BODY_NOT_JSON',
  FST_ERR_BAD_URL: 'NOT_FOUND',
  FST_ERR_MAX_PARAM_LENGTH: 'NOT_FOUND',
  FST_ERR_NOT_FOUND: 'NOT_FOUND',
};

/** Seconds after which somebody may have made room. */
const FULL_SECONDS = 60;
/** Seconds in which a database that was restarted is back. */
const AWAY_SECONDS = 5;

/** The one place where anything that went wrong becomes a reply: RFC 9457 `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { problem, retryAfter } = this.#problemOf(thrown, request);
    if (problem.code === 'INTERNAL' || problem.code === 'STORAGE_FULL') {
      this.log.error({ err: thrown, endpoint: request.routeOptions.config.endpoint?.id }, 'request failed');
    }
    // One line a request, without its stack: a whole hall asks again until the database is back.
    if (problem.code === 'TEMPORARILY_UNAVAILABLE')
      this.log.warn({ reason: String(thrown) }, 'the database cannot be reached');
    // A stream that has begun cannot turn into a problem any more: it is cut off.
    if (reply.raw.headersSent || reply.sent) return void reply.raw.destroy();
    this.#send(reply, request, problem, retryAfter);
  }

  #send(reply: FastifyReply, request: FastifyRequest, problem: Problem, retryAfter: number | undefined): void {
    const document = toProblemDocument(problem, request.context?.requestId);
    if (retryAfter !== undefined) void reply.header('retry-after', Math.max(1, Math.ceil(retryAfter)));
    if (problem.code === 'METHOD_NOT_ALLOWED') void reply.header('allow', allowedMethods(pathOf(request)).join(', '));
    void reply
      .status(document.status)
      .header('cache-control', 'no-store')
      // Problems are no replies of the row: they must not pass through its schema.
      .serializer((body: unknown) => JSON.stringify(body))
      .type('application/problem+json; charset=utf-8')
      .send(document);
  }

  #problemOf(thrown: unknown, request: FastifyRequest): { problem: Problem; retryAfter?: number } {
    if (thrown instanceof ProblemError) {
      return { problem: thrown.problem, ...(thrown.retryAfter !== undefined && { retryAfter: thrown.retryAfter }) };
    }
    if (thrown instanceof HttpException && thrown.cause) return this.#problemOf(thrown.cause, request);
    if (isDiskFull(thrown)) return { problem: { code: 'STORAGE_FULL' }, retryAfter: FULL_SECONDS };
    if (isDatabaseAway(thrown)) return { problem: { code: 'TEMPORARILY_UNAVAILABLE' }, retryAfter: AWAY_SECONDS };
    const code = (thrown as { code?: unknown } | null)?.code;
    if (typeof code === 'string' && FASTIFY[code]) return { problem: { code: FASTIFY[code] } };
    const status =
      thrown instanceof HttpException ? thrown.getStatus() : (thrown as { statusCode?: unknown } | null)?.statusCode;
    if (status === 404) {
      const other = request.is404 && allowedMethods(pathOf(request)).length > 0;
      return { problem: { code: other ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND' } };
    }
    if (status === 413) return { problem: { code: 'BODY_TOO_LARGE' } };
    if (status === 415 || (status === 400 && thrown instanceof SyntaxError))
      return { problem: { code: 'BODY_NOT_JSON' } };
    if (typeof code === 'string' && code.startsWith('FST_ERR_CTP')) return { problem: { code: 'BODY_NOT_JSON' } };
    return { problem: { code: 'INTERNAL' } };
  }
}

/** For addresses that the router cannot even read (a lone `%`): no hook and no filter runs for those. */
export function answerUnreadableAddress(_error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
  setSecurityHeaders(reply.raw, false);
  const document = toProblemDocument({ code: 'NOT_FOUND' });
  void reply
    .status(document.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(document);
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '/';
