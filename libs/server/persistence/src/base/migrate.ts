import type { DataSource } from 'typeorm';
import { createDataSource, migrations } from './data-source.js';
import { API_ROLE } from './roles.js';
import { sqlState } from './sql.js';

/** Any number, the same for every start: two starts at once take turns instead of racing for one table. */
const MIGRATION_LOCK = 7_365_001;

/** Runs what has not run yet, each migration in its own transaction, and gives the names of those it ran. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  return withOwner(ownerUrl, async (source) => {
    const ran = await source.runMigrations({ transaction: 'each' });
    await source.query(`GRANT SELECT ON migrations TO ${API_ROLE}`);
    return ran.map((migration) => migration.name);
  });
}

/** Undoes the last `steps` migrations, newest first: all of them unless told. */
export async function migrateDown(ownerUrl: string, steps = Number.POSITIVE_INFINITY): Promise<string[]> {
  return withOwner(ownerUrl, async (source) => {
    const undone: string[] = [];
    const left = await source.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id DESC');
    for (const { name } of left.slice(0, Math.min(steps, left.length))) {
      await source.undoLastMigration({ transaction: 'each' });
      undone.push(name);
    }
    return undone;
  });
}

/** Whether a migration waits to be run. */
export async function migrationsPending(ownerUrl: string): Promise<boolean> {
  return withOwner(ownerUrl, (source) => source.showMigrations());
}

/** The SQL that would still be needed to make the schema what the entities say; empty when they agree. */
export async function schemaDifferences(ownerUrl: string): Promise<string[]> {
  return withOwner(ownerUrl, async (source) => {
    const log = await source.driver.createSchemaBuilder().log();
    return log.upQueries.map(({ query }) => query);
  });
}

async function withOwner<T>(
  url: string,
  work: (source: ReturnType<typeof createDataSource>) => Promise<T>,
): Promise<T> {
  const source = createDataSource({ url, kind: 'owner' });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(source);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await source.destroy();
  }
}

/**
 * Waits until every migration that this build knows has run: another program runs them, and starts of a whole system
 * overlap. `source` may be connected with the api's role.
 * @throws after `timeoutMs` with the names of the missing ones
 */
export async function waitForMigrations(source: DataSource, timeoutMs = 60_000): Promise<void> {
  const wanted = migrations.map(({ name }) => name);
  for (const end = Date.now() + timeoutMs; ; await new Promise((resolve) => setTimeout(resolve, 250))) {
    const ran = await source.query<{ name: string }[]>('SELECT name FROM migrations').catch((error: unknown) => {
      // No such table, or no right on it yet: the first migration is still to come.
      if (['42P01', '42501'].includes(sqlState(error) ?? '')) return [];
      throw error;
    });
    const missing = wanted.filter((name) => !ran.some((row) => row.name === name));
    if (missing.length === 0) return;
    if (Date.now() > end) throw new Error(`the database lacks migrations: ${missing.join(', ')}; run "zuimei migrate"`);
  }
}
