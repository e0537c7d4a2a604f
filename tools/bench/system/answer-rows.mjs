// A closed round with as many answered screens as asked for, 3 picks of 9, written as rows: jurors would need a year.
import { withClient } from '@zuimei/persistence';

const ROUND = '00000000-0000-7000-8000-000000000365';

/** Statements that fill an empty, migrated database. Hashes are of no concern to a tally: here they only differ. */
const STATEMENTS = [
  'SET session_replication_role = replica',
  'SET synchronous_commit = off',
  `INSERT INTO screens (id, round_id, deck_id, pseudonym, no, ordinal, entry_ids, status, revision, answer_id, first_seq)
     SELECT md5('screen' || i)::uuid, '${ROUND}', '${ROUND}', 'juror-' || i % $jurors, i, i / $jurors, '{}', 'answered', 1,
            md5('answer' || i)::uuid, i
       FROM generate_series(1, $answers) AS i`,
  // Nine neighbours in a shuffled order of entries, the picks at places that differ from screen to screen.
  `INSERT INTO answers (round_id, seq, answer_id, pseudonym, screen_id, revision, body, prev, hash, received_at, shown_ms)
     SELECT '${ROUND}', i, md5('answer' || i)::uuid, 'juror-' || i % $jurors, md5('screen' || i)::uuid, 1,
            json_build_object('answerId', md5('answer' || i)::uuid, 'pseudonym', 'juror-' || i % $jurors, 'revision', 1,
                              'screen', json_build_object('id', md5('screen' || i)::uuid, 'entries', shown),
                              'answer', json_build_object('kind', 'picks',
                                                          'picks', ARRAY[shown[1 + i % 3], shown[4 + i % 3], shown[7 + i % 2]]),
                              'receivedAt', '2026-11-05T09:30:00.000Z', 'shownMs', 20000 + i % 9999)::text,
            int8send(i - 1), int8send(i), now(), 20000 + i % 9999
       FROM generate_series(1, $answers) AS i,
            LATERAL (SELECT array_agg((1 + (i * 7919::bigint + k * 367) % $entries)::text ORDER BY k) AS shown
                       FROM generate_series(0, 8) AS k) AS s`,
  'VACUUM (ANALYZE) screens, answers',
];

const numbersOf = (member) => `string_to_array(translate((said -> ${member})::text, '[]" ', ''), ',')::int[]`;

/** The same answers counted by the database alone, each body read once. $1 round. */
export const PICKS_BY_ENTRY_SQL = `
SELECT u.entry, count(*)::int AS exposures, (count(*) FILTER (WHERE u.entry = ANY (picks)))::int AS picks
  FROM (SELECT ${numbersOf("'screen' -> 'entries'")} AS shown, ${numbersOf("'answer' -> 'picks'")} AS picks
          FROM (SELECT a.body::jsonb AS said FROM screens s JOIN answers a ON a.answer_id = s.answer_id
                 WHERE s.round_id = $1 AND s.status = 'answered' OFFSET 0) AS standing OFFSET 0) AS answered,
       unnest(shown) AS u (entry)
 GROUP BY u.entry`;

/** Fills the database of `ownerUrl`; gives the round's id. */
export async function writeAnswers(ownerUrl, { answers, entries, jurors }) {
  await withClient(ownerUrl, async (client) => {
    for (const statement of STATEMENTS)
      await client.query(
        statement
          .replaceAll('$answers', String(answers))
          .replaceAll('$entries', String(entries))
          .replaceAll('$jurors', String(jurors)),
      );
  });
  return ROUND;
}
