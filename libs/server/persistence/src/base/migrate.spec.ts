import { createTestDatabase, type TestDatabase } from '@zuimei/testing';
import { createDataSource } from './data-source.js';
import { migrate, migrateDown, migrationsPending, schemaDifferences } from './migrate.js';

describe('migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ migrated: false });
  });
  afterAll(() => database.drop());

  it('run up, down to nothing, and up again', async () => {
    const first = await migrate(database.ownerUrl);
    expect(first.length).toBeGreaterThan(0);
    expect(await migrate(database.ownerUrl)).toEqual([]);
    expect(await migrationsPending(database.ownerUrl)).toBe(false);

    expect(await migrateDown(database.ownerUrl)).toEqual([...first].reverse());
    const source = await createDataSource({ url: database.ownerUrl, kind: 'owner' }).initialize();
    const left = await source.query<{ table_name: string }[]>(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    const types = await source.query<unknown[]>(
      `SELECT typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE nspname = 'public' AND typtype IN ('e', 'd')`,
    );
    await source.destroy();
    expect(left).toEqual([{ table_name: 'migrations' }]);
    expect(types).toEqual([]);

    expect(await migrate(database.ownerUrl)).toEqual(first);
  });

  it('leave nothing that the entities still want', async () => {
    await migrate(database.ownerUrl);
    expect(await schemaDifferences(database.ownerUrl)).toEqual([]);
  });

  it('write every CHECK exactly as the entities build it from their words', async () => {
    await migrate(database.ownerUrl);
    const source = await createDataSource({ url: database.ownerUrl, kind: 'owner' }).initialize();
    const runner = source.createQueryRunner();
    try {
      let compared = 0;
      for (const { tableName, checks } of source.entityMetadatas) {
        for (const { name, expression } of checks) {
          const definition = `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1 AND conrelid = $2::regclass`;
          const [real] = await runner.query(definition, [name, tableName]);
          await runner.query(`CREATE TEMP TABLE wanted (LIKE ${tableName})`);
          await runner.query(`ALTER TABLE wanted ADD CONSTRAINT ${name} CHECK (${expression})`);
          const [wanted] = await runner.query(definition, [name, 'wanted']);
          await runner.query('DROP TABLE wanted');
          expect({ name, ...real }).toEqual({ name, ...wanted });
          compared += 1;
        }
      }
      expect(compared).toBeGreaterThanOrEqual(2);
    } finally {
      await runner.release();
      await source.destroy();
    }
  });

  it('can be started twice at once', async () => {
    const other = await createTestDatabase({ migrated: false });
    try {
      const [a, b] = await Promise.all([migrate(other.ownerUrl), migrate(other.ownerUrl)]);
      expect([a.length, b.length].sort()).toEqual([0, Math.max(a.length, b.length)]);
    } finally {
      await other.drop();
    }
  });
});
