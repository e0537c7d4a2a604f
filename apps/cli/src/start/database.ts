import fs from 'node:fs';
import path from 'node:path';
import { type Cluster, startCluster } from '@zuimei/embedded-postgres';
import { migrate, prepareRoles, withClient } from '@zuimei/persistence';
import { type Config, type Keystore } from '@zuimei/platform';
import { type Home } from './home.js';

const DATABASE = 'zuimei';

export interface Database {
  ownerUrl: string;
  apiUrl: string;
  queueUrl: string;
  /** The embedded server, where no other database was named. */
  cluster: Cluster | null;
  migrated: string[];
}

/**
 * Brings the database up: the embedded server unless another one is named, its roles, and the migrations. `port` is the
 * embedded server's, a free one unless told.
 */
export async function openDatabase(config: Config, keystore: Keystore, home: Home, port?: number): Promise<Database> {
  const cluster = config.database.ownerUrl ? null : await startEmbedded(keystore, home, port);
  try {
    const ownerUrl = config.database.ownerUrl ?? (await ownDatabase(cluster as Cluster));
    const urls = await prepareRoles({
      ownerUrl,
      apiPassword: keystore.databasePasswords.api,
      queuePassword: keystore.databasePasswords.queue,
      ...(config.database.apiUrl ? { apiUrl: config.database.apiUrl } : {}),
      ...(config.database.queueUrl ? { queueUrl: config.database.queueUrl } : {}),
    });
    return { ownerUrl, ...urls, cluster, migrated: await migrate(ownerUrl) };
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
}

async function startEmbedded(keystore: Keystore, home: Home, port?: number): Promise<Cluster> {
  const password = keystore.derive('embedded postgres superuser').toString('hex');
  const cluster = await startCluster({
    dataDir: home.postgres,
    password,
    logFile: path.join(home.logs, 'postgres.log'),
    ...(port === undefined ? {} : { port }),
  });
  // For tools that talk to a running embedded database (`zuimei staff add`, `zuimei export`).
  fs.writeFileSync(path.join(home.root, 'run-database'), cluster.url(DATABASE), { mode: 0o600 });
  return cluster;
}

async function ownDatabase(cluster: Cluster): Promise<string> {
  await withClient(cluster.url(), async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
  return cluster.url(DATABASE);
}

/** The owner's address of a database that is up: the one named, else that of the running embedded server. */
export function runningDatabase(config: Config): string {
  if (config.database.ownerUrl) return config.database.ownerUrl;
  try {
    return fs.readFileSync(path.join(config.home, 'run-database'), 'utf8');
  } catch {
    throw new Error(
      `no database: set DATABASE_URL, or run "zuimei start" first (nothing has been started in ${config.home})`,
    );
  }
}
