import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { withClient } from './client.js';
import { sqlState } from './sql.js';

/** The login role of api and worker; it owns nothing. */
export const API_ROLE = 'zuimei_api';
/** The login role of the queue; it owns the schema `bull` and sees nothing else. */
export const QUEUE_ROLE = 'zuimei_queue';
/** The queue's schema. */
export const QUEUE_SCHEMA = 'bull';

/** Lets the api's role do everything with the rows of a table, and nothing with the table itself. */
export async function grantAll(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${quoted(table)} TO ${API_ROLE}`);
}

/** Lets the api's role read and add rows only: what is written there stays as it was written. */
export async function grantLedger(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`GRANT SELECT, INSERT ON ${quoted(table)} TO ${API_ROLE}`);
}

/** Lets the api's role read only. */
export async function grantRead(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`GRANT SELECT ON ${quoted(table)} TO ${API_ROLE}`);
}

export interface RoleSettings {
  ownerUrl: string;
  apiPassword: string;
  queuePassword: string;
  /** Where the operator made the roles: then nothing is created and these are used as they are. */
  apiUrl?: string;
  queueUrl?: string;
}

export interface RoleUrls {
  apiUrl: string;
  queueUrl: string;
}

/** The owner may not create roles and the operator has given no addresses for roles of their own. */
export class RolesNotPossible extends Error {
  override readonly name = 'RolesNotPossible';
}

/**
 * Makes sure that the two login roles exist with these passwords and may reach this database, and that the queue's
 * schema belongs to the queue's role. Idempotent; run it before the migrations, which grant to the api's role by name.
 * @throws RolesNotPossible where the owner has no CREATEROLE and `apiUrl` was not given.
 */
export async function prepareRoles(settings: RoleSettings): Promise<RoleUrls> {
  await withClient(settings.ownerUrl, async (client) => {
    const { rows } = await client.query<{ superuser: boolean; createrole: boolean; known: string[] }>(
      `SELECT rolsuper AS superuser, rolcreaterole AS createrole,
              ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname = ANY($1)) AS known
         FROM pg_roles WHERE rolname = current_user`,
      [[API_ROLE, QUEUE_ROLE]],
    );
    const me = rows[0] ?? { superuser: false, createrole: false, known: [] };
    if (settings.apiUrl === undefined && !me.superuser && !me.createrole) {
      throw new RolesNotPossible(
        `the owner of the database may not create roles: give it CREATEROLE, or create the login roles ${API_ROLE} ` +
          `and ${QUEUE_ROLE} by hand and set DATABASE_API_URL and DATABASE_QUEUE_URL`,
      );
    }
    if (settings.apiUrl === undefined) await ensureRole(client, me.known, API_ROLE, settings.apiPassword);
    if (settings.queueUrl === undefined && (me.superuser || me.createrole)) {
      await ensureRole(client, me.known, QUEUE_ROLE, settings.queuePassword);
      await ensureQueueSchema(client, me.superuser);
    }
    await client.query(`GRANT USAGE ON SCHEMA public TO ${API_ROLE}`);
    await client.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
  });
  return {
    apiUrl: settings.apiUrl ?? withLogin(settings.ownerUrl, API_ROLE, settings.apiPassword),
    queueUrl: settings.queueUrl ?? withLogin(settings.ownerUrl, QUEUE_ROLE, settings.queuePassword),
  };
}

async function ensureRole(client: pg.Client, known: string[], role: string, password: string): Promise<void> {
  const secret = pg.escapeLiteral(password);
  if (!known.includes(role)) {
    try {
      await client.query(`CREATE ROLE ${role} LOGIN NOINHERIT PASSWORD ${secret}`);
      return;
    } catch (error) {
      // Another start was faster: then the role only wants its password.
      if (sqlState(error) !== '42710' && sqlState(error) !== '23505') throw error;
    }
  }
  await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${secret}`);
}

async function ensureQueueSchema(client: pg.Client, superuser: boolean): Promise<void> {
  await grantQueueDatabase(client);
  const { rowCount } = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [QUEUE_SCHEMA]);
  if (rowCount) return;
  // Since PostgreSQL 16 the creator of a role administers it, but hands it a schema only after a grant to itself.
  if (!superuser) await client.query(`GRANT ${QUEUE_ROLE} TO CURRENT_USER WITH SET TRUE, INHERIT FALSE`);
  await client.query(`CREATE SCHEMA ${QUEUE_SCHEMA} AUTHORIZATION ${QUEUE_ROLE}`);
}

/**
 * Lets the queue's role make schemas in this database. The queue's own migrator says `CREATE SCHEMA IF NOT EXISTS`,
 * which PostgreSQL refuses without that right even where the schema is there. A copied database does not inherit it.
 */
export async function grantQueueDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  await client.query(`GRANT CREATE ON DATABASE ${pg.escapeIdentifier(rows[0]?.name ?? '')} TO ${QUEUE_ROLE}`);
}

function withLogin(url: string, user: string, password: string): string {
  const next = new URL(url);
  next.username = user;
  next.password = encodeURIComponent(password);
  return next.href;
}

const quoted = (table: string): string => pg.escapeIdentifier(table);

/**
 * The addresses that the running programs use: given ones, else derived from the owner's address and the passwords of
 * the keystore, as `prepareRoles` has set them.
 * @throws where neither an owner's nor an api's address is known
 */
export function roleUrls(
  database: { ownerUrl: string | null; apiUrl: string | null; queueUrl: string | null },
  passwords: { api: string; queue: string },
): { apiUrl: string; queueUrl: string | null } {
  const { ownerUrl } = database;
  const apiUrl = database.apiUrl ?? (ownerUrl && withLogin(ownerUrl, API_ROLE, passwords.api));
  if (!apiUrl) throw new Error('no database: set DATABASE_URL or DATABASE_API_URL');
  return { apiUrl, queueUrl: database.queueUrl ?? (ownerUrl && withLogin(ownerUrl, QUEUE_ROLE, passwords.queue)) };
}
