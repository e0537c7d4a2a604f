import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { grantQueueDatabase, migrate, prepareRoles, withClient } from '@zuimei/persistence';

/** A migrated database of its own, for one spec. */
export interface TestDatabase {
  readonly name: string;
  /** A superuser's address, who also owns the tables. */
  readonly ownerUrl: string;
  /** The address that api and worker would use. */
  readonly apiUrl: string;
  /** The address that the queue would use. */
  readonly queueUrl: string;
  drop(): Promise<void>;
}

const API_PASSWORD = 'test-api';
const QUEUE_PASSWORD = 'test-queue';

/** The server that tests run on: started by Jest's global setup, or named by TEST_DATABASE_URL. */
export function testServerUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('no test database: the room’s jest.config.mjs must use withDatabase()');
  return url;
}

/**
 * Makes a database for one spec by copying a template that was migrated once (tens of milliseconds). Drop it in
 * `afterAll`, after everything connected to it is closed.
 * @param options.migrated false gives an empty database in which only the roles are prepared
 */
export async function createTestDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const server = testServerUrl();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = options.migrated === false ? 'template0' : await ensureTemplate(server);
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const ownerUrl = databaseUrl(server, name);
  if (options.migrated !== false) await withClient(ownerUrl, grantQueueDatabase);
  const urls =
    options.migrated === false
      ? await withRolesLock(server, () => prepareRoles({ ownerUrl, ...passwords }))
      : {
          apiUrl: loginUrl(ownerUrl, 'zuimei_api', API_PASSWORD),
          queueUrl: loginUrl(ownerUrl, 'zuimei_queue', QUEUE_PASSWORD),
        };
  return {
    name,
    ownerUrl,
    ...urls,
    drop: () => withClient(server, (client) => dropWhenLeft(client, name)),
  };
}

/**
 * Waits for connections that are just closing: to end them by force would make their owner's last words an error that
 * nobody listens for any more. One that is still there after three seconds was forgotten, and is ended.
 */
async function dropWhenLeft(client: Parameters<Parameters<typeof withClient>[1]>[0], name: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    const { rowCount } = await client.query('SELECT FROM pg_stat_activity WHERE datname = $1', [name]);
    if (!rowCount) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
}

const passwords = { apiPassword: API_PASSWORD, queuePassword: QUEUE_PASSWORD };

const SCHEMA_SOURCES = path.resolve(import.meta.dirname, '../../server/persistence/src');

/** Named by what the migrations say, so a server that outlives the run never hands out an old schema. */
const templateName = (): string => {
  const hash = createHash('sha256');
  for (const file of fs.readdirSync(SCHEMA_SOURCES, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/migrations?\b.*\.ts$|[\\/]roles\.ts$/.test(file))
      hash.update(fs.readFileSync(path.join(SCHEMA_SOURCES, file)));
  }
  return `zuimei_template_${hash.digest('hex').slice(0, 16)}`;
};

async function ensureTemplate(server: string): Promise<string> {
  const name = templateName();
  await withRolesLock(server, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const draft = `${name}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft} TEMPLATE template0`);
    const ownerUrl = databaseUrl(server, draft);
    await prepareRoles({ ownerUrl, ...passwords });
    await migrate(ownerUrl);
    // A template is copied only while nobody is connected, so it gets its name when it is whole and left alone.
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
  });
  return name;
}

/** Roles and templates belong to the whole server: Jest's workers take turns. */
async function withRolesLock<T>(server: string, work: Parameters<typeof withClient<T>>[1]): Promise<T> {
  return withClient(server, async (client) => {
    await client.query('SELECT pg_advisory_lock(7365002)');
    return work(client);
  });
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function loginUrl(ownerUrl: string, user: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = user;
  url.password = password;
  return url.href;
}
