import { Inject, Injectable } from '@nestjs/common';
import type { ExportFormat } from '@zuimei/contracts';
import { LOGGER, type Logger, type MadeTable, ProblemError } from '@zuimei/platform';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';

const MEDIA: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
};

/** Tables that one process sends at a time: each holds a connection to the database. */
const AT_ONCE = 2;
const RETRY_SECONDS = 10;
/** Milliseconds without a byte taken after which a reader is given up. */
const STALL_MS = 30_000;

/**
 * Sends tables as they are read. What fails before the first byte is answered as a problem; what breaks later cuts the
 * transfer off without its end, so that no reader takes part of a table for the whole.
 */
@Injectable()
export class TableReplies {
  #sending = 0;

  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  /** `make` runs once there is a place; RATE_LIMITED where there is none. */
  async send(reply: FastifyReply, make: () => Promise<MadeTable>, stallMs = STALL_MS): Promise<void> {
    if (this.#sending >= AT_ONCE)
      throw new ProblemError({ code: 'RATE_LIMITED', facts: { retryAfterSeconds: RETRY_SECONDS } }, RETRY_SECONDS);
    this.#sending += 1;
    const leave = once(() => void (this.#sending -= 1));
    try {
      const { fileName, format, text } = await make();
      const first = await text.next();
      const body: Readable = Readable.from(
        watched(first, text, stallMs, () => body.destroy(new Error('the reader takes nothing'))),
        // One piece of text ahead, not sixteen.
        { highWaterMark: 1 },
      );
      body.once('error', (error) => this.log.error({ err: error, fileName }, 'a table broke off'));
      body.once('close', () => {
        // Given up before it was read: whatever the text holds is let go.
        void text
          .return(undefined)
          .catch(() => undefined)
          .finally(leave);
      });
      void reply
        .type(MEDIA[format])
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${fileName}"`);
      await reply.send(body);
    } catch (error) {
      leave();
      throw error;
    }
  }
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}

async function* watched(
  first: IteratorResult<string>,
  rest: AsyncGenerator<string>,
  stallMs: number,
  onStall: () => void,
): AsyncGenerator<string> {
  for (let next = first; !next.done; next = await rest.next()) {
    const timer = setTimeout(onStall, stallMs);
    try {
      yield next.value;
    } finally {
      clearTimeout(timer);
    }
  }
}
