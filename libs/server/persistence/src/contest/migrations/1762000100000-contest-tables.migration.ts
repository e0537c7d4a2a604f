import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantAll, grantLedger, grantRead } from '../../base/roles.js';
import { CONTEST_TABLES, INTAKE_TABLES, RESULT_TABLES } from './1762000100000-contest-tables.sql.js';

/** Editions, uploads, submissions, photos, entries, publications and moments. */
export class ContestTables1762000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...CONTEST_TABLES, ...INTAKE_TABLES, ...RESULT_TABLES]) await runner.query(statement);
    const changing = ['editions', 'uploads', 'submissions', 'photos', 'derivatives', 'entries', 'moments'];
    for (const table of changing) await grantAll(runner, table);
    // What was made public stays as it was written: a correction is a new version.
    await grantLedger(runner, 'publications');
    await grantLedger(runner, 'awards');
    await grantRead(runner, 'contests');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE editions DROP CONSTRAINT editions_cover_entry_id_fkey');
    await runner.query('ALTER TABLE editions DROP CONSTRAINT editions_publication_id_fkey');
    for (const table of [
      'moments',
      'awards',
      'publications',
      'entries',
      'derivatives',
      'photos',
      'submissions',
      'uploads',
      'editions',
      'contests',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
