/**
 * Tip and screens in one statement, hence one snapshot. $1 round, $2 screen ids, $3 pseudonyms whose last three screens
 * are asked for, $4 those whose answered entries are. All look-ups go by primary or unique key. Screens come one a line,
 * their columns apart by a space, which costs both sides half of what JSON does.
 */
export const READ_TIP = `
SELECT t.seq, t.hash, t.sealed,
       (SELECT string_agg(concat(s.id, ' ', s.pseudonym, ' ', array_to_string(s.entry_ids, ','), ' ', s.status, ' ',
                                 s.revision, ' ', s.answer_id, ' ', s.first_seq, ' ', s.ordinal, ' ', s.claimed_by), E'\\n')
          FROM screens s WHERE s.id = ANY($2::uuid[]) AND s.round_id = $1) AS screens,
       (SELECT coalesce(json_agg(json_build_array(p.pseudonym, ARRAY(
                 SELECT f.first_seq
                   FROM (SELECT s.first_seq FROM screens s
                          WHERE s.round_id = $1 AND s.pseudonym = p.pseudonym AND s.first_seq IS NOT NULL
                         UNION ALL
                         SELECT c.first_seq FROM screens c
                          WHERE c.round_id = $1 AND c.claimed_by = p.pseudonym AND c.first_seq IS NOT NULL) AS f
                  ORDER BY f.first_seq DESC LIMIT 3))), '[]')
          FROM unnest($3::text[]) AS p (pseudonym)) AS recent,
       (SELECT coalesce(json_agg(json_build_array(p.pseudonym, ARRAY(
                 SELECT unnest(s.entry_ids) FROM screens s
                  WHERE s.round_id = $1 AND s.pseudonym = p.pseudonym AND s.status <> 'leased'
                 UNION
                 SELECT unnest(c.entry_ids) FROM screens c WHERE c.round_id = $1 AND c.claimed_by = p.pseudonym))), '[]')
          FROM unnest($4::text[]) AS p (pseudonym)) AS seen
  FROM ledger_tips t
 WHERE t.round_id = $1`;

/** Where answers are stored already, and what they say. $1 answer ids. */
export const KNOWN_ANSWERS = `
SELECT answer_id AS "answerId", seq, body, NULL AS reason FROM answers WHERE answer_id = ANY($1::uuid[])
 UNION ALL
SELECT answer_id, NULL, body, NULL FROM late_answers WHERE answer_id = ANY($1::uuid[])
 UNION ALL
SELECT answer_id, NULL, body, reason FROM held_answers WHERE answer_id = ANY($1::uuid[])`;

/**
 * One compare-and-swap of the tip, and everything that moves with it. Where the tip is not $2/$3 any more or was
 * sealed, the first part gives no row, the others have nothing to join with, and nothing is written. A closing round
 * seals the tip's row itself, so a waiting append sees it: the row is checked again after the lock is had.
 * Bodies come one a line, hashes in hexadecimal.
 */
export const APPEND = `
WITH tip AS (
  UPDATE ledger_tips SET seq = $4::bigint, hash = $5::bytea
   WHERE round_id = $1 AND seq = $2::bigint AND hash = $3::bytea AND NOT sealed
  RETURNING round_id
), appended AS (
  INSERT INTO answers (round_id, received_at, seq, answer_id, pseudonym, screen_id, revision, body, prev, hash, shown_ms)
  SELECT tip.round_id, $6::timestamptz, b.seq, b.answer_id, b.pseudonym, b.screen_id, b.revision, b.body,
         decode(b.prev, 'hex'), decode(b.hash, 'hex'), b.shown_ms
    FROM tip, unnest($7::bigint[], $8::uuid[], $9::text[], $10::uuid[], $11::int[], string_to_array($12, E'\\n'),
                     $13::text[], $14::text[], $15::int[])
              AS b (seq, answer_id, pseudonym, screen_id, revision, body, prev, hash, shown_ms)
), shown AS (
  UPDATE screens s
     SET status = b.status, revision = b.revision, answer_id = b.answer_id, first_seq = b.first_seq,
         claimed_by = b.claimed_by
    FROM tip, unnest($16::uuid[], $17::text[], $18::int[], $19::uuid[], $20::bigint[], $23::text[])
              AS b (id, status, revision, answer_id, first_seq, claimed_by)
   WHERE s.id = b.id
), counted AS (
  UPDATE round_entries e SET exposures = e.exposures + b.delta
    FROM tip, unnest($21::uuid[], $22::int[]) AS b (entry_id, delta)
   WHERE e.round_id = tip.round_id AND e.entry_id = b.entry_id
)
SELECT count(*)::int AS won FROM tip`;

/** $1 round, $2 to $7 the columns, $8 when they came. */
export const INSERT_LATE = `
INSERT INTO late_answers (round_id, received_at, answer_id, pseudonym, screen_id, revision, body, shown_ms)
SELECT $1, $8::timestamptz, b.*
  FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::text[], $7::int[]) AS b
ON CONFLICT (answer_id) DO NOTHING`;

/**
 * $1 round, $2 to $8 the columns, $9 when they came. Nothing where the round was closed meanwhile; the tip's row is
 * shared until the end of the statement, so that closing sees all that is held or none of it is.
 */
export const INSERT_HELD = `
WITH tip AS (
  SELECT round_id FROM ledger_tips WHERE round_id = $1 AND NOT sealed FOR SHARE
), held AS (
  INSERT INTO held_answers (round_id, received_at, answer_id, pseudonym, screen_id, revision, body, shown_ms, reason)
  SELECT tip.round_id, $9::timestamptz, b.*
    FROM tip, unnest($2::uuid[], $3::text[], $4::uuid[], $5::int[], $6::text[], $7::int[], $8::text[]) AS b
  ON CONFLICT (answer_id) DO NOTHING
)
SELECT count(*)::int AS open FROM tip`;
