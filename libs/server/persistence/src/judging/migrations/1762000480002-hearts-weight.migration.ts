import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What public hearts weigh in a final round, as its edition promised. The api's role may write rounds already. */
export class HeartsWeight1762000480002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE rounds ADD COLUMN hearts_weight integer NOT NULL DEFAULT 0
      CONSTRAINT rounds_hearts_weight_check CHECK (hearts_weight BETWEEN 0 AND 40)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rounds DROP COLUMN hearts_weight');
  }
}
