import { DataSource } from 'typeorm';
import type pg from 'pg';
import { contestEntities, contestMigrations } from '../contest/schema.js';
import { identityEntities, identityMigrations } from '../identity/schema.js';
import { judgingEntities, judgingMigrations } from '../judging/schema.js';
import { SnakeCaseNames } from './naming-strategy.js';
import type { EntityClass, MigrationClass } from './schema-types.js';

export interface DataSourceSettings {
  url: string;
  /** `owner` may change the schema; `api` is what the running programs use. */
  kind: 'owner' | 'api';
  /** Connections kept at most; 10 unless told. */
  poolSize?: number;
  /** Milliseconds after which one statement of the `api` kind is given up; 30,000 unless told. */
  statementTimeout?: number;
  /** What to do with the error of an idle connection (the server restarts); the pool replaces the connection itself. */
  onPoolError?: (error: Error) => void;
}

/** All tables, slice by slice; listed, not globbed, so that a forgotten one does not compile into silence. */
export const entities: readonly EntityClass[] = [...identityEntities, ...contestEntities, ...judgingEntities];

/** All migrations; they run in the order of the time stamps in their class names. */
export const migrations: readonly MigrationClass[] = [
  ...identityMigrations,
  ...contestMigrations,
  ...judgingMigrations,
];

/**
 * A data source that is not connected yet: call `initialize()`. 64-bit integers come back as numbers, times as `Date`.
 * The schema is never synchronised: `migrate` is the only way to change it.
 */
export function createDataSource(settings: DataSourceSettings): DataSource {
  const api = settings.kind === 'api';
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    entities: [...entities],
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCaseNames(),
    synchronize: false,
    installExtensions: false,
    parseInt8: true,
    connectTimeoutMS: 10_000,
    poolSize: settings.poolSize ?? (api ? 10 : 2),
    poolErrorHandler: settings.onPoolError ?? (() => undefined),
    extra: {
      application_name: `zuimei-${settings.kind}`,
      ...(api ? { statement_timeout: settings.statementTimeout ?? 30_000 } : {}),
    },
  });
}

/** The `pg` pool of a connected data source, for hot paths that name their prepared statements. */
export function poolOf(source: DataSource): pg.Pool {
  const { master } = source.driver as unknown as { master?: pg.Pool };
  if (!master) throw new Error('the data source is not connected');
  return master;
}
