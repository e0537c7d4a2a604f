import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A juror may give a tablet back before the ballot is handed in. */
export class SeatsLeft1762000400001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE seats DROP CONSTRAINT seats_end_reason_check,
      ADD CONSTRAINT seats_end_reason_check CHECK (end_reason IN ('completed', 'moved', 'revoked', 'left'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE seats SET end_reason = 'moved' WHERE end_reason = 'left'`);
    await runner.query(`ALTER TABLE seats DROP CONSTRAINT seats_end_reason_check,
      ADD CONSTRAINT seats_end_reason_check CHECK (end_reason IN ('completed', 'moved', 'revoked'))`);
  }
}
