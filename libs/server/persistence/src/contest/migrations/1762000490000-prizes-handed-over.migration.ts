import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an edition's prizes were handed over: from then on the term of its winners' phone numbers runs. */
export class PrizesHandedOver1762000490000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The table's grants cover new columns.
    await runner.query('ALTER TABLE editions ADD COLUMN prizes_handed_over_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE editions DROP COLUMN prizes_handed_over_at');
  }
}
