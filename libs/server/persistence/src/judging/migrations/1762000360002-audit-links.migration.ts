import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantLedger } from '../../base/roles.js';
import { refuseChanges } from './1762000200000-judging-tables.sql.js';

/**
 * The hash chain of staff's acts. It comes after the ledger, whose function refuses changes, so it stands with the
 * ledger's migrations though the table is identity's.
 */
export class AuditLinks1762000360002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_links (
        seq bigint PRIMARY KEY,
        event_id uuid NOT NULL,
        prev bytea NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT audit_links_event_id_key UNIQUE (event_id),
        CONSTRAINT audit_links_prev_key UNIQUE (prev)
      )`);
    await runner.query(refuseChanges('audit_links'));
    await grantLedger(runner, 'audit_links');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_links');
  }
}
