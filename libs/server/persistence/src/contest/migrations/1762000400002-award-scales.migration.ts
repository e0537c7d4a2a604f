import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Winners may also be found by grades and by orders, whose figure is no rate. */
export class AwardScales1762000400002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE awards
      ADD COLUMN scale text NOT NULL DEFAULT 'rate'
        CONSTRAINT awards_scale_check CHECK (scale IN ('rate', 'quality', 'points')),
      ADD COLUMN value double precision`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE awards DROP COLUMN value, DROP COLUMN scale');
  }
}
