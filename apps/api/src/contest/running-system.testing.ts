import { freePort, openTestData, SourceProcess, type TestData } from '@zuimei/testing';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Phone } from './uploads.testing.js';

const APPS = path.join(import.meta.dirname, '../../..');

/** What became of a file: `processed`, or the code that it was refused with, at once or after a look at its pixels. */
export interface Ending {
  ending: string;
  status: number;
  /** From the first request to the answer that settled it at the door. */
  ms: number;
  width?: number;
  height?: number;
}

/** Api and worker as processes of their own, on a database and a home of their own, and one author's phone. */
export class RunningSystem {
  readonly #cookies = new Map<string, string>();
  readonly phone: Phone;

  private constructor(
    readonly data: TestData,
    readonly home: string,
    readonly worker: SourceProcess,
    private readonly api: SourceProcess,
    origin: string,
  ) {
    this.phone = new Phone(origin, { cookies: this.#cookies });
  }

  static async start(): Promise<RunningSystem> {
    const data = await openTestData();
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-running-'));
    const port = String(await freePort());
    const env = {
      ZUIMEI_HOME: home,
      DATABASE_API_URL: data.database.apiUrl,
      DATABASE_QUEUE_URL: data.database.queueUrl,
      LOG_LEVEL: 'warn',
    };
    const worker = await SourceProcess.start(path.join(APPS, 'worker/src/main.ts'), {
      ...env,
      WORKER_HEALTH_PORT: String(await freePort()),
    });
    const api = await SourceProcess.start(path.join(APPS, 'api/src/main.ts'), { ...env, PORT: port });
    return new RunningSystem(data, home, worker, api, `http://127.0.0.1:${port}`);
  }

  async signIn(phone: string): Promise<void> {
    const { demoCode } = await this.json<{ demoCode: string }>('POST', '/v1/sign-in-codes', { phone });
    await this.json('POST', '/v1/author-sessions', { phone, code: demoCode });
  }

  async json<T>(method: string, route: string, body?: unknown): Promise<T> {
    const reply = await this.phone.send(method, route, {
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify(body)),
      }),
    });
    for (const cookie of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    if (!reply.ok) throw new Error(`${method} ${route}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as T;
  }

  /** Hands a file in as a phone does, and waits until the worker is through with it. */
  async handIn(editionKey: string, bytes: Uint8Array): Promise<Ending> {
    const began = performance.now();
    const door = await this.#upload(editionKey, bytes);
    const ms = performance.now() - began;
    if (typeof door !== 'string') return { ...door, ms };
    const { submission } = await this.json<{ submission: { id: string } }>('POST', '/v1/submissions', {
      clientKey: randomUUID(),
      uploadId: door,
      editionKey,
      title: '晨光里的焊花',
      story: '',
      place: '二号厂房',
      recognisable: 'nobody',
      consent: { version: '2026-12', original: true, noSecrets: true },
    });
    for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const [row] = await this.data.db.query<{ state: string; code: string | null; width: number; height: number }>(
        `SELECT s.state, s.reason AS code, p.width, p.height
           FROM submissions s LEFT JOIN photos p ON p.submission_id = s.id WHERE s.id = $1`,
        [submission.id],
      );
      if (row?.state === 'processed') {
        return { ending: 'processed', status: 204, ms, width: row.width, height: row.height };
      }
      if (row?.state === 'unreadable') return { ending: row.code ?? 'unreadable', status: 204, ms };
    }
    throw new Error(`the worker does not come to an end\n${this.worker.log}`);
  }

  /** Everything that lies below a folder of the home, work folders left out. */
  files(folder: 'staging' | 'objects'): string[] {
    const root = path.join(this.home, folder);
    if (!fs.existsSync(root)) return [];
    return fs
      .readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
  }

  async close(): Promise<void> {
    await this.api.end('SIGKILL');
    await this.worker.end('SIGKILL');
    await this.data.close();
    fs.rmSync(this.home, { recursive: true, force: true });
  }

  /** The upload's id, or how it was refused. */
  async #upload(editionKey: string, bytes: Uint8Array): Promise<string | { ending: string; status: number }> {
    const begun = await this.phone.begin(editionKey, bytes.length);
    const location = begun.headers.get('location');
    const sent = location ? await this.phone.patch(location, 0, bytes) : begun;
    if (location && sent.status === 204) return location.split('/').at(-1) ?? '';
    return { ending: ((await sent.json()) as { code: string }).code, status: sent.status };
  }
}
