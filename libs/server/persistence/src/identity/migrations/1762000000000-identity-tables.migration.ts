import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantAll, grantLedger } from '../../base/roles.js';

/** Staff, authors, their sessions and sign-in codes, the audit trail, and counters of attempts. */
export class IdentityTables1762000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE staff (
        id uuid PRIMARY KEY,
        login text NOT NULL,
        display_name text NOT NULL,
        role text NOT NULL,
        password_hash text NOT NULL,
        created_at timestamptz NOT NULL,
        disabled_at timestamptz,
        CONSTRAINT staff_login_key UNIQUE (login),
        CONSTRAINT staff_role_check CHECK (role IN ('organizer', 'moderator', 'host', 'observer'))
      )`);
    await runner.query(`
      CREATE TABLE staff_sessions (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL,
        staff_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        fresh_until timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT staff_sessions_token_hash_key UNIQUE (token_hash),
        CONSTRAINT staff_sessions_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX staff_sessions_staff_id_idx ON staff_sessions (staff_id)');
    await runner.query(`
      CREATE TABLE authors (
        id uuid PRIMARY KEY,
        phone_hmac bytea NOT NULL,
        phone text,
        phone_tail text NOT NULL,
        display_name text,
        company text,
        created_at timestamptz NOT NULL,
        CONSTRAINT authors_phone_hmac_key UNIQUE (phone_hmac)
      )`);
    await runner.query(`
      CREATE TABLE author_sessions (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL,
        author_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT author_sessions_token_hash_key UNIQUE (token_hash),
        CONSTRAINT author_sessions_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE INDEX author_sessions_author_id_idx ON author_sessions (author_id)');
    await runner.query(`
      CREATE TABLE sign_in_codes (
        id uuid PRIMARY KEY,
        phone_hmac bytea NOT NULL,
        code_hmac bytea NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        used_at timestamptz
      )`);
    await runner.query(
      'CREATE INDEX sign_in_codes_phone_hmac_created_at_idx ON sign_in_codes (phone_hmac, created_at)',
    );
    await runner.query(`
      CREATE TABLE audit_events (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        actor_id uuid,
        actor_name text,
        action text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        facts jsonb NOT NULL DEFAULT '{}',
        CONSTRAINT audit_events_actor_kind_check CHECK (actor_kind IN ('staff', 'author', 'juror', 'system'))
      )`);
    await runner.query(
      'CREATE INDEX audit_events_subject_kind_subject_id_idx ON audit_events (subject_kind, subject_id)',
    );
    await runner.query(`
      CREATE TABLE attempts (
        key bytea PRIMARY KEY,
        count integer NOT NULL,
        resets_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX attempts_resets_at_idx ON attempts (resets_at)');

    for (const table of ['staff', 'staff_sessions', 'authors', 'author_sessions', 'sign_in_codes', 'attempts']) {
      await grantAll(runner, table);
    }
    await grantLedger(runner, 'audit_events');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'attempts',
      'audit_events',
      'sign_in_codes',
      'author_sessions',
      'authors',
      'staff_sessions',
      'staff',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
