import { supportersOf, type Approvals } from './approvals.js';
import { MOST_COMMITTEES, reportCommittees, type Committees } from './committee.js';
import { harmonicWeights } from './harmonic.js';
import { sequentialPav } from './pav-sequential.js';

/** Steps of the search after which an election counts as too big: some seconds, and the same on every machine. */
const MOST_STEPS = 300_000_000;
/** How far rounding can put a score of floats off, relative to it, with ample room. */
const ROUNDING = 1e-9;

/**
 * Proportional approval voting (Thiele 1895): the committees with the greatest sum of 1 + 1/2 + … + 1/h over voters,
 * h being how many of a voter's approved entries are in. All that tie, by branch and bound: the gains of the entries that
 * are left can only shrink, so the sum of the greatest bounds what is still to come. Floats only prune, with room for
 * their rounding; committees are compared as whole numbers. Null where the search would take too long.
 */
export const exactPav = (approvals: Approvals, seats: number, mostSteps = MOST_STEPS): Committees | null => {
  const { entryCount, count, times, approved } = approvals;
  const supporters = supportersOf(approvals);
  const { weights } = harmonicWeights(seats);
  const have = new Uint32Array(count);
  const gain = (entry: number): number => {
    let sum = 0;
    for (const line of supporters[entry] as number[]) sum += (times[line] as number) / ((have[line] as number) + 1);
    return sum;
  };
  const worth = [0n];
  for (const weight of weights) worth.push((worth.at(-1) as bigint) + weight);
  const exactScore = (): bigint => {
    let sum = 0n;
    have.forEach((h, line) => (sum += BigInt(times[line] as number) * (worth[h] as bigint)));
    return sum;
  };
  // The most wanted first: a good committee is met early, and most others are pruned against it.
  const first = Array.from({ length: entryCount }, (_, entry) => gain(entry));
  const order = Array.from(first.keys()).sort((a, b) => (first[b] as number) - (first[a] as number) || a - b);

  let best = -1n;
  let bestFloat = -Infinity;
  let winning: number[][] = [];
  let complete = true;
  let steps = 0;
  const take = (entry: number, by: 1 | -1): void => {
    for (const line of supporters[entry] as number[]) have[line] = (have[line] as number) + by;
  };
  const weigh = (chosen: readonly number[], score: number): void => {
    const exact = exactScore();
    if (exact > best) {
      [best, bestFloat, winning, complete] = [exact, score, [], true];
    }
    if (exact < best) return;
    if (winning.length < MOST_COMMITTEES) winning.push([...chosen]);
    else complete = false;
  };
  const search = (from: number, chosen: number[], score: number): void => {
    const wanted = seats - chosen.length;
    if (wanted === 0) return weigh(chosen, score);
    steps += approved.length + entryCount;
    if (steps > mostSteps) return;
    const gains = order.slice(from).map(gain);
    const bound = [...gains]
      .sort((a, b) => b - a)
      .slice(0, wanted)
      .reduce((sum, value) => sum + value, score);
    if (bound < bestFloat - ROUNDING * (1 + Math.abs(bestFloat))) return;
    for (let i = from; i <= order.length - wanted; i += 1) {
      const entry = order[i] as number;
      take(entry, 1);
      chosen.push(entry);
      search(i + 1, chosen, score + (gains[i - from] as number));
      chosen.pop();
      take(entry, -1);
    }
  };
  // The sequential committee is the first to beat.
  const start = sequentialPav(approvals, seats, 1).committees[0] as readonly number[];
  let score = 0;
  for (const entry of start) {
    score += gain(entry);
    take(entry, 1);
  }
  best = exactScore();
  bestFloat = score;
  for (const entry of start) take(entry, -1);
  search(0, [], 0);
  return steps > mostSteps ? null : reportCommittees(winning, complete);
};
