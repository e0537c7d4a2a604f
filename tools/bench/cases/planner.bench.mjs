// TABLE: the planner's simulated sittings against the published table of methods, and how long a recommendation takes.
import { recommendPlans, simulateSession } from '@zuimei/domain';

const RUNS = 100;
/** What a recommendation may take in its worker. */
const REACH_MS = 3000;
const MOST_APART = 0.04;

const METHODS = {
  score: { size: 1, picks: 0, seconds: 12 },
  pair: { size: 2, picks: 1, seconds: 10 },
  'one of 4': { size: 4, picks: 1, seconds: 14 },
  '3 of 9': { size: 9, picks: 3, seconds: 25 },
};
const round = (method, share = 1, best) => ({
  method: METHODS[method],
  screens: Math.floor((1500 * share) / METHODS[method].seconds),
  best,
});
const PLANS = [
  ['score', [round('score')]],
  ['pair', [round('pair')]],
  ['1 of 4', [round('one of 4')]],
  ['3 of 9', [round('3 of 9')]],
  ['3 of 9, then best 90', [round('3 of 9', 0.8), round('3 of 9', 0.2, 90)]],
  ['3 of 9, 300, 90', [round('3 of 9', 0.6), round('3 of 9', 0.25, 300), round('3 of 9', 0.15, 90)]],
];
const TABLE = {
  100: [0.94, 0.89, 0.9, 0.88, 0.91],
  300: [0.83, 0.82, 0.85, 0.88, 0.87, 0.85],
  1000: [0.62, 0.55, 0.72, 0.73, 0.83, 0.82],
  3000: [0.35, 0.29, 0.48, 0.49, 0.74, 0.77],
};
const grid = (picks, screens, best, focusAfter) => ({ method: { size: 9, picks }, screens, best, focusAfter });
/** Plans of 60 screens whose last screens go to the entries near the cut, and what they should reach. */
const FOCUSED = [
  [1000, 0.85, [grid(3, 33), grid(4, 27, 150, 190)]],
  [3000, 0.78, [grid(3, 36), grid(3, 14, 300, 70), grid(3, 10, 72, 190)]],
];

export const id = 'TABLE';

const precision = (entries, rounds) => {
  let sum = 0;
  for (let seed = 1; seed <= RUNS; seed++)
    sum += simulateSession({ entries, jurors: 200, winners: 30, rounds }, seed).precision;
  return sum / RUNS;
};

export async function measure() {
  const checks = [];
  const runs = [];
  for (const [entries, row] of Object.entries(TABLE)) {
    row.forEach((expected, i) => {
      const [name, rounds] = PLANS[i];
      const found = precision(Number(entries), rounds);
      runs.push({ entries: Number(entries), plan: name, precision: found, table: expected });
      checks.push({
        name: `${entries} entries, ${name}: ${found.toFixed(3)}, table ${expected} ± ${MOST_APART}`,
        pass: Math.abs(found - expected) <= MOST_APART,
      });
    });
  }
  for (const [entries, reach, rounds] of FOCUSED) {
    const found = precision(entries, rounds);
    runs.push({ entries, plan: 'focused', precision: found, reach });
    checks.push({
      name: `${entries} entries, near the cut at the end: ${found.toFixed(3)} ≥ ${reach}`,
      pass: found >= reach,
    });
  }
  const start = performance.now();
  const plans = recommendPlans({ entries: 3000, jurors: 200, minutes: 25, winners: 30, leaving: 0.2 });
  let sittings = 0;
  while (!plans.value.next().done) sittings++;
  const wholeMs = performance.now() - start;
  return {
    name: `planner: ${RUNS} simulated sittings a cell; a whole comparison for 3,000 entries`,
    ratio: wholeMs / REACH_MS,
    definition: `${sittings} sittings of the comparison until its end ÷ ${REACH_MS} ms, at which the console stops it`,
    runs: [{ wholeMs, sittings }, ...runs],
    checks,
  };
}
