import { type Call, type Out } from '@zuimei/contracts';
import { fillPath, queryString } from './address.js';
import { backoffMs, type Backoff } from './backoff.js';
import { type EndpointId, type IdOf, type Route, type Table } from './endpoints.js';
import { ApiProblem, isProblem, NetworkProblem } from './problems.js';
import { readReply } from './reply.js';
import { subscribeTo, type Source, type StreamOptions } from './stream.js';

export interface ClientOptions {
  /** Before every path; by default the page's own origin. */
  baseUrl?: string;
  fetch?: typeof fetch;
  /** Milliseconds until a request without a whole reply fails with `timeout`; 15 s. */
  timeoutMs?: number;
  /** A number from 0 up to 1, for the spread of waits. */
  random?: () => number;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  now?: () => number;
  eventSource?: (url: string) => Source;
}

export interface CallOptions {
  /** Cancels the request; its own reason is thrown then. */
  signal?: AbortSignal;
  timeoutMs?: number;
  /** Sent as `Authorization: Bearer …`. */
  bearer?: string;
  /** Headers that vouch for the request, made anew for each try. `path` is with its query, `body` '' where there is none. */
  vouch?: (request: { method: string; path: string; body: string }) => Promise<Record<string, string>>;
  /**
   * How often to try again after a broken connection or a problem marked retryable. Two for GET, none for all others:
   * ask for it only where a repeated request is safe.
   */
  retries?: number;
  /** Lets the browser finish a small request after the page is gone. */
  keepalive?: boolean;
}

type Parts = { params?: object; query?: object; body?: unknown };
type Given<K extends EndpointId> = Call<Table[K]>;
/** An endpoint without required parts needs no second argument. */
type Rest<K extends EndpointId> =
  Record<never, never> extends Given<K>
    ? [call?: Given<K>, options?: CallOptions]
    : [call: Given<K>, options?: CallOptions];

const BACKOFF: Backoff = { firstMs: 300, mostMs: 5000 };
const GET_RETRIES = 2;

const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });

export interface Client {
  /**
   * Sends one request. Resolves with the reply's JSON, or undefined for an empty reply; throws `ApiProblem` for a
   * refusal and `NetworkProblem` where nothing certain came back.
   */
  call<K extends IdOf<'json' | 'empty'>>(route: Route<K>, ...rest: Rest<K>): Promise<Out<Table[K]>>;
  /** Fetches a file. */
  bytes<K extends IdOf<'bytes'>>(route: Route<K>, ...rest: Rest<K>): Promise<Blob>;
  /** The address of an endpoint, for links, downloads and upload libraries. */
  url<K extends EndpointId>(route: Route<K>, call?: { params?: object; query?: object }): string;
  /** Listens to a stream of server-sent events until the returned function is called; reconnects by itself. */
  subscribe<K extends IdOf<'sse'>>(
    route: Route<K>,
    call: Given<K>,
    onEvent: (event: Out<Table[K]>) => void,
    options?: StreamOptions,
  ): () => void;
}

/** A typed fetch over the contracts' table of endpoints. */
export function createClient(settings: ClientOptions = {}): Client {
  const { baseUrl = '', timeoutMs = 15_000, random = Math.random, sleep = wait, now = Date.now } = settings;
  const send = settings.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args));
  const address = (route: Route, parts: Parts = {}) =>
    baseUrl +
    fillPath(route.path, parts.params as Record<string, unknown>) +
    queryString(parts.query as Record<string, unknown>);

  const once = async (route: Route, parts: Parts, options: CallOptions): Promise<unknown> => {
    const { signal } = options;
    const url = address(route, parts);
    if (signal?.aborted) throw signal.reason;
    const control = new AbortController();
    const cancel = () => control.abort();
    signal?.addEventListener('abort', cancel, { once: true });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      control.abort();
    }, options.timeoutMs ?? timeoutMs);
    const body = parts.body === undefined ? undefined : JSON.stringify(parts.body);
    try {
      const path = url.slice(baseUrl.length);
      const vouched = await options.vouch?.({ method: route.method, path, body: body ?? '' });
      const response = await send(url, {
        method: route.method,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: control.signal,
        keepalive: options.keepalive,
        headers: {
          accept: 'application/json, application/problem+json',
          'x-zuimei': '1',
          ...(body !== undefined ? { 'content-type': 'application/json' } : {}),
          ...(options.bearer ? { authorization: `Bearer ${options.bearer}` } : {}),
          ...vouched,
        },
        body,
      });
      return await readReply(response, route.reply.kind as 'json' | 'empty' | 'bytes', now());
    } catch (cause) {
      if (isProblem(cause)) throw cause;
      if (signal?.aborted) throw signal.reason ?? cause;
      throw new NetworkProblem(late ? 'timeout' : 'offline', { cause });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  };

  const request = async (route: Route, parts: Parts = {}, options: CallOptions = {}): Promise<unknown> => {
    const retries = options.retries ?? (route.method === 'GET' ? GET_RETRIES : 0);
    for (let attempt = 0; ; attempt++) {
      try {
        return await once(route, parts, options);
      } catch (error) {
        if (attempt >= retries || !isProblem(error) || !error.retryable) throw error;
        const asked = error instanceof ApiProblem ? error.retryAfterMs : null;
        await sleep(Math.max(asked ?? 0, backoffMs(attempt, BACKOFF, random)), options.signal);
      }
    }
  };

  const open = (route: Route, ...rest: unknown[]) => request(route, rest[0] as Parts, rest[1] as CallOptions);

  return {
    call: open as Client['call'],
    bytes: open as Client['bytes'],
    url: address as Client['url'],
    subscribe: (route, call, onEvent, options) =>
      subscribeTo(address(route, call as Parts), onEvent as (event: unknown) => void, {
        open: settings.eventSource,
        random,
        ...options,
      }),
  };
}
