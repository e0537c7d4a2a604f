import { z } from 'zod';
import { type Endpoint, endpoint } from '../endpoint.js';
import { contestEndpoints } from './contest.js';
import { exportEndpoints } from './exports.js';
import { heartEndpoints } from './hearts.js';
import { identityEndpoints } from './identity.js';
import { judgingEndpoints } from './judging.js';
import { keepsakeEndpoints } from './keepsakes.js';
import { momentEndpoints } from './moments.js';
import { originalEndpoints } from './originals.js';
import { paperEndpoints } from './paper.js';
import { photoCheckEndpoints } from './photo-checks.js';
import { seatEndpoints } from './seats.js';
import { tabletEndpoints } from './tablets.js';

const systemEndpoints = {
  getHealth: endpoint({
    id: 'getHealth',
    method: 'GET',
    path: '/v1/health',
    summary: 'Whether database, queue and object store answer.',
    who: ['anyone'],
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        status: z.enum(['ok', 'degraded']),
        parts: z.record(z.string(), z.enum(['ok', 'failing'])),
        version: z.string(),
      }),
    },
    problems: ['SHUTTING_DOWN'],
  }),
  getOpenApi: endpoint({
    id: 'getOpenApi',
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document.',
    who: ['anyone'],
    reply: { kind: 'bytes', status: 200, contentType: 'application/json' },
    problems: [],
  }),
};

/** Every endpoint of the API, by operation id. */
export const endpoints = {
  ...identityEndpoints,
  ...contestEndpoints,
  ...heartEndpoints,
  ...momentEndpoints,
  ...keepsakeEndpoints,
  ...exportEndpoints,
  ...originalEndpoints,
  ...photoCheckEndpoints,
  ...judgingEndpoints,
  ...paperEndpoints,
  ...seatEndpoints,
  ...tabletEndpoints,
  ...systemEndpoints,
};

export const allEndpoints: readonly Endpoint[] = Object.values(endpoints);

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler receives, parsed. */
export interface In<E extends Endpoint> {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
}

/** What a client sends; parts that the row does not have are left out. */
export type Call<E extends Endpoint> = (E extends { params: z.ZodType } ? { params: Sent<E['params']> } : unknown) &
  (E extends { query: z.ZodType } ? { query?: Sent<E['query']> } : unknown) &
  (E extends { body: z.ZodType } ? { body: Sent<E['body']> } : unknown);

/** What the endpoint answers with: the JSON of its reply, or undefined. */
export type Out<E extends Endpoint> = E['reply'] extends { kind: 'json'; schema: infer S }
  ? S extends z.ZodType
    ? z.output<S>
    : never
  : E['reply'] extends { kind: 'sse'; event: infer S }
    ? S extends z.ZodType
      ? z.output<S>
      : never
    : undefined;

export * from './contest.js';
export * from './contest.views.js';
export * from './hearts.js';
export * from './exports.js';
export * from './identity.js';
export * from './judging.js';
export * from './judging.views.js';
export * from './moments.js';
export * from './originals.js';
export * from './paper.js';
export * from './photo-checks.js';
export * from './seats.js';
export * from './tablets.js';
