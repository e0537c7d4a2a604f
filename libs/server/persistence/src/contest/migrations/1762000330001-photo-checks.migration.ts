import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantAll } from '../../base/roles.js';

/** Checks of the stored photos and what they found. */
export class PhotoChecks1762000330001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE photo_checks (
      id uuid PRIMARY KEY,
      kind text NOT NULL,
      state text NOT NULL,
      asked_by text,
      asked_at timestamptz NOT NULL,
      progress_at timestamptz NOT NULL,
      finished_at timestamptz,
      after_photo_id uuid,
      total integer NOT NULL,
      checked integer NOT NULL,
      orphan_count integer,
      orphan_bytes bigint,
      failure text,
      CONSTRAINT photo_checks_state_check CHECK (state IN ('waiting', 'running', 'done', 'failed')),
      CONSTRAINT photo_checks_kind_check CHECK (kind IN ('full', 'sweep'))
    )`);
    await runner.query('CREATE INDEX photo_checks_state_idx ON photo_checks (state)');
    await runner.query(`CREATE TABLE photo_faults (
      check_id uuid NOT NULL,
      photo_id uuid NOT NULL,
      missing text[] NOT NULL,
      state text NOT NULL,
      failure text,
      found_at timestamptz NOT NULL,
      changed_at timestamptz NOT NULL,
      CONSTRAINT photo_faults_pkey PRIMARY KEY (check_id, photo_id),
      CONSTRAINT photo_faults_check_id_fkey FOREIGN KEY (check_id) REFERENCES photo_checks (id) ON DELETE CASCADE,
      CONSTRAINT photo_faults_photo_id_fkey FOREIGN KEY (photo_id) REFERENCES photos (id) ON DELETE CASCADE,
      CONSTRAINT photo_faults_state_check CHECK (state IN ('queued', 'mended', 'lost'))
    )`);
    await runner.query('CREATE INDEX photo_faults_photo_id_idx ON photo_faults (photo_id)');
    await runner.query('CREATE INDEX photo_faults_state_changed_at_idx ON photo_faults (state, changed_at)');
    for (const table of ['photo_checks', 'photo_faults']) await grantAll(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE photo_faults');
    await runner.query('DROP TABLE photo_checks');
  }
}
