import fs from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';

/** What an S3 server answered instead of taking an object in. */
export class PutRefusedError extends Error {
  override readonly name = 'PutRefusedError';

  /** @param code the `<Code>` of the answer's XML, empty where it has none */
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`the object store answered ${status} ${code}`.trimEnd());
  }
}

/** What stands in the store after a put: bytes, and the store's own tag without quotes. */
export interface PutResult {
  size: number;
  etag: string;
}

/**
 * Sends a file to a presigned address as it lies on the disk: neither hashed nor held in memory. The caller's agent bounds
 * how long the connection may be silent.
 *
 * @throws PutRefusedError for an answer other than 200, an error with a `path` where the file cannot be opened, any other
 *   error for a connection that broke
 */
export async function putFile(
  address: string,
  file: string,
  { contentType, agent }: { contentType: string; agent: http.Agent },
): Promise<PutResult> {
  const handle = await fs.open(file, 'r');
  try {
    const { size } = await handle.stat();
    const url = new URL(address);
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'PUT',
      agent,
      headers: { 'content-type': contentType, 'content-length': size },
    });
    const answer = answerTo(request);
    const body = handle.createReadStream({ start: 0, highWaterMark: 256 * 1024, autoClose: false });
    const sent = pipeline(body, ofLength(size), request).catch(() => undefined);
    try {
      const { status, code, etag } = await answer;
      if (status !== 200) throw new PutRefusedError(status, code);
      return { size, etag };
    } finally {
      // What was refused need not be sent to its end.
      if (!request.writableFinished) request.destroy();
      await sent;
    }
  } finally {
    await handle.close();
  }
}

/** The answer, also where it comes before the last byte has gone out: it tells more than the connection that breaks then. */
function answerTo(request: http.ClientRequest): Promise<{ status: number; code: string; etag: string }> {
  return new Promise((resolve, reject) => {
    let begun = false;
    request.once('response', (response) => {
      begun = true;
      text(response).then(
        (body) =>
          resolve({
            status: response.statusCode ?? 0,
            code: /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? '',
            etag: (response.headers.etag ?? '').replace(/^"|"$/g, ''),
          }),
        reject,
      );
    });
    request.on('error', (error) => begun || reject(error));
  });
}

/** Fails where a file shrinks or grows while it is being sent. */
const ofLength = (size: number) =>
  async function* (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    let seen = 0;
    for await (const part of source) {
      seen += part.length;
      if (seen > size) break;
      yield part;
    }
    if (seen !== size) throw new Error(`the file changed while it was sent: ${seen} bytes instead of ${size}`);
  };
