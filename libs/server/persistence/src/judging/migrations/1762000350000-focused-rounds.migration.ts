import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Rounds may end on the entries near the cut, and each deal asks which entries have left. No new grants: the api's role
 * may write rounds already.
 */
export class FocusedRounds1762000350000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rounds ADD COLUMN focus boolean NOT NULL DEFAULT false');
    await runner.query(`CREATE INDEX entries_left_idx ON entries (edition_id) WHERE state <> 'active'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX entries_left_idx');
    await runner.query('ALTER TABLE rounds DROP COLUMN focus');
  }
}
