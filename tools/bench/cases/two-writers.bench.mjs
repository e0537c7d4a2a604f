// TWO-API: one round taken by two api processes at once.
import { median } from '../statistics.mjs';
import { AnswerBench, MARKS } from '../system/answer-bench.mjs';
import { ledgerChecks } from '../system/answer-sets.mjs';

const CONNECTIONS = 128;
const SETS = 4_000;
const PAIRS = 5;

export const id = 'TWO-API';

export async function measure() {
  const bench = await AnswerBench.open('two', SETS * 2 * (PAIRS + 1));
  const { installation } = bench;
  try {
    const second = await installation.startSecondApi();
    const perSecond = (ms) => Math.round((SETS / ms) * 1000);
    const alone = async (run) => (run.onePerSecond = perSecond(await bench.deliver(CONNECTIONS, SETS)));
    const together = async (run) => {
      const halves = [installation.origin, second].map((origin) => ({
        connections: CONNECTIONS / 2,
        sets: bench.sets(SETS / 2, origin),
        origin,
      }));
      run.twoPerSecond = perSecond(await bench.timed(halves));
      for (const { ids } of halves.flatMap(({ sets }) => sets)) bench.acknowledged.push(...ids);
    };
    await alone({});
    await together({});
    const runs = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const run = {};
      for (const measureOne of pair % 2 ? [together, alone] : [alone, together]) {
        await installation.rows('CHECKPOINT');
        await measureOne(run);
      }
      runs.push(run);
    }
    return {
      name: `answer sets of ${MARKS} marks of one round by two api processes`,
      ratio: median(runs.map(({ twoPerSecond, onePerSecond }) => twoPerSecond / onePerSecond)),
      definition: `sets a second by two processes with ${CONNECTIONS / 2} connections each ÷ by one with ${CONNECTIONS}, median of ${PAIRS} pairs (reach: 0.7)`,
      runs,
      checks: await ledgerChecks(installation.ownerUrl, bench.roundId, bench.acknowledged),
    };
  } finally {
    await bench.close();
  }
}
