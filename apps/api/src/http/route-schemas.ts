import type { Endpoint } from '@zuimei/contracts';
import { ProblemError } from '@zuimei/platform';
import type { FastifySchema, FastifySchemaCompiler } from 'fastify';
import { z } from 'zod';

type Part = 'params' | 'query' | 'body';

/** From the JSON Schema that Fastify knows to the zod schema it was made from. */
const sources = new WeakMap<object, { schema: z.ZodType; part: Part }>();

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io, unrepresentable: 'any' });
  return rest;
};

/** Fastify's schema of a row: what comes in is checked, of what goes out only declared fields are sent. */
export function routeSchemaOf(row: Endpoint): FastifySchema {
  const checked = (part: Part): object | undefined => {
    const schema = row[part];
    if (!schema) return undefined;
    const json = jsonSchema(schema, 'input');
    sources.set(json, { schema, part });
    return json;
  };
  const params = checked('params');
  const querystring = checked('query');
  const body = checked('body');
  return {
    ...(params && { params }),
    ...(querystring && { querystring }),
    ...(body && { body }),
    ...(row.reply.kind === 'json' && { response: { '2xx': jsonSchema(row.reply.schema, 'output') } }),
  };
}

/**
 * Validates with the zod schema itself, not with the JSON Schema made from it: trims, defaults, numbers in a query and
 * rules that JSON Schema cannot say hold at the edge, and handlers receive the parsed values.
 */
export const zodValidators: FastifySchemaCompiler<object> = ({ schema }) => {
  const source = sources.get(schema);
  if (!source) throw new Error('a route declares a schema that does not come from the endpoint table');
  return (data) => {
    const parsed = source.schema.safeParse(data ?? (source.part === 'body' ? undefined : {}));
    return parsed.success ? { value: parsed.data } : { error: refusalOf(parsed.error, source.part) };
  };
};

/** More than these say nothing new. */
const MOST_ERRORS = 20;

/** `/title` for a field of the body, `/query/limit` and `/params/id` for the others. */
function refusalOf(error: z.ZodError, part: Part): ProblemError {
  const prefix = part === 'body' ? [] : [part];
  const errors = error.issues.slice(0, MOST_ERRORS).flatMap((issue) =>
    // An unknown field is named itself, not the object that holds it.
    (issue.code === 'unrecognized_keys'
      ? issue.keys.slice(0, MOST_ERRORS).map((key) => [...issue.path, key])
      : [issue.path]
    ).map((path) => ({
      pointer: [...prefix, ...path].map((step) => `/${escape(String(step))}`).join(''),
      code: issue.code,
      ...limitsOf(issue),
    })),
  );
  return new ProblemError({ code: 'VALIDATION_FAILED', errors });
}

const escape = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');

function limitsOf(issue: z.core.$ZodIssue): { facts?: Record<string, number> } {
  if (issue.code === 'too_small') return { facts: { min: Number(issue.minimum) } };
  if (issue.code === 'too_big') return { facts: { max: Number(issue.maximum) } };
  return {};
}
