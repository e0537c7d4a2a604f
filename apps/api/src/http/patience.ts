import type { ProblemCode } from '@zuimei/contracts';
import { toProblemDocument } from '@zuimei/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import './fastify-types.js';

/** How long the API waits for a sender. Whoever is slower is sent away, so that held connections do not add up. */
export interface Patience {
  /** From the connection, or the first byte of a later request on it, to the last byte of its headers. */
  headersMs: number;
  /** A body must bring `leastBytes` in each such span, until it is whole. */
  windowMs: number;
  leastBytes: number;
  /** So much of the body of a request that was refused already is still read, so that the refusal reaches its sender. */
  bytesAfterReply: number;
}

/**
 * A phone at 64 kbit/s brings 32 kB in a window, eight times what is asked of it; a whole photo may take it an hour. One
 * that stands still for a whole window (a lift, a tunnel) loses its connection and nothing else: what an upload brought is
 * kept, and it goes on from there.
 */
export const PATIENCE: Patience = {
  headersMs: 4_000,
  windowMs: 4_000,
  leastBytes: 4 * 1024,
  bytesAfterReply: 32 * 1024 * 1024,
};

/** Ends a request whose body comes too slowly, or without end behind a refusal. Time in which we do not read does not count. */
export function watchBody(request: FastifyRequest, reply: FastifyReply, patience: Patience): void {
  const { raw } = request;
  const { socket, headers } = raw;
  const announced = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  // An injected request has no connection.
  if (!announced || typeof socket.bytesRead !== 'number') return;
  let seen = socket.bytesRead;
  let seenAtReply: number | undefined;
  const timer = setInterval(() => {
    if (raw.complete) return clearInterval(timer);
    const came = socket.bytesRead - seen;
    seen = socket.bytesRead;
    if (reply.raw.writableFinished) seenAtReply ??= seen;
    if (seenAtReply !== undefined && seen - seenAtReply > patience.bytesAfterReply) return void socket.destroy();
    const ourTurn = raw.readableLength > 0 || raw.readableFlowing === false;
    if (came < patience.leastBytes && !ourTurn) sendAway(request, reply);
  }, patience.windowMs).unref();
  raw.once('close', () => clearInterval(timer));
}

function sendAway({ raw, context }: FastifyRequest, reply: FastifyReply): void {
  if (reply.raw.headersSent) return void raw.socket.destroy();
  reply.hijack();
  // For the line in the log: what is sent goes past the response, which would close before its reader has read.
  reply.raw.statusCode = 408;
  hangUp(raw.socket, 'REQUEST_TOO_SLOW', context.requestId, reply.raw.getHeaders());
}

/** Answers a connection whose bytes are no request, or never become one. No hook and no route runs for those. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  // Browsers open connections ahead of use: one that never spoke is closed without a word.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesRead === 0) return void socket.destroy();
  hangUp(socket, error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'REQUEST_TOO_SLOW' : 'REQUEST_UNREADABLE');
}

/** How long a connection that was answered stays open for reading: closed at once, the answer might never be read. */
const LINGER_MS = 1_000;

function hangUp(socket: Socket, code: ProblemCode, requestId?: string, given: OutgoingHttpHeaders = {}): void {
  const document = toProblemDocument({ code }, requestId);
  const body = JSON.stringify(document);
  const headers = {
    ...given,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
  socket.end(`HTTP/1.1 ${document.status} ${code}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
