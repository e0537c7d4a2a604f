import { type Caller } from '@zuimei/domain';
import { type z } from 'zod';
import { type ProblemCode } from './problems.js';

export { CALLERS, STAFF_ROLES, type Caller, type StaffRole } from '@zuimei/domain';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

/** What a successful reply looks like: JSON by schema, a stream of server-sent events, bytes, or nothing. */
export type Reply =
  | { kind: 'json'; status: 200 | 201 | 202; schema: z.ZodType }
  | { kind: 'empty'; status: 204 }
  | { kind: 'sse'; status: 200; event: z.ZodType }
  | {
      kind: 'bytes';
      status: 200;
      contentType: string;
      /** Other types that the query may ask for. */ or?: readonly string[];
    }
  /** The tus 1.0 resumable upload protocol, spoken by its own library. */
  | { kind: 'tus'; status: 201 | 200 | 204 };

/** One row of the table that drives validation, the typed client, OpenAPI, the roles guard and the edge tests. */
export interface Endpoint {
  /** The operationId: camelCase, unique. */
  id: string;
  method: HttpMethod;
  /** Colon parameters: `/v1/rounds/:roundId`. */
  path: `/${string}`;
  summary: string;
  who: readonly Caller[];
  /** Asks for a password confirmation within the last minutes besides the session. */
  fresh?: true;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  reply: Reply;
  /** The refusals of its own; those that every endpoint shares are added by `problemsOf`. */
  problems: readonly ProblemCode[];
}

/** Keeps literal types of one row. */
export const endpoint = <const E extends Endpoint>(row: E): E => row;

/** The refusals an endpoint can answer with: its own and those that follow from its row. */
export function problemsOf(row: Endpoint): ProblemCode[] {
  const codes = new Set<ProblemCode>(row.problems);
  codes.add('RATE_LIMITED');
  codes.add('INTERNAL').add('TEMPORARILY_UNAVAILABLE');
  if (row.params || row.query || row.body) codes.add('VALIDATION_FAILED');
  if (row.body) codes.add('BODY_TOO_LARGE').add('BODY_NOT_JSON').add('REQUEST_TOO_SLOW');
  if (!row.who.includes('anyone')) codes.add('UNAUTHENTICATED').add('SESSION_EXPIRED').add('FORBIDDEN');
  if (row.fresh) codes.add('FRESH_LOGIN_REQUIRED');
  if (row.method !== 'GET' && row.method !== 'HEAD') codes.add('CROSS_SITE_REQUEST');
  return [...codes].sort();
}
