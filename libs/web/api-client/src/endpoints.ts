import { type endpoints as Contracts } from '@zuimei/contracts';
import { ROUTES } from './routes.generated.js';

/** The contracts' table of endpoints, as a type: it brings no schema library into the page. */
export type Table = typeof Contracts;
export type EndpointId = keyof Table;

/** What a request needs of an endpoint's row. A row of `@zuimei/contracts` fits too. */
export interface Route<K extends EndpointId = EndpointId> {
  readonly id: K;
  readonly method: string;
  readonly path: string;
  readonly reply: { readonly kind: 'json' | 'empty' | 'sse' | 'bytes' | 'tus' };
}

/** Ids of the endpoints whose reply is of a kind. */
export type IdOf<Kind extends string> = {
  [K in EndpointId]: Table[K]['reply']['kind'] extends Kind ? K : never;
}[EndpointId];

/** Every endpoint of the API by operation id: the contracts' rows without their schemas. */
export const endpoints = Object.fromEntries(
  Object.entries(ROUTES).map(([id, [method, path, kind]]) => [id, { id, method, path, reply: { kind } }]),
) as unknown as { readonly [K in EndpointId]: Route<K> };
