import type { FastifyReply, FastifyRequest } from 'fastify';

/** Milliseconds between two signs of life: shorter than what proxies close idle connections after. */
const PING_MS = 15_000;
/** What a client is told to wait before it comes back. */
const RETRY_MS = 2_000;
/** A reader that has fallen this far behind (bytes) is cut off; it comes back and reads the present state. */
const MOST_WAITING = 256 * 1024;

/** One open stream of server-sent events. */
export interface EventStream {
  /** Sends one event as JSON; false where the reader is gone. */
  send(event: unknown): boolean;
  /** Runs once when the reader leaves or the server closes. */
  onClose(act: () => void): void;
  close(): void;
  readonly closed: boolean;
}

/** All open streams of this process. They end when it shuts down; readers then reconnect elsewhere. */
export class EventStreams {
  readonly #open = new Set<EventStream>();

  get size(): number {
    return this.#open.size;
  }

  open(request: FastifyRequest, reply: FastifyReply): EventStream {
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write(`retry: ${RETRY_MS}\n\n`);
    const endings: (() => void)[] = [];
    let closed = false;
    const close = () => {
      if (closed) return;
      closed = true;
      clearInterval(ping);
      this.#open.delete(stream);
      raw.end();
      for (const end of endings) end();
    };
    const write = (text: string): boolean => {
      if (closed || raw.destroyed) return false;
      raw.write(text);
      if (raw.writableLength <= MOST_WAITING) return true;
      raw.destroy();
      return false;
    };
    const ping = setInterval(() => write(': ping\n\n'), PING_MS);
    ping.unref();
    const stream: EventStream = {
      send: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
      onClose: (act) => (closed ? act() : void endings.push(act)),
      close,
      get closed() {
        return closed;
      },
    };
    this.#open.add(stream);
    request.raw.once('close', close);
    raw.once('close', close);
    return stream;
  }

  closeAll(): void {
    for (const stream of [...this.#open]) stream.close();
  }
}
