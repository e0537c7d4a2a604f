import { createTestDatabase, type TestDatabase } from '@zuimei/testing';
import type { DataSource } from 'typeorm';
import { withClient } from './client.js';
import { readCursor } from './cursor.js';
import { createDataSource, poolOf } from './data-source.js';
import { sql } from './sql.js';

describe('reading by a cursor', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await createDataSource({ url: database.apiUrl, kind: 'api', poolSize: 1 }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const numbers = (most: number, batch?: number) =>
    readCursor<{ n: number }>(source, sql`SELECT n FROM generate_series(1, ${most}::int) AS n`, { batch });
  /** The pool has one connection: this waits until it is back. */
  const free = async () => (await poolOf(source).query<{ one: number }>('SELECT 1 AS one')).rows;

  it.each([
    [0, []],
    [3, [3]],
    [4, [4]],
    [9, [4, 4, 1]],
  ])('gives %i rows as batches of %j', async (most, sizes) => {
    const batches = [];
    for await (const batch of numbers(most, 4)) batches.push(batch.length);
    expect(batches).toEqual(sizes);
    expect(await free()).toEqual([{ one: 1 }]);
  });

  it('sees one snapshot, and lets the connection go where the reader leaves early', async () => {
    await withClient(database.ownerUrl, async (owner) => {
      const add = (n: number) =>
        owner.query(
          'INSERT INTO attempts (key, count, resets_at) SELECT int4send(n), n, now() FROM generate_series($1::int, $1 + 2) AS n',
          [n],
        );
      await add(1);
      const seen = [];
      for await (const batch of readCursor(source, sql`SELECT count FROM attempts ORDER BY count`, { batch: 1 })) {
        seen.push(...batch);
        await add(10 * seen.length);
      }
      expect(seen).toHaveLength(3);
      for await (const batch of numbers(100, 10)) {
        expect(batch).toHaveLength(10);
        break;
      }
      expect(await free()).toEqual([{ one: 1 }]);
    });
  });

  it('throws where the database ends the connection between two batches, and the next reader gets a new one', async () => {
    const rows = numbers(100, 10);
    await rows.next();
    await withClient(database.ownerUrl, (owner) =>
      owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = 'zuimei-api'`),
    );
    await expect(rows.next()).rejects.toThrow();
    expect(await free()).toEqual([{ one: 1 }]);
  });

  it('gives a reader up who keeps the database waiting', async () => {
    const rows = readCursor(source, sql`SELECT n FROM generate_series(1, 9) AS n`, { batch: 1, idleTimeout: 50 });
    await rows.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect(rows.next()).rejects.toThrow();
    expect(await free()).toEqual([{ one: 1 }]);
  });

  it('writes nothing', async () => {
    const rows = readCursor(source, sql`SELECT nextval('migrations_id_seq')`);
    await expect(rows.next()).rejects.toThrow();
  });
});
