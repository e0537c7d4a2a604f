import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The final round finds the winners by the rules of its edition; any other only says who goes on. No new grants: the api's
 * role may write rounds already.
 */
export class FinalRounds1762000311000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rounds ADD COLUMN final boolean NOT NULL DEFAULT true');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rounds DROP COLUMN final');
  }
}
