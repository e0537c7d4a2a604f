import { Inject, Injectable } from '@nestjs/common';
import type { PhotoStore } from '@zuimei/contest';
import type { ByteRange } from '@zuimei/object-store';
import { LOGGER, type Logger, ProblemError } from '@zuimei/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { parseRange } from './range-header.js';

/** Whoever gets the picture of a person gets nothing but the picture: it runs nothing and loads nothing. */
const PICTURE_POLICY = "sandbox; default-src 'none'";

/** Seconds after which a store that did not answer may be asked again. */
const RETRY_SECONDS = 15;

/** Who may keep a copy: `public` for good, and for a minute by a cache on the way; `private` nobody, and never for somebody else. */
export type Keeping = 'public' | 'private';

/** The one place that says how long a picture may be kept, and by whom. */
const KEEPING: Record<Keeping, Record<string, string>> = {
  // What a browser has, its owner has seen. A cache that serves others asks again: a consent may be taken back meanwhile.
  public: { 'cache-control': 'public, max-age=31536000, s-maxage=60, immutable' },
  private: { 'cache-control': 'private, no-store', vary: 'Cookie' },
};

/** A file of the store as it goes out. */
export interface SentFile {
  mime: string;
  bytes: number;
  /** Of its bytes, hex: its strong validator. */
  sha256: string;
  keeping: Keeping;
  /** Set for a file that is to be saved, not shown; ASCII, without quotes. */
  downloadAs?: string;
  open(range?: ByteRange): ReturnType<PhotoStore['open']>;
}

/** Sends files of the object store by the rules of RFC 9110 (§13 conditions, §14 ranges) to whoever may have them. */
@Injectable()
export class StoredFiles {
  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  async send(request: FastifyRequest, reply: FastifyReply, file: SentFile): Promise<void> {
    const etag = `"${file.sha256}"`;
    const { 'if-none-match': known, 'if-range': condition, range } = request.headers;
    if (isKnown(known, etag)) return void (await head(reply, file, etag).status(304).send());
    // Ranges are for GET alone; one that was asked of another version gets the whole of this one.
    const asked = request.method === 'GET' && (condition === undefined || condition === etag) ? range : undefined;
    const part = parseRange(asked, file.bytes);
    if (part === 'unsatisfiable') {
      const refusal = head(reply, file, etag).header('cache-control', 'no-store');
      return void (await refusal.status(416).header('content-range', `bytes */${file.bytes}`).send());
    }
    // Opened before the first header: a file that is not there must not leave the headers of one that is.
    const stream = request.method === 'HEAD' ? Readable.from([]) : await this.#open(file, part);
    head(reply, file, etag).header('content-length', part ? part.end - part.start + 1 : file.bytes);
    if (part) reply.status(206).header('content-range', `bytes ${part.start}-${part.end}/${file.bytes}`);
    // For a stream the framework keeps the length that is said here; an empty text would be counted.
    await reply.send(stream);
  }

  async #open(file: SentFile, part: ByteRange | null): Promise<Readable> {
    const opened = await file.open(part ?? undefined).catch((error: unknown) => {
      this.log.error({ err: error, sha256: file.sha256 }, 'the store did not give a picture');
      throw new ProblemError({ code: 'STORE_UNAVAILABLE' }, RETRY_SECONDS);
    });
    if (opened) return opened.stream;
    this.log.error({ sha256: file.sha256 }, 'a picture has a row and no object');
    throw new ProblemError({ code: 'PICTURE_MISSING' }, 60);
  }
}

function head(reply: FastifyReply, { mime, keeping, downloadAs }: SentFile, etag: string): FastifyReply {
  reply
    .headers(KEEPING[keeping])
    .header('etag', etag)
    .header('content-security-policy', PICTURE_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('accept-ranges', 'bytes')
    .type(mime);
  if (downloadAs !== undefined) reply.header('content-disposition', `attachment; filename="${downloadAs}"`);
  return reply;
}

/** `If-None-Match`, by the weak comparison (RFC 9110 §13.1.2). */
const isKnown = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
