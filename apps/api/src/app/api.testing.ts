import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { StaffRole } from '@zuimei/domain';
import { AddStaff } from '@zuimei/identity';
import { createLogger, ephemeralKeystore, loadConfig, ManualClock } from '@zuimei/platform';
import { createTestDatabase, type TestDatabase } from '@zuimei/testing';
import type { InjectOptions, Response } from 'light-my-request';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type AppOverrides, createApp } from './create-app.js';

export const PASSWORD = '一个够长的 password';

/** The API on a database of its own, for one spec. */
export interface TestApp {
  app: NestFastifyApplication;
  database: TestDatabase;
  clock: ManualClock;
  /** Everything that was logged. */
  log: string[];
  /** A visitor with cookies of their own, whose requests come from our own pages. */
  visitor(): Visitor;
  staff(role: StaffRole): Promise<Visitor>;
  author(phone?: string): Promise<Visitor>;
  close(): Promise<void>;
}

/** Starts the API with a clock that stands still; close it in `afterAll`. */
export async function startTestApp(
  environment: Record<string, string> = {},
  overrides: AppOverrides = {},
): Promise<TestApp> {
  const database = await createTestDatabase();
  const clock = new ManualClock(new Date());
  const log: string[] = [];
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-api-'));
  const config = loadConfig({
    ZUIMEI_HOME: home,
    DATABASE_API_URL: database.apiUrl,
    DATABASE_QUEUE_URL: database.queueUrl,
    DATABASE_POOL_SIZE: '4',
    ...environment,
  });
  const app = await createApp(config, {
    keystore: ephemeralKeystore(),
    clock,
    logger: createLogger({ level: 'debug', name: 'test', destination: { write: (line) => void log.push(line) } }),
    ...overrides,
  });
  let people = 0;
  const visitor = () => new Visitor(app);
  return {
    app,
    database,
    clock,
    log,
    visitor,
    async staff(role) {
      const login = `${role}-${(people += 1)}`;
      const added = await app
        .get(AddStaff, { strict: false })
        .run({ login, displayName: `${role} ${people}`, role, password: PASSWORD });
      if (!added.ok) throw new Error(`could not add ${login}`);
      const member = visitor();
      await member.expect(201, 'POST', '/v1/staff-sessions', { login, password: PASSWORD });
      return member;
    },
    async author(phone = `139${String((people += 1)).padStart(8, '0')}`) {
      const author = visitor();
      const { demoCode } = await author.expect<{ demoCode: string }>(201, 'POST', '/v1/sign-in-codes', { phone });
      await author.expect(201, 'POST', '/v1/author-sessions', { phone, code: demoCode });
      return author;
    },
    async close() {
      await app.close();
      await database.drop();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A browser, as far as the API can tell: keeps cookies, sends the header that our own pages send. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(private readonly app: NestFastifyApplication) {}

  async send(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.app.inject({
      method: method as InjectOptions['method'],
      url,
      headers: { 'x-zuimei': '1', ...(cookie && { cookie }), ...headers },
      ...(body !== undefined && { payload: body as InjectOptions['payload'] }),
    });
    for (const { name, value, maxAge } of response.cookies) {
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** Sends, wants this status, and gives the JSON of the reply. */
  async expect<T = unknown>(status: number, method: string, url: string, body?: unknown): Promise<T> {
    const response = await this.send(method, url, body);
    if (response.statusCode !== status) {
      throw new Error(`${method} ${url}: ${response.statusCode} instead of ${status}: ${response.body}`);
    }
    return (response.body ? response.json() : undefined) as T;
  }
}
