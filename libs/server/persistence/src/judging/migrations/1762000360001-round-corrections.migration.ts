import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantLedger } from '../../base/roles.js';
import { refuseChanges } from './1762000200000-judging-tables.sql.js';

/** Why published results are replaced. What was published stays, for the owner too. */
export class RoundCorrections1762000360001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE round_corrections (
        round_id uuid NOT NULL,
        version integer NOT NULL,
        reason text NOT NULL,
        PRIMARY KEY (round_id, version)
      )`);
    for (const table of ['round_corrections', 'publications', 'awards', 'audit_events'])
      await runner.query(refuseChanges(table));
    await grantLedger(runner, 'round_corrections');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['publications', 'awards', 'audit_events'])
      await runner.query(`DROP TRIGGER ${table}_no_change ON ${table}`);
    await runner.query('DROP TABLE round_corrections');
  }
}
