// An edition with as many entries as asked for, written as rows: by the public API it would take hours.
import { withClient } from '@zuimei/persistence';

const AUTHORS = 20_000;

/** Statements that fill an empty, migrated database; `$entries` entries of the edition `$key`. */
const STATEMENTS = [
  // Rows that refer to rows of the statement before need no trigger to look them up one by one.
  'SET session_replication_role = replica',
  'SET synchronous_commit = off',
  'SELECT setseed(0.365)',
  `CREATE TEMP TABLE drawn AS
     SELECT i, uuidv7() AS upload, uuidv7() AS submission, uuidv7() AS photo, uuidv7() AS entry,
            encode(sha256(i::text::bytea), 'hex') AS hash,
            now() - interval '30 days' + i * interval '20 seconds' AS at,
            -- Moderators work nearly, not quite, in the order in which photos came.
            row_number() OVER (ORDER BY i + random() * 500)::int AS number
       FROM generate_series(1, $entries) AS i ORDER BY i`,
  `INSERT INTO editions (id, contest_id, key, theme, theme_en, lead, collecting_from, collecting_until, judging_from,
                         rules, entry_count, next_number, created_at)
     SELECT uuidv7(), id, $key, '一线', 'Front line', '', now() - interval '31 days', now() - interval '3 days',
            now() - interval '2 days', '{}', $entries, $entries + 1, now() FROM contests`,
  `CREATE TEMP TABLE people AS SELECT i, uuidv7() AS id FROM generate_series(0, ${AUTHORS - 1}) AS i`,
  `INSERT INTO authors (id, phone_hmac, phone_tail, display_name, company, created_at)
     SELECT id, sha256(i::text::bytea), lpad((i % 10000)::text, 4, '0'), '作者' || i, '第' || i % 300 || '分公司', now()
       FROM people`,
  `INSERT INTO uploads (id, author_id, edition_id, size, sha256, finished_at, created_at)
     SELECT upload, p.id, e.id, 4000000, hash, at, at FROM drawn d JOIN people p ON p.i = d.i % ${AUTHORS}, editions e`,
  `INSERT INTO submissions (id, edition_id, author_id, upload_id, client_key, title, story, place, recognisable,
                            consent_version, consented_at, consent_original, consent_no_secrets, state, state_at, received_at, decided_at)
     SELECT submission, e.id, p.id, upload, submission, '清晨五点的' || d.i || '号班组',
            repeat('天还没有亮，检修车已经出发。', 8), '第' || d.i % 40 || '园区', 'nobody', '1', at, true, true, 'approved', at, at, at
       FROM drawn d JOIN people p ON p.i = d.i % ${AUTHORS}, editions e`,
  `INSERT INTO photos (id, submission_id, original_key, original_sha256, mime, bytes, width, height, thumbhash, phash,
                       facts, name_320, name_1080, name_2048, derived_at)
     SELECT photo, submission, 'originals/' || submission, hash, 'image/jpeg', 4000000, 4032, 3024,
            encode(substring(sha256(hash::bytea) FOR 21), 'base64'), d.i, '{}', hash || '.webp', md5(hash) || md5(hash) || '.webp',
            md5('2048' || hash) || md5(hash) || '.webp', at FROM drawn d`,
  `INSERT INTO derivatives (photo_id, variant, key, sha256, mime, width, height, bytes)
     SELECT photo, v.variant, 'derived/' || md5(v.variant || hash), hash, 'image/webp', v.side, v.side * 3 / 4, v.side * 90
       FROM drawn d, (VALUES ('w320', 320), ('w1080', 1080), ('w2048', 2048), ('jpeg', 1080)) AS v (variant, side)`,
  `INSERT INTO entries (id, edition_id, submission_id, photo_id, number, state, created_at)
     SELECT entry, e.id, submission, photo, number, 'active', at FROM drawn d, editions e ORDER BY number`,
];

/** And a result that everybody can see. */
const PUBLISHED = [
  "UPDATE editions SET published_at = now() - interval '1 day'",
  `INSERT INTO publications (id, edition_id, round_id, version, published_at, jurors, answers, merkle_root)
     SELECT uuidv7(), id, uuidv7(), 1, now(), 200, 20000, repeat('0', 64) FROM editions`,
  `INSERT INTO awards (publication_id, entry_id, rank, shared, prize, picks, exposures, rate, low, high)
     SELECT p.id, e.id, row_number() OVER (), false, '三等奖', 60, 100, .6, .5, .7
       FROM publications p, (SELECT id FROM entries WHERE number % ($entries / 30) = 1 ORDER BY number LIMIT 30) AS e`,
  'UPDATE editions SET publication_id = (SELECT id FROM publications)',
];

/** Fills the database of `ownerUrl`; an edition that is not published is in judging. */
export async function writeGallery(ownerUrl, { key, entries, published = true }) {
  await withClient(ownerUrl, async (client) => {
    for (const statement of [...STATEMENTS, ...(published ? PUBLISHED : []), 'VACUUM (ANALYZE)']) {
      await client.query(statement.replaceAll('$entries', String(entries)).replaceAll('$key', `'${key}'`));
    }
  });
}
