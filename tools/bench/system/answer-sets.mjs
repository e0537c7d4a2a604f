// Answer sets as tablets deliver them, made before the clock starts, and what must be true of a ledger afterwards.
import { randomUUID } from 'node:crypto';
import { canonicalJson, chainGenesis, chainHash, sameBytes } from '@zuimei/domain';
import { sha256 } from '@zuimei/judging';
import { withClient } from '@zuimei/persistence';
import { addressOf, KeepAliveClient } from './keep-alive-client.mjs';
import { signedAnswers } from './device.mjs';

const PATH = '/v1/seats/current/answer-sets';
const PICKS = 3;

/** An answer to a leased screen. */
export const answerTo = (screen, picks = PICKS) => ({
  id: randomUUID(),
  screenId: screen.id,
  revision: 1,
  answer: { kind: 'picks', picks: screen.entries.slice(0, picks) },
  shownMs: 25_000,
});

/** The next `marks` screens of a seat, answered, as one whole HTTP request. */
export function nextAnswerSet(seat, marks, host) {
  const answers = seat.screens.splice(0, marks).map((screen) => answerTo(screen));
  if (answers.length < marks) throw new Error('the seat has no screens left');
  return { ids: answers.map(({ id }) => id), request: answerRequest(seat, answers, host) };
}

/** A delivery as bytes. */
export function answerRequest(seat, answers, host) {
  const body = JSON.stringify(signedAnswers(seat, answers));
  return (
    `POST ${PATH} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nX-Zuimei: 1\r\nCookie: ${seat.cookie}\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** Connections of so many tablets, each from an address of its own in the loopback network. */
export const openConnections = (origin, count) =>
  Promise.all(Array.from({ length: count }, (_, i) => KeepAliveClient.connect(origin, addressOf(i))));

/** Sends all sets over the connections, one at a time each, and puts the reply beside each. */
export async function deliver(connections, sets) {
  let next = 0;
  await Promise.all(
    connections.map(async (connection) => {
      for (let set; (set = sets[next++]);) set.reply = await connection.exchange(set.request);
    }),
  );
}

/** @throws unless every answer was accepted */
export function checkAcknowledged(ids, { status, body }, allowed = ['accepted']) {
  if (status !== 200) throw new Error(`${status}: ${body}`);
  const { results } = JSON.parse(body);
  const bad = results.find((result, i) => result.id !== ids[i] || !allowed.includes(result.status));
  if (bad || results.length !== ids.length) throw new Error(`not acknowledged: ${JSON.stringify(bad ?? results)}`);
}

/**
 * Reads the whole ledger of a round and looks for what was acknowledged in it.
 * @returns {Promise<{ name: string, pass: boolean }[]>}
 */
export async function ledgerChecks(ownerUrl, roundId, acknowledged) {
  const found = new Map();
  let head = chainGenesis();
  let seq = 0;
  let sound = true;
  await withClient(ownerUrl, async (client) => {
    for (;;) {
      const { rows } = await client.query(
        'SELECT seq, answer_id AS id, body, prev, hash FROM answers WHERE round_id = $1 AND seq > $2 ORDER BY seq LIMIT 20000',
        [roundId, seq],
      );
      if (rows.length === 0) break;
      for (const row of rows) {
        const said = JSON.parse(row.body);
        const hash = chainHash(head, said, sha256);
        sound &&=
          Number(row.seq) === seq + 1 &&
          canonicalJson(said) === row.body &&
          sameBytes(row.prev, head) &&
          sameBytes(row.hash, hash);
        seq = Number(row.seq);
        head = hash;
        found.set(row.id, (found.get(row.id) ?? 0) + 1);
      }
    }
    const [tip] = (await client.query('SELECT seq, hash FROM ledger_tips WHERE round_id = $1', [roundId])).rows;
    sound &&= Number(tip.seq) === seq && sameBytes(tip.hash, head);
  });
  const lost = acknowledged.filter((id) => !found.has(id)).length;
  const doubled = [...found.values()].filter((times) => times > 1).length;
  return [
    { name: `${lost} of ${acknowledged.length} acknowledged answers lost`, pass: lost === 0 },
    { name: `${doubled} doubled`, pass: doubled === 0 },
    { name: `the chain of ${seq} answers verifies from the first to the tip`, pass: sound },
  ];
}
