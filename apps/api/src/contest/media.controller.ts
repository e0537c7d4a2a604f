import { Controller, Req, Res } from '@nestjs/common';
import { Media, type MediaFile } from '@zuimei/contest';
import { endpoints, type In } from '@zuimei/contracts';
import { AuthorSessions, type Caller, StaffSessions } from '@zuimei/identity';
import { ProblemError } from '@zuimei/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Endpoint, Input } from '../http/endpoint.decorator.js';
import { parseRange } from './range-header.js';

/** Whoever gets the picture of a person gets nothing but the picture: it runs nothing and loads nothing. */
const PICTURE_POLICY = "sandbox; default-src 'none'";

@Controller()
export class MediaController {
  constructor(
    private readonly media: Media,
    private readonly staff: StaffSessions,
    private readonly authors: AuthorSessions,
  ) {}

  @Endpoint(endpoints.getMedia)
  async getMedia(
    @Input() input: In<typeof endpoints.getMedia>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.media.find(input.params.name);
    const visible = file && (file.isPublic || file.mayBeSeenBy(await this.#whoAsks(request)));
    if (!visible) throw new ProblemError({ code: 'NOT_FOUND' });
    const etag = `"${file.sha256}"`;
    reply
      .header('etag', etag)
      .header('cache-control', file.isPublic ? 'public, max-age=31536000, immutable' : 'private, no-store')
      .header('content-security-policy', PICTURE_POLICY)
      .header('cross-origin-resource-policy', 'same-origin')
      .header('accept-ranges', 'bytes')
      .type(file.mime);
    if (isFresh(request.headers['if-none-match'], etag)) return void (await reply.status(304).send());
    await sendFile(request, reply, file, etag);
  }

  /** Nobody needs to be known for a public picture; for another one the cookies say who asks. */
  async #whoAsks({ jar }: FastifyRequest): Promise<Caller> {
    const staffToken = jar.get('staff');
    const staff = staffToken ? await this.staff.find(staffToken) : null;
    if (staff) return staff;
    const authorToken = jar.get('author');
    return (authorToken ? await this.authors.find(authorToken) : null) ?? { kind: 'anyone' };
  }
}

const isFresh = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: MediaFile, etag: string): Promise<void> {
  const { range, 'if-range': condition } = request.headers;
  const part = condition === undefined || condition === etag ? parseRange(range, file.bytes) : null;
  if (part === 'unsatisfiable') {
    return void (await reply.status(416).header('content-range', `bytes */${file.bytes}`).send());
  }
  const length = part ? part.end - part.start + 1 : file.bytes;
  if (part) reply.status(206).header('content-range', `bytes ${part.start}-${part.end}/${file.bytes}`);
  reply.header('content-length', length);
  // For a stream the framework keeps the length that is said here; an empty text would be counted.
  if (request.method === 'HEAD') return void (await reply.send(Readable.from([])));
  const opened = await file.open(part ?? undefined);
  if (!opened) throw new Error(`the picture ${file.sha256} has a row and no object`);
  await reply.send(opened.stream);
}
