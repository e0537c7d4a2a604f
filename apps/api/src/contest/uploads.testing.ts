import type { NestFastifyApplication } from '@nestjs/platform-fastify';

interface Sent {
  headers?: Record<string, string>;
  body?: Uint8Array | ReadableStream<Uint8Array>;
  /** Wanted beside a body that is a stream. */
  duplex?: 'half';
}

/** The author's phone, as far as the upload protocol can tell: speaks tus 1.0 over a real connection. */
export class Phone {
  constructor(
    private readonly origin: string,
    private readonly owner: { readonly cookies: ReadonlyMap<string, string> },
  ) {}

  /** Makes the app listen, if it does not yet, and gives its address. */
  static async originOf(app: NestFastifyApplication): Promise<string> {
    if (!app.getHttpServer().listening) await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    return `http://127.0.0.1:${port}`;
  }

  send(method: string, path: string, init: Sent = {}): Promise<Response> {
    const cookie = [...this.owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return fetch(new URL(path, this.origin), {
      method,
      ...init,
      headers: { 'x-zuimei': '1', 'tus-resumable': '1.0.0', ...(cookie && { cookie }), ...init.headers },
    });
  }

  /** The head of a request as it goes over the wire. */
  head(method: string, path: string, headers: Record<string, string | number>): string {
    const cookie = [...this.owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { host: 'zuimei.test', 'x-zuimei': '1', 'tus-resumable': '1.0.0', cookie, ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  }

  patchHead(location: string, offset: number, headers: Record<string, string | number>): string {
    const content = { 'upload-offset': offset, 'content-type': 'application/offset+octet-stream' };
    return this.head('PATCH', location, { ...content, ...headers });
  }

  /** Asks to upload so many bytes. */
  begin(editionKey: string, size: number): Promise<Response> {
    const word = (text: string): string => Buffer.from(text).toString('base64');
    return this.send('POST', '/v1/uploads', {
      headers: {
        'upload-length': String(size),
        'upload-metadata': `editionKey ${word(editionKey)},filename ${word('../../照片.jpg')}`,
      },
    });
  }

  patch(location: string, offset: number, bytes: Uint8Array | ReadableStream<Uint8Array>): Promise<Response> {
    return this.send('PATCH', location, {
      headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      body: bytes,
      duplex: 'half',
    });
  }

  async offsetOf(location: string): Promise<number> {
    const head = await this.send('HEAD', location);
    if (head.status !== 200) throw new Error(`HEAD ${location}: ${head.status}`);
    return Number(head.headers.get('upload-offset'));
  }

  /** Uploads a whole file in one go; gives the upload's id. */
  async upload(editionKey: string, bytes: Uint8Array): Promise<string> {
    const begun = await this.begin(editionKey, bytes.length);
    const location = begun.headers.get('location') ?? '';
    const sent = await this.patch(location, 0, bytes);
    if (sent.status !== 204) throw new Error(`the upload was refused: ${sent.status} ${await sent.text()}`);
    return location.split('/').at(-1) ?? '';
  }
}
