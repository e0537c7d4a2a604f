import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantAll } from '../../base/roles.js';

/** What photos are compared by, which were found alike, and which entry an entry is blocked for. */
export class PhotoLikenesses1762000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
    for (const table of ['photo_sketches', 'photo_marks', 'photo_likenesses']) await grantAll(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE entries DROP COLUMN blocked_by_id');
    for (const table of ['photo_likenesses', 'photo_marks', 'photo_sketches'])
      await runner.query(`DROP TABLE ${table}`);
  }
}

const TABLES = [
  `CREATE TABLE photo_sketches (
    photo_id uuid NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    luma bytea NOT NULL,
    compared_at timestamptz,
    CONSTRAINT photo_sketches_pkey PRIMARY KEY (photo_id),
    CONSTRAINT photo_sketches_photo_id_fkey FOREIGN KEY (photo_id) REFERENCES photos (id) ON DELETE CASCADE
  )`,
  'CREATE INDEX photo_sketches_uncompared_idx ON photo_sketches (photo_id) WHERE compared_at IS NULL',
  `CREATE TABLE photo_marks (
    photo_id uuid NOT NULL,
    place smallint NOT NULL,
    x real NOT NULL,
    y real NOT NULL,
    reach real NOT NULL,
    hash bigint NOT NULL,
    band_0 integer NOT NULL,
    band_1 integer NOT NULL,
    band_2 integer NOT NULL,
    band_3 integer NOT NULL,
    CONSTRAINT photo_marks_pkey PRIMARY KEY (photo_id, place),
    CONSTRAINT photo_marks_photo_id_fkey FOREIGN KEY (photo_id) REFERENCES photos (id) ON DELETE CASCADE,
    CONSTRAINT photo_marks_bands_check CHECK (
      band_0 = ((hash >> 48) & 65535) AND band_1 = ((hash >> 32) & 65535)
      AND band_2 = ((hash >> 16) & 65535) AND band_3 = (hash & 65535))
  )`,
  // Each holds all that the search reads of a mark, so that it never visits the table.
  ...[0, 1, 2, 3].map(
    (band) => `CREATE INDEX photo_marks_band_${band}_idx ON photo_marks (band_${band}, hash, photo_id, place)`,
  ),
  `CREATE TABLE photo_likenesses (
    photo_id uuid NOT NULL,
    other_id uuid NOT NULL,
    kind text NOT NULL,
    likeness real NOT NULL,
    found_at timestamptz NOT NULL,
    told_apart_at timestamptz,
    told_apart_by uuid,
    CONSTRAINT photo_likenesses_pkey PRIMARY KEY (photo_id, other_id),
    CONSTRAINT photo_likenesses_photo_id_fkey FOREIGN KEY (photo_id) REFERENCES photos (id) ON DELETE CASCADE,
    CONSTRAINT photo_likenesses_other_id_fkey FOREIGN KEY (other_id) REFERENCES photos (id) ON DELETE CASCADE,
    CONSTRAINT photo_likenesses_told_apart_by_fkey FOREIGN KEY (told_apart_by) REFERENCES staff (id),
    CONSTRAINT photo_likenesses_kind_check CHECK (kind IN ('same-bytes', 'near'))
  )`,
  'CREATE INDEX photo_likenesses_other_id_idx ON photo_likenesses (other_id)',
  `ALTER TABLE entries ADD COLUMN blocked_by_id uuid`,
  `ALTER TABLE entries ADD CONSTRAINT entries_blocked_by_id_fkey FOREIGN KEY (blocked_by_id) REFERENCES entries (id)`,
];
