import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantAll } from '../../base/roles.js';

/** Public hearts, one a person and entry, and what they did to a published result. Grants of earlier tables cover new columns. */
export class Hearts1762000480001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE hearts (
      entry_id uuid NOT NULL,
      author_id uuid NOT NULL,
      given_at timestamptz NOT NULL,
      CONSTRAINT hearts_pkey PRIMARY KEY (entry_id, author_id),
      CONSTRAINT hearts_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries (id) ON DELETE CASCADE,
      CONSTRAINT hearts_author_id_fkey FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE CASCADE
    )`);
    await runner.query('CREATE INDEX hearts_author_id_idx ON hearts (author_id)');
    await grantAll(runner, 'hearts');
    await runner.query('ALTER TABLE publications ADD COLUMN hearts_weight integer NOT NULL DEFAULT 0');
    await runner.query('ALTER TABLE awards ADD COLUMN hearts integer, ADD COLUMN jury_rank integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE awards DROP COLUMN jury_rank, DROP COLUMN hearts');
    await runner.query('ALTER TABLE publications DROP COLUMN hearts_weight');
    await runner.query('DROP TABLE hearts');
  }
}
