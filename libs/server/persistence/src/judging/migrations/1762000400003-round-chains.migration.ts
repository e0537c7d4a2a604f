import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A round may take those who go on from another one. No new grants: the api's role may write rounds already. */
export class RoundChains1762000400003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE rounds
      ADD COLUMN after_id uuid,
      ADD COLUMN after_version integer,
      ADD CONSTRAINT rounds_after_id_fkey FOREIGN KEY (after_id) REFERENCES rounds (id)`);
    await runner.query('CREATE INDEX rounds_after_id_idx ON rounds (after_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX rounds_after_id_idx');
    await runner.query('ALTER TABLE rounds DROP COLUMN after_version, DROP COLUMN after_id');
  }
}
