import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The answers that a consent consists of, and the district that an author may let be kept of a photo's position. */
export class ConsentAnswers1762000310000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Whoever agreed to an earlier text agreed to both sentences in it. The tables' grants cover new columns.
    await runner.query(`ALTER TABLE submissions
      ADD COLUMN consent_original boolean NOT NULL DEFAULT true,
      ADD COLUMN consent_no_secrets boolean NOT NULL DEFAULT true,
      ADD COLUMN keep_district boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE submissions
      ALTER COLUMN consent_original DROP DEFAULT,
      ALTER COLUMN consent_no_secrets DROP DEFAULT`);
    await runner.query(`ALTER TABLE photos
      ADD COLUMN district text,
      ADD CONSTRAINT photos_district_check CHECK (district IN
        ('futian', 'luohu', 'nanshan', 'yantian', 'baoan', 'longgang', 'longhua', 'pingshan', 'guangming', 'dapeng'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE photos DROP CONSTRAINT photos_district_check, DROP COLUMN district');
    await runner.query(`ALTER TABLE submissions
      DROP COLUMN consent_original, DROP COLUMN consent_no_secrets, DROP COLUMN keep_district`);
  }
}
