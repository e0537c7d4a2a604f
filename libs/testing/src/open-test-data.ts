import { createDataSource, type DataSource, ReadDb, UnitOfWork } from '@zuimei/persistence';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** A database of one spec's own, connected as the api would be. */
export interface TestData {
  database: TestDatabase;
  source: DataSource;
  db: ReadDb;
  unit: UnitOfWork;
  close(): Promise<void>;
}

/** Makes a migrated database and connects to it with the api's role; close it in `afterAll`. */
export async function openTestData(): Promise<TestData> {
  const database = await createTestDatabase();
  const source = createDataSource({ url: database.apiUrl, kind: 'api', poolSize: 8 });
  await source.initialize();
  return {
    database,
    source,
    db: new ReadDb(source),
    unit: new UnitOfWork(source, (error) => {
      throw error;
    }),
    async close() {
      await source.destroy();
      await database.drop();
    },
  };
}
