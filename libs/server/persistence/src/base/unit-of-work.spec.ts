import { createTestDatabase, type TestDatabase } from '@zuimei/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { ReadDb, UnitOfWork, type Tx } from './unit-of-work.js';

describe('UnitOfWork', () => {
  let database: TestDatabase;
  let source: DataSource;
  let db: ReadDb;
  const lateErrors: unknown[] = [];
  let unit: UnitOfWork;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await createDataSource({ url: database.apiUrl, kind: 'api', poolSize: 3 }).initialize();
    db = new ReadDb(source);
    unit = new UnitOfWork(source, (error) => lateErrors.push(error));
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });
  beforeEach(async () => {
    await unit.run((tx) => tx.execute('DELETE FROM attempts'));
    lateErrors.length = 0;
  });

  const add = (tx: Tx, key: string) =>
    tx.execute('INSERT INTO attempts (key, count, resets_at) VALUES ($1, 1, now())', [Buffer.from(key)]);
  const count = async () => (await db.query<{ n: number }>('SELECT count(*) AS n FROM attempts'))[0]?.n;

  it('commits what it returns, and gives 64-bit integers as numbers', async () => {
    expect(await unit.run(async (tx) => (await add(tx, 'a')) + (await add(tx, 'b')))).toBe(2);
    expect(await count()).toBe(2);
  });

  it('rolls back on a throw and on a refusal, and hands both on', async () => {
    const boom = new Error('boom');
    await expect(
      unit.run(async (tx) => {
        await add(tx, 'a');
        throw boom;
      }),
    ).rejects.toBe(boom);
    const refusal = await unit.run(async (tx) => {
      await add(tx, 'a');
      return { ok: false as const, error: { code: 'NOT_FOUND' } };
    });
    expect(refusal).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(await count()).toBe(0);
  });

  it('runs what waits for the commit after it, in order, and only then', async () => {
    const seen: (string | number | undefined)[] = [];
    await unit.run(async (tx) => {
      await add(tx, 'a');
      tx.afterCommit(async () => void seen.push(await count()));
      tx.afterCommit(() => void seen.push('second'));
      seen.push('inside');
    });
    expect(seen).toEqual(['inside', 1, 'second']);
  });

  it('runs nothing afterwards when it was rolled back', async () => {
    const later = jest.fn();
    await unit.run(async (tx) => {
      tx.afterCommit(later);
      return { ok: false };
    });
    await expect(
      unit.run(async (tx) => {
        tx.afterCommit(later);
        await tx.query('SELECT 1/0');
      }),
    ).rejects.toThrow('division by zero');
    expect(later).not.toHaveBeenCalled();
  });

  it('does not take a commit back for what fails after it, and reports it', async () => {
    const late = new Error('queue away');
    const next = jest.fn();
    await unit.run(async (tx) => {
      await add(tx, 'a');
      tx.afterCommit(() => Promise.reject(late));
      tx.afterCommit(next);
    });
    expect(await count()).toBe(1);
    expect(lateErrors).toEqual([late]);
    expect(next).toHaveBeenCalledTimes(1);
  });

  it('gives its connection back when the server drops it, with the first error', async () => {
    await expect(
      unit.run(async (tx) => {
        await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
      }),
    ).rejects.toThrow();
    for (let i = 0; i < 5; i++) expect(await unit.run((tx) => tx.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  it('keeps one snapshot where it is asked to', async () => {
    await unit.run(
      async (tx) => {
        const before = await tx.query('SELECT count(*) AS n FROM attempts');
        await unit.run((other) => add(other, 'meanwhile'));
        expect(await tx.query('SELECT count(*) AS n FROM attempts')).toEqual(before);
      },
      { isolation: 'REPEATABLE READ' },
    );
    expect(await count()).toBe(1);
  });
});
