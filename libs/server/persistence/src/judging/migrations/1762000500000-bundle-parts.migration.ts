import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantLedger } from '../../base/roles.js';
import { refuseChanges } from './1762000200000-judging-tables.sql.js';

const trigger = (verb: 'DISABLE' | 'ENABLE'): string => `ALTER TABLE bundles ${verb} TRIGGER bundles_no_change`;

/**
 * A bundle of a million answers is too long for one row: its answers are kept in parts, and what stands before and
 * behind them beside. All parts one behind the other are the file as it was published, byte for byte.
 */
export class BundleParts1762000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bundle_leaves (
        round_id uuid NOT NULL,
        version integer NOT NULL,
        part integer NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (round_id, version, part)
      )`);
    await runner.query('ALTER TABLE bundles ADD COLUMN opening text, ADD COLUMN ending text');
    await runner.query(trigger('DISABLE'));
    // Within a text the quotes would be escaped: these are the members of the bundle.
    await runner.query(`UPDATE bundles SET opening = left(body, position('"leaves":[' IN body) + 9)`);
    await runner.query(`
      UPDATE bundles SET ending = substr(body, length(opening) + position('],"receipts":' IN substr(body, length(opening) + 1)))`);
    await runner.query(`
      INSERT INTO bundle_leaves (round_id, version, part, body)
      SELECT round_id, version, 0, substr(body, length(opening) + 1, length(body) - length(opening) - length(ending))
        FROM bundles WHERE length(body) > length(opening) + length(ending)`);
    await runner.query(trigger('ENABLE'));
    await runner.query(
      'ALTER TABLE bundles ALTER COLUMN opening SET NOT NULL, ALTER COLUMN ending SET NOT NULL, DROP COLUMN body',
    );
    await runner.query(refuseChanges('bundle_leaves'));
    await grantLedger(runner, 'bundle_leaves');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE bundles ADD COLUMN body text');
    await runner.query(trigger('DISABLE'));
    await runner.query(`
      UPDATE bundles b SET body = opening || coalesce(
        (SELECT string_agg(l.body, '' ORDER BY part) FROM bundle_leaves l
          WHERE l.round_id = b.round_id AND l.version = b.version), '') || ending`);
    await runner.query(trigger('ENABLE'));
    await runner.query('ALTER TABLE bundles ALTER COLUMN body SET NOT NULL, DROP COLUMN opening, DROP COLUMN ending');
    await runner.query('DROP TABLE bundle_leaves');
  }
}
