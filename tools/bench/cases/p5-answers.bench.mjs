// P5: answer sets by HTTP, durable, strictly chained, idempotent, signed by their tablet, beside the same rows without a chain.
import { median } from '../statistics.mjs';
import { AnswerBench, MARKS } from '../system/answer-bench.mjs';
import { ledgerChecks } from '../system/answer-sets.mjs';
import { PlainInserts } from '../system/plain-inserts.mjs';

const CONNECTIONS = 128;
const SETS = 4_000;
const PAIRS = 9;

export const id = 'P5';

export async function measure() {
  const bench = await AnswerBench.open('answers', SETS * (PAIRS + 1));
  const { installation, roundId } = bench;
  try {
    await bench.deliver(CONNECTIONS, SETS);
    const { ownerUrl, home } = installation;
    const plain = new PlainInserts({ ownerUrl, home, marks: MARKS, body: await bench.body() });
    await plain.prepare();
    await plain.run(SETS / 4);
    const runs = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const run = {};
      const perSecond = (ms) => Math.round((SETS / ms) * 1000);
      const ours = async () => (run.setsPerSecond = perSecond(await bench.deliver(CONNECTIONS, SETS)));
      const plainly = async () => (run.plainPerSecond = perSecond(await plain.run(SETS)));
      for (const measureOne of pair % 2 ? [plainly, ours] : [ours, plainly]) {
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
      checks: [...plain.leftOut(), ...(await ledgerChecks(ownerUrl, roundId, bench.acknowledged))],
    };
  } finally {
    await bench.close();
  }
}
