import fs from 'node:fs/promises';
import { type Call, type Endpoint, type Out, type ProblemDocument, allEndpoints } from '@zuimei/contracts';

/** A refusal of the API, as an error that says what was asked and why not. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    operation: string,
    readonly status: number,
    readonly problem: Partial<ProblemDocument>,
  ) {
    super(
      `${operation}: ${status} ${problem.code ?? ''} ${problem.title ?? ''} ${JSON.stringify(problem.errors ?? problem.facts ?? {})}`,
    );
  }
}

/** One person's browser towards the public API: keeps cookies, sends the headers that a page of ours would send. */
export class ApiSession {
  private readonly cookies = new Map<string, string>();

  constructor(readonly origin: string) {}

  /** Calls an endpoint of the table. @throws Refused */
  async call<E extends Endpoint>(row: E, input: Call<E>, headers: Record<string, string> = {}): Promise<Out<E>> {
    const {
      params = {},
      query = {},
      body,
    } = input as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };
    const path = row.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const url = new URL(path, this.origin);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const response = await this.fetch(url, {
      method: row.method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Refused(row.id, response.status, (await response.json().catch(() => ({}))) as ProblemDocument);
    return (row.reply.kind === 'json' ? await response.json() : undefined) as Out<E>;
  }

  /** Uploads a file by tus (creation, then one PATCH) and gives the upload's id. */
  async upload(file: string, metadata: Record<string, string>): Promise<string> {
    const bytes = await fs.readFile(file);
    const encoded = Object.entries(metadata).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`);
    const tus = { 'tus-resumable': '1.0.0' };
    const created = await this.fetch(new URL(UPLOADS, this.origin), {
      method: 'POST',
      headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': encoded.join(',') },
    });
    const location = created.headers.get('location');
    if (created.status !== 201 || !location)
      throw new Refused('upload', created.status, (await created.json().catch(() => ({}))) as ProblemDocument);
    const target = new URL(location, this.origin);
    const sent = await this.fetch(target, {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(bytes),
    });
    if (sent.status !== 204)
      throw new Refused('upload', sent.status, (await sent.json().catch(() => ({}))) as ProblemDocument);
    return target.pathname.split('/').at(-1) ?? '';
  }

  private async fetch(url: URL, init: RequestInit & { headers: Record<string, string> }): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      headers: { ...init.headers, 'x-zuimei': '1', ...(cookie ? { cookie } : {}) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const cut = pair.indexOf('=');
      this.cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
    return response;
  }
}

const UPLOADS = allEndpoints.find((row) => row.id === 'upload')?.path ?? '';
