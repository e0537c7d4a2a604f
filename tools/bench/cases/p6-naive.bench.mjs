// P6: the same answer sets, beside an endpoint as it is written first.
import { median } from '../statistics.mjs';
import { AnswerBench, MARKS } from '../system/answer-bench.mjs';
import { ledgerChecks } from '../system/answer-sets.mjs';
import { installNaive, startNaive } from '../system/naive-server.mjs';

const CONNECTIONS = 128;
const SETS = 4_000;
const NAIVE_SETS = 800;
const PAIRS = 5;

export const id = 'P6';

export async function measure() {
  const name = `answer sets of ${MARKS} marks by HTTP, beside a naive endpoint`;
  const definition = `sets a second ÷ those of Nest on Express with class-validator and repository.save, no chain and no signature, median of ${PAIRS} pairs (goal: 15)`;
  const missing = installNaive();
  if (missing) {
    // A figure without its reference is none.
    return { name, ratio: NaN, definition, runs: [], checks: [{ name: `left out: ${missing}`, pass: true }] };
  }
  const bench = await AnswerBench.open('naive', (SETS + NAIVE_SETS) * (PAIRS + 1));
  let naive;
  try {
    naive = await startNaive(bench.installation.ownerUrl);
    const perSecond = (sets, ms) => Math.round((sets / ms) * 1000);
    const ours = async (run) => (run.setsPerSecond = perSecond(SETS, await bench.deliver(CONNECTIONS, SETS)));
    const naively = async (run) => {
      const sets = bench.sets(NAIVE_SETS, naive.origin);
      const ms = await bench.timed([{ connections: CONNECTIONS, sets, origin: naive.origin }]);
      run.naivePerSecond = perSecond(NAIVE_SETS, ms);
    };
    await ours({});
    await naively({});
    const runs = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const run = {};
      for (const measureOne of pair % 2 ? [naively, ours] : [ours, naively]) {
        await bench.installation.rows('CHECKPOINT');
        await measureOne(run);
      }
      runs.push(run);
    }
    return {
      name,
      ratio: median(runs.map(({ setsPerSecond, naivePerSecond }) => setsPerSecond / naivePerSecond)),
      definition,
      runs,
      checks: await ledgerChecks(bench.installation.ownerUrl, bench.roundId, bench.acknowledged),
    };
  } finally {
    await naive?.stop();
    await bench.close();
  }
}
