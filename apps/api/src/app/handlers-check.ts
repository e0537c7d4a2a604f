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

  /**
   * @param toCome rows whose handlers do not exist yet
   * @throws where a row has no handler or several, or where one that was to come is there
   */
  finish(toCome: readonly string[]): void {
    const faults = allEndpoints.flatMap(({ id }) => {
      const count = this.#served.get(id) ?? 0;
      if (toCome.includes(id)) return count > 0 ? [`${id} is served, and no longer to come`] : [];
      return count === 1 ? [] : [`${id} has ${count} handlers`];
    });
    if (faults.length > 0) throw new Error(`the table of endpoints and the controllers differ: ${faults.join('; ')}`);
  }
}
