import { Controller, Req, Res } from '@nestjs/common';
import { endpoints } from '@zuimei/contracts';
import type { AuthorCaller } from '@zuimei/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { CallerCtx, Endpoint } from '../http/endpoint.decorator.js';
import { UploadProtocol } from './upload-protocol.js';

@Controller()
export class UploadsController {
  constructor(private readonly protocol: UploadProtocol) {}

  @Endpoint(endpoints.upload)
  async upload(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @CallerCtx() caller: AuthorCaller,
  ): Promise<void> {
    const response = await this.protocol.answer(asWebRequest(request), caller);
    reply.status(response.status);
    for (const [name, value] of response.headers) reply.header(name, value);
    await reply.send(await response.text());
  }
}

/** Methods whose requests the upload protocol reads bytes from. */
const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PATCH']);

/** The request as the web platform knows it, its body still unread. */
function asWebRequest(request: FastifyRequest): Request {
  const { method, raw } = request;
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.headers)) {
    if (value !== undefined) headers.set(name, String(value));
  }
  const url = new URL(raw.url ?? '/', 'http://localhost');
  if (!WITH_BODY.has(method)) return new Request(url, { method, headers });
  const body = Readable.toWeb(raw) as ReadableStream<Uint8Array>;
  return new Request(url, { method, headers, body, duplex: 'half' });
}
