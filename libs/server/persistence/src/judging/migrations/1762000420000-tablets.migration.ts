import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantAll, grantLedger } from '../../base/roles.js';
import { refuseChanges } from './1762000200000-judging-tables.sql.js';

/** Tablets that staff enrol, screens that are claimed from their pools, and answers that are held back. */
export class Tablets1762000420000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE enrolments (
      id uuid PRIMARY KEY,
      sitting_id uuid NOT NULL CONSTRAINT enrolments_sitting_id_fkey REFERENCES sittings (id),
      secret_hash bytea NOT NULL,
      pin_hash bytea NOT NULL,
      wrong integer NOT NULL DEFAULT 0,
      made_by text NOT NULL,
      made_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL
    )`);
    await runner.query(`CREATE TABLE tablets (
      id uuid PRIMARY KEY,
      sitting_id uuid NOT NULL CONSTRAINT tablets_sitting_id_fkey REFERENCES sittings (id),
      name text NOT NULL,
      public_key bytea NOT NULL,
      enrolled_by text NOT NULL,
      enrolled_at timestamptz NOT NULL,
      revoked_at timestamptz,
      last_seen_at timestamptz NOT NULL,
      pending integer NOT NULL DEFAULT 0,
      readiness jsonb
    )`);
    await runner.query(
      'CREATE UNIQUE INDEX tablets_sitting_id_name_idx ON tablets (sitting_id, name) WHERE revoked_at IS NULL',
    );
    await runner.query('CREATE INDEX tablets_sitting_id_idx ON tablets (sitting_id)');
    for (const table of ['enrolments', 'tablets']) await grantAll(runner, table);

    await runner.query(`CREATE TABLE held_answers (
      answer_id uuid PRIMARY KEY,
      round_id uuid NOT NULL,
      pseudonym text NOT NULL,
      screen_id uuid NOT NULL,
      revision integer NOT NULL,
      body text NOT NULL,
      reason text NOT NULL CONSTRAINT held_answers_reason_check
        CHECK (reason IN ('SCREEN_TAKEN', 'ENTRY_SEEN_TWICE', 'ENTRY_EXCLUDED', 'PASS_REVOKED')),
      received_at timestamptz NOT NULL,
      shown_ms integer NOT NULL
    )`);
    await runner.query('CREATE INDEX held_answers_round_id_idx ON held_answers (round_id)');
    await runner.query(`CREATE TABLE held_acknowledgements (
      round_id uuid NOT NULL,
      answers integer NOT NULL,
      acknowledged_by uuid NOT NULL,
      acknowledged_at timestamptz NOT NULL,
      PRIMARY KEY (round_id, answers)
    )`);
    for (const table of ['held_answers', 'held_acknowledgements']) {
      await runner.query(refuseChanges(table));
      await grantLedger(runner, table);
    }

    await runner.query('ALTER TABLE screens ADD COLUMN claimed_by text');
    await runner.query(
      'CREATE INDEX screens_claimed_by_idx ON screens (round_id, claimed_by) WHERE claimed_by IS NOT NULL',
    );
    await runner.query(`ALTER TABLE seats ADD COLUMN tablet_id uuid
        CONSTRAINT seats_tablet_id_fkey REFERENCES tablets (id),
      ADD COLUMN claimed_started_at timestamptz,
      ADD COLUMN offline_reason text
        CONSTRAINT seats_offline_reason_check CHECK (offline_reason IN ('PASS_REVOKED', 'PASS_ELSEWHERE'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE seats DROP COLUMN offline_reason, DROP COLUMN claimed_started_at, DROP COLUMN tablet_id',
    );
    await runner.query('ALTER TABLE screens DROP COLUMN claimed_by');
    for (const table of ['held_acknowledgements', 'held_answers', 'tablets', 'enrolments']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
