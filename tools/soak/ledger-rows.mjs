// The chain of a round with as many answers as asked for, written as rows: jurors would need a year.
import { randomUUID } from 'node:crypto';
import { canonicalJson, chainGenesis, chainHashOf, utf8 } from '@zuimei/domain';
import { sha256 } from '../../apps/cli/dist/hash.js';

const ROWS_A_STATEMENT = 5_000;
const [SHOWN, PICKED] = [9, 3];
/** Every so many-th answer is given a second time, and changed. */
const CHANGED = 100;

/**
 * Fills the round's chain and closes it; small entry numbers are liked better.
 * @returns {Promise<number>} rows of the chain
 */
export async function writeLedger(client, { roundId, numbers, answers, jurors }, random) {
  const pseudonyms = Array.from({ length: jurors }, () => randomUUID().replaceAll('-', ''));
  let [prev, seq] = [chainGenesis(), 0];
  let rows = [];
  const write = async () => {
    const column = (name) => rows.map((row) => row[name]);
    await client.query(
      `INSERT INTO answers (round_id, seq, answer_id, pseudonym, screen_id, revision, body, prev, hash, received_at, shown_ms)
       SELECT $1, b.seq, b.id, b.pseudonym, b.screen, b.revision, b.body, b.prev, b.hash, now(), 9000
         FROM unnest($2::bigint[], $3::uuid[], $4::text[], $5::uuid[], $6::int[], $7::text[], $8::bytea[], $9::bytea[])
              AS b (seq, id, pseudonym, screen, revision, body, prev, hash)`,
      [roundId, ...['seq', 'id', 'pseudonym', 'screen', 'revision', 'body', 'prev', 'hash'].map(column)],
    );
    rows = [];
  };
  const add = async (answer) => {
    const body = canonicalJson({ ...answer, receivedAt: '2026-11-05T09:30:00.000Z', shownMs: 9_000 });
    const hash = chainHashOf(prev, utf8(body), sha256);
    seq += 1;
    const { answerId: id, pseudonym, revision, screen } = answer;
    rows.push({
      seq,
      id,
      pseudonym,
      screen: screen.id,
      revision,
      body,
      prev: Buffer.from(prev),
      hash: Buffer.from(hash),
    });
    prev = hash;
    if (rows.length === ROWS_A_STATEMENT) await write();
  };
  await client.query('SET session_replication_role = replica');
  await client.query('SET synchronous_commit = off');
  for (let i = 0; i < answers; i++) {
    const first = Math.floor(random() * numbers.length);
    const entries = Array.from({ length: SHOWN }, (_, k) => String(numbers[(first + k * 37) % numbers.length]));
    const liked = [...entries].sort((a, b) => a - b + (random() - 0.5) * numbers.length);
    const answer = {
      answerId: randomUUID(),
      pseudonym: pseudonyms[i % jurors],
      revision: 1,
      screen: { id: randomUUID(), entries },
      answer: i % 50 === 7 ? { kind: 'skip' } : { kind: 'picks', picks: liked.slice(0, PICKED) },
    };
    await add(answer);
    if (i % CHANGED === 0)
      await add({
        ...answer,
        answerId: randomUUID(),
        revision: 2,
        answer: { kind: 'picks', picks: entries.slice(0, PICKED) },
      });
  }
  await write();
  await client.query('UPDATE ledger_tips SET seq = $2, hash = $3, sealed = true WHERE round_id = $1', [
    roundId,
    seq,
    Buffer.from(prev),
  ]);
  await client.query("UPDATE rounds SET state = 'closed', closed_at = now() WHERE id = $1", [roundId]);
  await client.query('SET session_replication_role = origin');
  await client.query('VACUUM (ANALYZE) answers');
  return seq;
}
