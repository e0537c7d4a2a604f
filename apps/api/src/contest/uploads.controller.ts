import { Controller, Req, Res } from '@nestjs/common';
import { endpoints } from '@zuimei/contracts';
import type { AuthorCaller } from '@zuimei/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
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
    const body = WITH_BODY.has(request.method) ? bodyOf(request.raw) : null;
    try {
      const response = await this.protocol.answer(asWebRequest(request, body?.stream), caller);
      reply.status(response.status);
      for (const [name, value] of response.headers) reply.header(name, value);
      await reply.send(await response.text());
    } finally {
      body?.drain();
    }
  }
}

/** Methods whose requests the upload protocol reads bytes from. */
const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PATCH']);

/** The request as the web platform knows it. */
function asWebRequest({ method, raw }: FastifyRequest, body: Readable | undefined): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw.headers)) {
    if (value !== undefined) headers.set(name, String(value));
  }
  const url = new URL(raw.url ?? '/', 'http://localhost');
  if (!body) return new Request(url, { method, headers });
  const stream = Readable.toWeb(body) as ReadableStream<Uint8Array>;
  return new Request(url, { method, headers, body: stream, duplex: 'half' });
}

/**
 * The bytes of a request, detached from its connection: where the connection breaks they end there, so that what came
 * is kept, and where the request is refused the rest is read and dropped, so that the refusal reaches its sender.
 */
function bodyOf(raw: IncomingMessage): { stream: Readable; drain: () => void } {
  const stream = new PassThrough();
  // The reader gives up on a refusal: that is no fault of anybody.
  stream.on('error', () => undefined);
  raw.pipe(stream);
  raw.on('error', () => undefined);
  raw.once('close', () => stream.end());
  return {
    stream,
    drain: () => {
      raw.unpipe(stream);
      raw.resume();
    },
  };
}
