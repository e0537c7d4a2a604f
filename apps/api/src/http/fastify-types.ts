import type { Endpoint } from '@zuimei/contracts';
import type { Caller } from '@zuimei/identity';
import type { RequestContext } from '@zuimei/platform';
import type { CookieJar } from './cookies.js';
import type { EventStream } from './event-streams.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The row of the table that this route serves. A route without one is refused, unless it is `open`. */
    endpoint?: Endpoint;
    /** Serves the built web apps: files that everybody may have. */
    open?: true;
  }

  interface FastifyRequest {
    /** Who asks, as the access hook found them. */
    caller: Caller;
    /** Tells devices behind one address apart; a device that keeps no cookies is known by its address. */
    device: string;
    context: RequestContext;
    startedAt: number;
    jar: CookieJar;
    openEventStream(): EventStream;
  }
}
