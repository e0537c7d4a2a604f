/**
 * State of the round, its new leases and answers, and the entries that have left, in one statement, hence one snapshot.
 * $1 round, $2 to $4 the last deck, screen and answer known; $5 whether answers are wanted with what they say.
 */
export const READ_NEWS = `
SELECT r.state,
       (SELECT coalesce(json_agg(json_build_array(d.no, d.id, (extract(epoch FROM d.expires_at) * 1000)::float8,
                                                  ARRAY(SELECT s.id FROM screens s
                                                         WHERE s.round_id = $1 AND s.pseudonym = d.pseudonym AND s.deck_id = d.id))
                                 ORDER BY d.no), '[]')
          FROM decks d WHERE d.round_id = $1 AND d.no > $2) AS decks,
       (SELECT coalesce(json_agg(json_build_array(s.id, s.no, s.pseudonym, s.entry_ids, s.claimed_by) ORDER BY s.no), '[]')
          FROM screens s WHERE s.round_id = $1 AND s.no > $3) AS screens,
       (SELECT coalesce(json_agg(json_build_array(n.id, n.status, n.body, n.claimed_by) ORDER BY n.seq), '[]')
          FROM (SELECT s.id, s.status, s.claimed_by, max(a.seq) AS seq,
                       CASE WHEN $5 THEN (SELECT standing.body FROM answers standing WHERE standing.answer_id = s.answer_id) END AS body
                  FROM answers a JOIN screens s ON s.id = a.screen_id
                 WHERE a.round_id = $1 AND a.seq > $4
                 GROUP BY s.id) AS n) AS answered,
       (SELECT coalesce(max(a.seq), $4) FROM answers a WHERE a.round_id = $1) AS seq,
       ARRAY(SELECT e.id FROM entries e JOIN round_entries re ON re.round_id = $1 AND re.entry_id = e.id
              WHERE e.edition_id = s.edition_id AND e.state <> 'active') AS "left"
  FROM rounds r JOIN sittings s ON s.id = r.sitting_id
 WHERE r.id = $1`;

/**
 * One deck with its new screens, all or nothing, and nothing where the round is in none of the states $12 any more or the
 * number is taken. $1 round, $2 to $6 the deck, $7 to $10 its new screens, $11 those of earlier decks that go on in it; unnest
 * flattens arrays of arrays, so entries travel as text.
 */
export const DEAL = `
WITH held AS (
  SELECT id FROM rounds WHERE id = $1 AND state = ANY($12::text[]) FOR SHARE
), deck AS (
  INSERT INTO decks (round_id, id, pseudonym, no, leased_at, expires_at)
  SELECT held.id, $2::uuid, $3::text, $4::int, $5::timestamptz, $6::timestamptz FROM held
  ON CONFLICT (round_id, no) DO NOTHING
  RETURNING id
), dealt AS (
  INSERT INTO screens (round_id, deck_id, pseudonym, id, no, ordinal, entry_ids)
  SELECT $1, deck.id, $3::text, b.id, b.no, b.ordinal, b.entries::uuid[]
    FROM deck, unnest($7::uuid[], $8::int[], $9::int[], $10::text[]) AS b (id, no, ordinal, entries)
), renewed AS (
  UPDATE screens s SET deck_id = deck.id FROM deck WHERE s.id = ANY($11::uuid[])
)
SELECT count(*)::int AS dealt FROM deck`;
