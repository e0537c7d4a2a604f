import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantAll, grantLedger } from '../../base/roles.js';
import { refuseChanges } from './1762000200000-judging-tables.sql.js';

const BEFORE = ['SCREEN_TAKEN', 'ENTRY_SEEN_TWICE', 'ENTRY_EXCLUDED', 'PASS_REVOKED'];

/** Why answers may be held back. */
async function reasons(runner: QueryRunner, words: readonly string[]): Promise<void> {
  await runner.query(`ALTER TABLE held_answers DROP CONSTRAINT held_answers_reason_check,
    ADD CONSTRAINT held_answers_reason_check CHECK (reason IN ('${words.join("', '")}'))`);
}

/**
 * Ballots on paper. Who holds a sheet stands on the side of people; what was typed from one stands under the pseudonym
 * alone, without a time, and is only ever added.
 */
export class PaperBallots1762000440001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE paper_ballots (
        round_id uuid NOT NULL,
        juror_id uuid NOT NULL,
        pass_id uuid NOT NULL,
        no integer NOT NULL,
        made_at timestamptz NOT NULL,
        agreed_no integer,
        settled_at timestamptz,
        late boolean NOT NULL DEFAULT false,
        PRIMARY KEY (round_id, juror_id),
        CONSTRAINT paper_ballots_round_id_no_key UNIQUE (round_id, no),
        CONSTRAINT paper_ballots_round_id_fkey FOREIGN KEY (round_id) REFERENCES rounds (id),
        CONSTRAINT paper_ballots_pass_id_fkey FOREIGN KEY (pass_id) REFERENCES passes (id)
      )`);
    await grantAll(runner, 'paper_ballots');
    await runner.query(`
      CREATE TABLE paper_entries (
        round_id uuid NOT NULL,
        pseudonym text NOT NULL,
        no integer NOT NULL,
        entered_by uuid NOT NULL,
        answers text NOT NULL,
        PRIMARY KEY (round_id, pseudonym, no)
      )`);
    await runner.query(refuseChanges('paper_entries'));
    await grantLedger(runner, 'paper_entries');
    await reasons(runner, [...BEFORE, 'PASS_ON_PAPER']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await reasons(runner, BEFORE);
    await runner.query('DROP TABLE paper_entries');
    await runner.query('DROP TABLE paper_ballots');
  }
}
