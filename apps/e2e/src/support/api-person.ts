import { randomUUID } from 'node:crypto';
import { type Call, type Endpoint, type Out, type ProblemDocument, endpoints } from '@zuimei/contracts';
import { addressInNode } from './hall-network.js';

/** A refusal of the API, as an error that names the code. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  constructor(
    operation: string,
    readonly problem: Partial<ProblemDocument>,
  ) {
    super(`${operation}: ${problem.code} ${JSON.stringify(problem.errors ?? problem.facts ?? {})}`);
  }
}

/** Somebody at the public API without a browser: sets a stage quickly, and asks what a screen should show. */
export class ApiPerson {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly origin: string) {}

  /** @throws ApiRefusal */
  async call<E extends Endpoint>(row: E, input: Call<E>): Promise<Out<E>> {
    const { params = {}, query = {}, body } = input as Record<'params' | 'query' | 'body', Record<string, string>>;
    const path = row.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const reply = await this.send(`${path}?${new URLSearchParams(query)}`, {
      method: row.method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new ApiRefusal(row.id, (await reply.json().catch(() => ({}))) as ProblemDocument);
    return (row.reply.kind === 'json' ? await reply.json() : undefined) as Out<E>;
  }

  /** The bytes of a document, such as a printed sheet. */
  async document(path: string): Promise<Buffer> {
    const reply = await this.send(path, { method: 'GET' });
    if (!reply.ok) throw new ApiRefusal(path, (await reply.json().catch(() => ({}))) as ProblemDocument);
    return Buffer.from(await reply.arrayBuffer());
  }

  async signInAsAuthor(phone: string, displayName: string, company: string): Promise<this> {
    const { demoCode } = await this.call(endpoints.requestSignInCode, { body: { phone } });
    await this.call(endpoints.createAuthorSession, { body: { phone, code: demoCode ?? '' } });
    await this.call(endpoints.updateAuthor, { body: { displayName, company } });
    return this;
  }

  async signInAsStaff(login: string, password: string): Promise<this> {
    await this.call(endpoints.createStaffSession, { body: { login, password } });
    return this;
  }

  /** Uploads a photo and hands it in; gives the submission's id. */
  async handIn(photo: Buffer, editionKey: string, title: string): Promise<string> {
    const { rules } = await this.call(endpoints.getEdition, { params: { key: editionKey } });
    const tus = { 'tus-resumable': '1.0.0' };
    const metadata = Object.entries({ editionKey, filename: `${title}.jpg` }).map(
      ([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`,
    );
    const created = await this.send(endpoints.upload.path, {
      method: 'POST',
      headers: { ...tus, 'upload-length': String(photo.length), 'upload-metadata': metadata.join(',') },
    });
    const address = new URL(created.headers.get('location') ?? '', this.origin).pathname;
    const sent = await this.send(address, {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(photo),
    });
    if (sent.status !== 204) throw new ApiRefusal('upload', (await sent.json().catch(() => ({}))) as ProblemDocument);
    const { submission } = await this.call(endpoints.createSubmission, {
      body: {
        clientKey: randomUUID(),
        uploadId: address.split('/').at(-1) ?? '',
        editionKey,
        title,
        story: `${title}，在车间里拍的。`,
        place: '东湖园区',
        recognisable: 'nobody',
        consent: { version: rules.consentVersion, original: true, noSecrets: true },
      },
    });
    if (!submission) throw new Error(`《${title}》 was not received`);
    return submission.id;
  }

  /** For a browser in which this person goes on without signing in again; `__Host-` cookies are set as by HTTPS. */
  cookiesOf(): { name: string; value: string; url: string }[] {
    return [...this.cookies].map(([name, value]) => ({ name, value, url: this.origin.replace('http:', 'https:') }));
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(new URL(path, addressInNode(this.origin)), {
      ...init,
      headers: { ...(init.headers as Record<string, string>), 'x-zuimei': '1', ...(cookie ? { cookie } : {}) },
    });
    for (const line of reply.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return reply;
  }
}
