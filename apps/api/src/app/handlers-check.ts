import { allEndpoints, type Endpoint } from '@zuimei/contracts';
import type { RouteOptions } from 'fastify';

/** Sees every route that is registered and says in the end whether the table is served whole. */
export class HandlersCheck {
  readonly #served = new Map<string, number>();

  /** For Fastify's `onRoute` hook. */
  see(route: RouteOptions): void {
    const row = (route.config as { endpoint?: Endpoint } | undefined)?.endpoint;
    if (!row || !route.url.startsWith(row.path) || route.url !== row.path) return;
    const methods = ([] as string[]).concat(route.method);
    if (methods.includes(row.method)) this.#served.set(row.id, (this.#served.get(row.id) ?? 0) + 1);
  }

  /** @throws where a row has no handler, or several */
  finish(): void {
    const faults = allEndpoints.flatMap(({ id }) => {
      const count = this.#served.get(id) ?? 0;
      return count === 1 ? [] : [`${id} has ${count} handlers`];
    });
    if (faults.length > 0) throw new Error(`the table of endpoints and the controllers differ: ${faults.join('; ')}`);
  }
}
