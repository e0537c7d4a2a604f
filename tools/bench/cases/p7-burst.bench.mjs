// P7: two thousand tablets deliver at one moment, as after a network that was away.
import { median } from '../statistics.mjs';
import { AnswerBench, MARKS, SEATS } from '../system/answer-bench.mjs';
import { ledgerChecks } from '../system/answer-sets.mjs';
import { PlainInserts } from '../system/plain-inserts.mjs';

const RUNS = 5;

export const id = 'P7';

export async function measure() {
  const bench = await AnswerBench.open('burst', SEATS * (RUNS + 1));
  const { installation } = bench;
  try {
    await bench.deliver(SEATS, SEATS);
    const { ownerUrl, home } = installation;
    const plain = new PlainInserts({ ownerUrl, home, marks: MARKS, body: await bench.body() });
    await plain.prepare();
    await plain.run(SEATS);
    const runs = [];
    for (let i = 0; i < RUNS; i++) {
      const run = {};
      const ours = async () => (run.lastAcknowledgedMs = Math.round(await bench.deliver(SEATS, SEATS)));
      const plainly = async () => (run.plainMs = Math.round(await plain.run(SEATS)));
      for (const measureOne of i % 2 ? [plainly, ours] : [ours, plainly]) {
        await installation.rows('CHECKPOINT');
        await measureOne();
      }
      runs.push(run);
    }
    return {
      name: `${SEATS} answer sets of ${MARKS} marks at one moment, ${SEATS} connections`,
      ratio: median(runs.map(({ lastAcknowledgedMs, plainMs }) => lastAcknowledgedMs / plainMs)),
      definition: `milliseconds until the last was acknowledged ÷ those of ${plain.name} -c 32 for as many with the same rows and no chain (reach: 2)`,
      runs,
      checks: [...plain.leftOut(), ...(await ledgerChecks(ownerUrl, bench.roundId, bench.acknowledged))],
    };
  } finally {
    await bench.close();
  }
}
