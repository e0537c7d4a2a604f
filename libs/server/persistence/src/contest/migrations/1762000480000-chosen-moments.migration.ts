import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantAll } from '../../base/roles.js';

/** Who chose what hangs on the wall, and what keeps one photo and its near-duplicates from hanging there twice. */
export class ChosenMoments1762000480000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The place of an entry that has left is a gap that can be filled again.
    await runner.query(`DELETE FROM moments m USING entries e WHERE e.id = m.entry_id AND e.state <> 'active'`);
    await runner.query(`ALTER TABLE moments
      ADD COLUMN photo_sha256 text,
      ADD COLUMN chosen_by uuid,
      ADD CONSTRAINT moments_chosen_by_fkey FOREIGN KEY (chosen_by) REFERENCES staff (id)`);
    await runner.query(`UPDATE moments m SET photo_sha256 = p.original_sha256
      FROM entries e JOIN photos p ON p.id = e.photo_id WHERE e.id = m.entry_id`);
    await runner.query(`ALTER TABLE moments
      ALTER COLUMN photo_sha256 SET NOT NULL,
      ADD CONSTRAINT moments_contest_id_photo_sha256_key UNIQUE (contest_id, photo_sha256)`);
    await runner.query(`CREATE TABLE moment_likenesses (
      contest_id uuid NOT NULL,
      low_id uuid NOT NULL,
      high_id uuid NOT NULL,
      day date NOT NULL,
      CONSTRAINT moment_likenesses_pkey PRIMARY KEY (contest_id, low_id, high_id),
      CONSTRAINT moment_likenesses_contest_id_day_fkey FOREIGN KEY (contest_id, day)
        REFERENCES moments (contest_id, day) ON DELETE CASCADE,
      CONSTRAINT moment_likenesses_order_check CHECK (low_id < high_id)
    )`);
    await runner.query('CREATE INDEX moment_likenesses_contest_id_day_idx ON moment_likenesses (contest_id, day)');
    await grantAll(runner, 'moment_likenesses');
    // Of pairs that hang already the earlier day holds the claim.
    await runner.query(`INSERT INTO moment_likenesses (contest_id, low_id, high_id, day)
      SELECT DISTINCT ON (m.contest_id, least(l.photo_id, l.other_id), greatest(l.photo_id, l.other_id))
             m.contest_id, least(l.photo_id, l.other_id), greatest(l.photo_id, l.other_id), m.day
        FROM moments m JOIN entries e ON e.id = m.entry_id
        JOIN photo_likenesses l ON l.photo_id = e.photo_id AND l.told_apart_at IS NULL
       ORDER BY 1, 2, 3, m.day`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE moment_likenesses');
    await runner.query('ALTER TABLE moments DROP COLUMN chosen_by, DROP COLUMN photo_sha256');
  }
}
