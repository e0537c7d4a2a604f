import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  Header,
  HttpCode,
  RequestMapping,
  RequestMethod,
} from '@nestjs/common';
import { RouteConfig, RouteSchema } from '@nestjs/platform-fastify';
import type { Endpoint as Row, HttpMethod, In, Out } from '@zuimei/contracts';
import type { FastifyRequest } from 'fastify';
import { routeSchemaOf } from './route-schemas.js';
import './fastify-types.js';

const METHODS: Record<HttpMethod, RequestMethod> = {
  GET: RequestMethod.GET,
  POST: RequestMethod.POST,
  PUT: RequestMethod.PUT,
  PATCH: RequestMethod.PATCH,
  DELETE: RequestMethod.DELETE,
  HEAD: RequestMethod.HEAD,
};

/** What a handler of a row gives back: the JSON of its reply, nothing, or for raw replies whatever Nest can send. */
type Handled<E extends Row> = E['reply'] extends { kind: 'json' }
  ? Out<E> | Promise<Out<E>>
  : E['reply'] extends { kind: 'empty' | 'sse' | 'tus' }
    ? void | Promise<void>
    : unknown;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- parameters come from param decorators
type HandlerDecorator<E extends Row> = <T extends (...args: any[]) => Handled<E>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<T>,
) => void;

/**
 * Makes a controller's method the handler of one row of the endpoint table: its route, who may call it, the validation
 * of params, query and body, the status, and the fields of the reply (others are not sent). A method whose result does
 * not fit the row does not compile.
 *
 * A row of kind `tus` gets its path and everything below it, in every method: the protocol is spoken by its library.
 */
export function Endpoint<const E extends Row>(row: E): HandlerDecorator<E> {
  const tus = row.reply.kind === 'tus';
  return applyDecorators(
    RequestMapping({
      path: tus ? [row.path, `${row.path}/*`] : row.path,
      method: tus ? RequestMethod.ALL : METHODS[row.method],
    }),
    HttpCode(row.reply.status),
    RouteConfig({ endpoint: row }),
    ...(tus ? [] : [RouteSchema(routeSchemaOf(row))]),
    ...(row.reply.kind === 'bytes' ? [Header('content-type', row.reply.contentType)] : []),
  ) as HandlerDecorator<E>;
}

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

/** The parsed `params`, `query` and `body` of the request: `@Input() input: In<typeof endpoints.getEntry>`. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): In<Row> => {
  const { params, query, body } = requestOf(context);
  return { params, query, body } as In<Row>;
});

/** Who asks. The row's `who` decides which kinds there can be: `@CallerCtx() caller: StaffCaller`. */
export const CallerCtx = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).caller);

/** A word that tells devices behind one address apart. */
export const Device = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).device);

/** The cookies: `@Cookies() cookies: CookieJar`. */
export const Cookies = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).jar);

/** Opens the reply of an `sse` row: `@Events() events: EventStream`. */
export const Events = createParamDecorator((_: unknown, context: ExecutionContext) =>
  requestOf(context).openEventStream(),
);
