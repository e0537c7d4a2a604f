import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Marks are only ever added, and the search is quick where it need not look into the table for whether a row is visible:
 * that is known of pages that were vacuumed. So after every fiftieth of the table, not every fifth.
 */
export class PhotoMarksVacuum1762000301000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE photo_marks SET (autovacuum_vacuum_insert_scale_factor = 0.02)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE photo_marks RESET (autovacuum_vacuum_insert_scale_factor)');
  }
}
