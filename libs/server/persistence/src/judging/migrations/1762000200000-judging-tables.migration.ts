import type { MigrationInterface, QueryRunner } from 'typeorm';
import { API_ROLE, grantAll, grantLedger } from '../../base/roles.js';
import { REFUSE_FUNCTION, refuseChanges, SITTING_TABLES, VOTE_TABLES } from './1762000200000-judging-tables.sql.js';

/** Tables whose rows are only ever added. */
const LEDGER = ['answers', 'late_answers', 'tallies', 'bundles', 'receipts', 'ballots_completed'] as const;

/** Sittings, passes, rounds, seats; decks, screens, and the ledger of answers. */
export class JudgingTables1762000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...SITTING_TABLES, ...VOTE_TABLES]) await runner.query(statement);
    await runner.query(REFUSE_FUNCTION);
    for (const table of LEDGER) {
      await runner.query(refuseChanges(table));
      await grantLedger(runner, table);
    }
    for (const table of ['sittings', 'passes', 'rounds', 'round_entries', 'seats']) await grantAll(runner, table);
    for (const table of ['decks', 'screens', 'ledger_tips']) {
      await runner.query(`GRANT SELECT, INSERT, UPDATE ON ${table} TO ${API_ROLE}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'ledger_tips',
      ...LEDGER,
      'screens',
      'decks',
      'seats',
      'round_entries',
      'rounds',
      'passes',
      'sittings',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query('DROP FUNCTION refuse_ledger_change()');
  }
}
