import { ReadDb, UnitOfWork, createDataSource } from '@zuimei/persistence';

export interface DatabaseContext {
  unit: UnitOfWork;
  db: ReadDb;
}

/** Opens the database for one command and closes it afterwards. */
export async function withDatabase<T>(url: string, work: (context: DatabaseContext) => Promise<T>): Promise<T> {
  const source = createDataSource({ url, kind: 'api', poolSize: 2 });
  await source.initialize();
  try {
    return await work({ unit: new UnitOfWork(source), db: new ReadDb(source) });
  } finally {
    await source.destroy();
  }
}
