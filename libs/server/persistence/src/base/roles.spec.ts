import { createTestDatabase, startTestPostgres, testServerUrl, type TestDatabase } from '@zuimei/testing';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { withClient as on } from './client.js';
import { migrate } from './migrate.js';
import { API_ROLE, prepareRoles, RolesNotPossible } from './roles.js';
import { sqlState } from './sql.js';

/** The SQLSTATE that a statement is refused with, or `done`. */
const outcome = (client: pg.Client, statement: string) =>
  client.query(statement).then(
    () => 'done',
    (error: unknown) => sqlState(error),
  );

const REFUSED = '42501';

describe('database roles', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('let the api add to and read the audit trail, and nothing else', async () => {
    await on(database.apiUrl, async (api) => {
      const insert = `INSERT INTO audit_events (id, at, actor_kind, action, subject_kind, subject_id)
                      VALUES ('${randomUUID()}', now(), 'system', 'test.done', 'test', '1')`;
      expect(await outcome(api, insert)).toBe('done');
      expect((await api.query('SELECT action FROM audit_events')).rows).toEqual([{ action: 'test.done' }]);
      expect(await outcome(api, `UPDATE audit_events SET action = 'x'`)).toBe(REFUSED);
      expect(await outcome(api, 'DELETE FROM audit_events')).toBe(REFUSED);
      expect(await outcome(api, 'TRUNCATE audit_events')).toBe(REFUSED);
      expect(await outcome(api, 'SELECT * FROM audit_events FOR UPDATE')).toBe(REFUSED);
    });
  });

  it('hold on every table whose rows must stay as they were written', async () => {
    const ledgers = await on(database.ownerUrl, async (owner) => {
      const { rows } = await owner.query<{ name: string }>(
        `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = 'public' AND c.relkind = 'r' AND has_table_privilege('${API_ROLE}', c.oid, 'INSERT')
            AND NOT has_any_column_privilege('${API_ROLE}', c.oid, 'UPDATE') ORDER BY 1`,
      );
      return rows.map(({ name }) => name);
    });
    expect(ledgers).toEqual(
      expect.arrayContaining([
        ...[
          'answers',
          'late_answers',
          'receipts',
          'ballots_completed',
          'tallies',
          'bundles',
          'bundle_leaves',
          'round_corrections',
        ],
        ...['audit_events', 'audit_links', 'awards', 'publications'],
      ]),
    );
    await on(database.apiUrl, async (api) => {
      for (const table of ledgers) {
        const [column] = (
          await api.query<{ name: string }>(
            `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum = 1`,
            [table],
          )
        ).rows;
        expect([table, await outcome(api, `UPDATE ${table} SET ${column?.name} = ${column?.name}`)]).toEqual([
          table,
          REFUSED,
        ]);
        expect([table, await outcome(api, `DELETE FROM ${table}`)]).toEqual([table, REFUSED]);
        expect([table, await outcome(api, `TRUNCATE ${table} CASCADE`)]).toEqual([table, REFUSED]);
      }
    });
  });

  it('give nobody the right to empty a table or to hang triggers on it, and the public none at all', async () => {
    const { rows } = await on(database.ownerUrl, (owner) =>
      owner.query(
        `SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE n.nspname = 'public' AND c.relkind = 'r' AND (
            has_table_privilege('${API_ROLE}', c.oid, 'TRUNCATE') OR has_table_privilege('${API_ROLE}', c.oid, 'TRIGGER')
            OR has_table_privilege('${API_ROLE}', c.oid, 'REFERENCES') OR has_table_privilege('public', c.oid, 'SELECT'))`,
      ),
    );
    expect(rows).toEqual([]);
  });

  it('keep the api from changing the schema, its own rights, or the queue', async () => {
    await on(database.apiUrl, async (api) => {
      for (const statement of [
        'CREATE TABLE extra (id int)',
        'DROP TABLE audit_events',
        'ALTER TABLE audit_events ADD COLUMN x int',
        'ALTER TABLE audit_events DISABLE TRIGGER ALL',
        'CREATE TABLE bull.extra (id int)',
        'SET ROLE postgres',
        'SET session_replication_role = replica',
        'DELETE FROM migrations',
      ]) {
        expect([statement, await outcome(api, statement)]).toEqual([statement, REFUSED]);
      }
      // A grant by someone without grant option is only a warning: what counts is that it changed nothing.
      await api.query('GRANT UPDATE ON audit_events TO zuimei_api').catch(() => undefined);
      expect(await outcome(api, `UPDATE audit_events SET action = 'x'`)).toBe(REFUSED);
    });
  });

  it('give the queue its own schema and no table of ours', async () => {
    await on(database.queueUrl, async (queue) => {
      expect(await outcome(queue, 'CREATE TABLE bull.jobs (id int)')).toBe('done');
      expect(await outcome(queue, 'DROP TABLE bull.jobs')).toBe('done');
      for (const table of ['staff', 'authors', 'audit_events', 'migrations']) {
        expect([table, await outcome(queue, `SELECT * FROM ${table}`)]).toEqual([table, REFUSED]);
      }
    });
  });
});

