import { z } from 'zod';
import { type Endpoint, problemsOf } from './endpoint.js';
import { allEndpoints } from './endpoints/index.js';
import { PROBLEMS, type ProblemCode } from './problems.js';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Json;
  return rest;
};

const parametersOf = (row: Endpoint): Json[] => {
  const of = (object: z.ZodObject | undefined, place: 'path' | 'query'): Json[] =>
    Object.entries(object?.shape ?? {}).map(([name, schema]) => ({
      name,
      in: place,
      required: place === 'path' || !(schema as z.ZodType).safeParse(undefined).success,
      schema: schemaOf(schema as z.ZodType, 'input'),
    }));
  return [...of(row.params, 'path'), ...of(row.query, 'query')];
};

const replyOf = (row: Endpoint): Json => {
  const { reply } = row;
  const content =
    reply.kind === 'json'
      ? { 'application/json': { schema: schemaOf(reply.schema, 'output') } }
      : reply.kind === 'sse'
        ? { 'text/event-stream': { schema: schemaOf(reply.event, 'output') } }
        : reply.kind === 'bytes'
          ? Object.fromEntries([reply.contentType, ...(reply.or ?? [])].map((type) => [type, {}]))
          : undefined;
  return { description: row.summary, ...(content ? { content } : {}) };
};

const problemRepliesOf = (row: Endpoint): Json => {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(row)) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        String(status),
        {
          description: codes.join(', '),
          content: {
            'application/problem+json': {
              schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }] },
            },
          },
        },
      ]),
  );
};

/** The API as an OpenAPI 3.1 document, made from the one table of endpoints; the same table gives the same bytes. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const row of allEndpoints) {
    const path = row.path.replace(/:(\w+)/g, '{$1}');
    const operation: Json = {
      operationId: row.id,
      summary: row.summary,
      'x-who': row.who,
      ...(row.fresh ? { 'x-fresh-login': true } : {}),
      parameters: parametersOf(row),
      ...(row.body
        ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(row.body, 'input') } } } }
        : {}),
      responses: { [String(row.reply.status)]: replyOf(row), ...problemRepliesOf(row) },
    };
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.0',
    info: { title: '最美瞬间 zuimei', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: {
        Problem: {
          type: 'object',
          description: 'RFC 9457 problem details.',
          required: ['type', 'title', 'detail', 'status', 'code', 'retryable'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            detail: { type: 'string' },
            status: { type: 'integer' },
            code: { enum: Object.keys(PROBLEMS) },
            retryable: { type: 'boolean' },
            instance: { type: 'string' },
            facts: { type: 'object' },
            errors: {
              type: 'array',
              items: { type: 'object', properties: { pointer: { type: 'string' }, code: { type: 'string' } } },
            },
          },
        },
      },
    },
  };
}
