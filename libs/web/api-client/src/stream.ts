import { backoffMs, type Backoff } from './backoff.js';

/** What is needed of an EventSource. */
export interface Source {
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  close(): void;
}

export interface StreamOptions {
  /** `live` while connected; `lost` from the first break until the next connection. */
  onState?: (state: 'live' | 'lost') => void;
}

interface Deps extends StreamOptions {
  open?: (url: string) => Source;
  random: () => number;
}

const CLOSED = 2;
const BACKOFF: Backoff = { firstMs: 1000, mostMs: 30_000 };

/**
 * Listens to server-sent events of JSON. The browser reconnects by itself after a broken line; after a refusal or a
 * wrong media type (a server that restarts, a captive portal) it gives up, so that is taken over here.
 */
export function subscribeTo(url: string, onEvent: (event: unknown) => void, deps: Deps): () => void {
  const { open = (address) => new EventSource(address, { withCredentials: true }), random, onState } = deps;
  let source: Source;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let ended = false;

  const connect = () => {
    source = open(url);
    source.onopen = () => {
      attempt = 0;
      onState?.('live');
    };
    source.onmessage = (message) => {
      let event: unknown;
      try {
        event = JSON.parse(String(message.data));
      } catch {
        return; // a truncated event; the next one carries the whole state again
      }
      onEvent(event);
    };
    source.onerror = () => {
      if (ended) return;
      onState?.('lost');
      if (source.readyState !== CLOSED) return;
      timer = setTimeout(connect, backoffMs(attempt++, BACKOFF, random));
    };
  };
  connect();
  return () => {
    ended = true;
    clearTimeout(timer);
    source.close();
  };
}
