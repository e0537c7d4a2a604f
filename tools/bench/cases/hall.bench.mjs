// HALL: two hundred seats, an answer every eight seconds each, then all that one has left at one moment. `--whole` goes on
// for the five minutes that a screen's worth of votes takes; without it forty seconds.
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../statistics.mjs';
import { AnswerBench } from '../system/answer-bench.mjs';
import { answerRequest, answerTo, checkAcknowledged, ledgerChecks } from '../system/answer-sets.mjs';
import { addressOf, KeepAliveClient } from '../system/keep-alive-client.mjs';
import { PlainInserts } from '../system/plain-inserts.mjs';

const SEATS = 200;
const EVERY_MS = 8_000;
const SHORT_MS = 40_000;
const WHOLE_MS = 5 * 60_000;
/** Answer sets of one mark that each seat holds at the moment of the burst; with 200 seats 2,000. */
const HELD = 10;

export const id = 'HALL';

export async function measure({ whole = false } = {}) {
  const bench = await AnswerBench.open('hall', 0, SEATS);
  const { installation, seats, roundId } = bench;
  const connections = [];
  try {
    const { host } = new URL(installation.origin);
    const [answerMs, deckMs] = [[], []];
    const voteUntil = performance.now() + (whole ? WHOLE_MS : SHORT_MS);
    await Promise.all(
      seats.map(async (seat, i) => {
        await pause((i * EVERY_MS) / SEATS);
        // A connection that asks for nothing is closed by the server, so each begins with its first request.
        connections[i] = await KeepAliveClient.connect(installation.origin, addressOf(i));
        while (performance.now() < voteUntil) {
          const began = performance.now();
          if (seat.screens.length === 0) deckMs.push(await refill(connections[i], seat, host));
          answerMs.push(await answerOne(bench, connections[i], seat, host));
          await pause(Math.max(0, EVERY_MS - (performance.now() - began)));
        }
      }),
    );
    await Promise.all(
      seats.map(async (seat, i) => {
        if (seat.screens.length < HELD) deckMs.push(await refill(connections[i], seat, host));
      }),
    );
    const body = await bench.body();
    const burst = seats.map((seat) => seat.screens.splice(0, HELD).map((screen) => requestOf(seat, screen, host)));
    const start = performance.now();
    await Promise.all(
      burst.map(async (sets, i) => {
        for (const { ids, request } of sets) {
          checkAcknowledged(ids, await connections[i].exchange(request));
          bench.acknowledged.push(...ids);
        }
      }),
    );
    const burstMs = performance.now() - start;
    const { ownerUrl, home } = installation;
    const plain = new PlainInserts({ ownerUrl, home, marks: 1, body });
    await plain.prepare();
    await plain.run(SEATS * HELD);
    const plainMs = await plain.run(SEATS * HELD);
    const p = (list, share) => Math.round(percentile(list, share) * 10) / 10;
    return {
      name: `${SEATS} seats, an answer every 8 s for ${whole ? '5 minutes' : '40 s'}, then ${SEATS * HELD} answer sets at one moment`,
      ratio: burstMs / plainMs,
      definition: `milliseconds until the last of the burst was acknowledged ÷ those of ${plain.name} -c 32 for as many rows without a chain (reach: 2)`,
      runs: [
        {
          answers: answerMs.length,
          answerP50Ms: p(answerMs, 0.5),
          answerP95Ms: p(answerMs, 0.95),
          decks: deckMs.length,
          deckP95Ms: p(deckMs, 0.95),
          burstMs: Math.round(burstMs),
          plainMs: Math.round(plainMs),
        },
      ],
      checks: [...plain.leftOut(), ...(await ledgerChecks(ownerUrl, roundId, bench.acknowledged))],
    };
  } finally {
    for (const connection of connections) connection.close();
    await bench.close();
  }
}

function requestOf(seat, screen, host) {
  const answers = [answerTo(screen)];
  return { ids: answers.map(({ id: answerId }) => answerId), request: answerRequest(seat, answers, host) };
}

async function answerOne(bench, connection, seat, host) {
  const { ids, request } = requestOf(seat, seat.screens.shift(), host);
  const start = performance.now();
  const reply = await connection.exchange(request);
  const took = performance.now() - start;
  checkAcknowledged(ids, reply);
  bench.acknowledged.push(...ids);
  return took;
}

/** Leases the next deck; gives the milliseconds that took. */
async function refill(connection, seat, host) {
  const start = performance.now();
  const { status, body } = await connection.exchange(
    `POST /v1/seats/current/decks HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nX-Zuimei: 1\r\nCookie: ${seat.cookie}\r\nContent-Length: 2\r\n\r\n{}`,
  );
  const took = performance.now() - start;
  if (status !== 201) throw new Error(`${status}: ${body}`);
  seat.screens = JSON.parse(body).screens.map(({ id: screenId, entries }) => ({
    id: screenId,
    entries: entries.map(({ entryId }) => entryId),
  }));
  return took;
}
