// P5: answer sets by HTTP, durable, strictly chained, idempotent, signed by their tablet, beside the same rows without a chain.
import { withClient } from '@zuimei/persistence';
import { median } from '../statistics.mjs';
import { deliver, ledgerChecks, nextAnswerSet, openConnections } from '../system/answer-sets.mjs';
import { writeGallery } from '../system/gallery-rows.mjs';
import { writeSeats } from '../system/hall-rows.mjs';
import { Installation } from '../system/installation.mjs';
import { PlainInserts } from '../system/plain-inserts.mjs';
import { writeRound } from '../system/round-rows.mjs';

const MARKS = 10;
const CONNECTIONS = 128;
const SEATS = 2_000;
const SETS = 4_000;
const PAIRS = 9;

export const id = 'P5';

export async function measure() {
  const installation = await Installation.open('answers');
  let connections = [];
  try {
    await writeGallery(installation.ownerUrl, { key: '2026-01', entries: 300 });
    const { roundId, seats } = await withClient(installation.ownerUrl, async (client) => {
      const roundId = await writeRound(client);
      const screensEach = (MARKS * SETS * (PAIRS + 1)) / SEATS;
      const options = { home: installation.home, roundId, seats: SEATS, screensEach };
      return { roundId, seats: await writeSeats(client, options) };
    });
    await installation.start('api');
    const { host } = new URL(installation.origin);
    connections = await openConnections(installation.origin, CONNECTIONS);
    const acknowledged = [];
    const ours = async () => {
      const sets = [];
      for (let i = 0; i < SETS; i++) sets.push(await nextAnswerSet(seats[i % SEATS], MARKS, host));
      const ms = await deliver(connections, sets);
      for (const { ids } of sets) acknowledged.push(...ids);
      return ms;
    };
    await ours();
    const [{ body }] = await installation.rows('SELECT body FROM answers WHERE round_id = $1 LIMIT 1', [roundId]);
    const plain = new PlainInserts({ ...installation, ownerUrl: installation.ownerUrl, marks: MARKS, body });
    await plain.prepare();
    await plain.run(SETS / 4);
    const runs = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const run = {};
      const one = async () => (run.setsPerSecond = Math.round((SETS / (await ours())) * 1000));
      const other = async () => (run.plainPerSecond = Math.round((SETS / (await plain.run(SETS))) * 1000));
      for (const measureOne of pair % 2 ? [other, one] : [one, other]) {
        await installation.rows('CHECKPOINT');
        await measureOne();
      }
      runs.push(run);
    }
    return {
      name: `answer sets of ${MARKS} marks by HTTP, ${CONNECTIONS} connections`,
      ratio: median(runs.map(({ setsPerSecond, plainPerSecond }) => setsPerSecond / plainPerSecond)),
      definition: `sets a second ÷ those of ${plain.name} -c 32 with the same rows and no chain, median of ${PAIRS} pairs (goal: 0.8)`,
      runs,
      checks: [
        ...(plain.name === 'pgbench' ? [] : [{ name: 'left out: pgbench is not on this machine', pass: true }]),
        ...(await ledgerChecks(installation.ownerUrl, roundId, acknowledged)),
      ],
    };
  } finally {
    for (const connection of connections) connection.close();
    await installation.close();
  }
}