describe('prepareRoles', () => {
  const owners: string[] = [];
  const makeOwner = async (rights: string, databaseName: string) => {
    const name = `owner_${randomUUID().replaceAll('-', '')}`;
    owners.push(name);
    await on(testServerUrl(), async (client) => {
      await client.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret' ${rights}`);
      await client.query(`ALTER DATABASE ${databaseName} OWNER TO ${name}`);
    });
    const url = new URL(testServerUrl());
    url.username = name;
    url.password = 'secret';
    url.pathname = `/${databaseName}`;
    return url.href;
  };
  const databases: string[] = [];
  const makeDatabase = async () => {
    const name = `bare_${randomUUID().replaceAll('-', '')}`;
    databases.push(name);
    await on(testServerUrl(), (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0`));
    return name;
  };
  // Roles belong to the whole server, so these must be the passwords that the other specs sign in with.
  const passwords = { apiPassword: 'test-api', queuePassword: 'test-queue' };

  afterAll(() =>
    on(testServerUrl(), async (client) => {
      for (const name of databases) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      for (const name of owners) {
        await client.query(`DROP OWNED BY ${name}`);
        await client.query(`DROP ROLE ${name}`);
      }
    }),
  );

  it('refuses an owner who may not create roles, naming what to do', async () => {
    const ownerUrl = await makeOwner('', await makeDatabase());
    const refusal = prepareRoles({ ownerUrl, ...passwords });
    await expect(refusal).rejects.toThrow(RolesNotPossible);
    await expect(refusal).rejects.toThrow(/DATABASE_API_URL/);
  });

  it('uses roles that the operator made, where their addresses are given', async () => {
    const ownerUrl = await makeOwner('', await makeDatabase());
    const given = { apiUrl: 'postgres://zuimei_api:x@db/z', queueUrl: 'postgres://zuimei_queue:x@db/z' };
    expect(await prepareRoles({ ownerUrl, ...passwords, ...given })).toEqual(given);
    expect((await migrate(ownerUrl)).length).toBeGreaterThan(0);
  });

  it('works for an owner who is no superuser but may create roles', async () => {
    const server = await startTestPostgres();
    try {
      await on(server.url, async (client) => {
        await client.query(`CREATE ROLE boss LOGIN CREATEROLE PASSWORD 'secret'`);
        await client.query('CREATE DATABASE zuimei OWNER boss');
      });
      const ownerUrl = Object.assign(new URL(server.url), {
        username: 'boss',
        password: 'secret',
        pathname: '/zuimei',
      }).href;
      const odd = { apiPassword: `a'b/c@d:e%f`, queuePassword: 'q\\w' };
      const urls = await prepareRoles({ ownerUrl, ...odd });
      expect(await prepareRoles({ ownerUrl, ...odd })).toEqual(urls);
      await migrate(ownerUrl);
      await on(urls.apiUrl, async (client) => {
        expect(await outcome(client, 'SELECT count(*) FROM staff')).toBe('done');
        expect(await outcome(client, 'DELETE FROM audit_events')).toBe(REFUSED);
      });
      await on(urls.queueUrl, async (client) => {
        expect(await outcome(client, 'CREATE TABLE bull.jobs (id int)')).toBe('done');
      });
    } finally {
      await server.stop();
    }
  });

  it('is idempotent', async () => {
    const other = await createTestDatabase();
    try {
      const again = await prepareRoles({ ownerUrl: other.ownerUrl, ...passwords });
      await on(again.apiUrl, (client) => client.query('SELECT count(*) FROM staff'));
      await on(again.queueUrl, (client) => client.query('CREATE TABLE bull.again (id int)'));
    } finally {
      await other.drop();
    }
  });
});
