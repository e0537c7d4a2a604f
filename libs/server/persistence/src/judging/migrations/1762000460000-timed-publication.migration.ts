import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A certified result may be given the time at which it becomes public. */
export class TimedPublication1762000460000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE rounds
      ADD publish_at timestamptz, ADD publish_set_by uuid, ADD publish_set_by_name text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE rounds
      DROP COLUMN publish_at, DROP COLUMN publish_set_by, DROP COLUMN publish_set_by_name`);
  }
}
