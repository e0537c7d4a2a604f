import { supportersOf, type Approvals } from './approvals.js';
import { reportCommittees, type Committees } from './committee.js';
import { harmonicWeights } from './harmonic.js';

/** Tied ways that are followed side by side. */
const MOST_WAYS = 1_000;

/**
 * Sequential proportional approval (Thiele 1895): seat by seat the entry that adds most to the sum of 1 + 1/2 + … + 1/h
 * over voters. Every tie is followed, up to `mostWays` at a time. Gains are compared as whole numbers.
 */
export const sequentialPav = (approvals: Approvals, seats: number, mostWays = MOST_WAYS): Committees => {
  const { entryCount, count, times } = approvals;
  const supporters = supportersOf(approvals);
  const { weights } = harmonicWeights(seats);
  let complete = true;

  const nextOf = (members: readonly number[]): number[] => {
    const have = new Uint32Array(count);
    for (const entry of members)
      for (const line of supporters[entry] as number[]) have[line] = (have[line] as number) + 1;
    const most = have.reduce((a, b) => Math.max(a, b), 0);
    const votersWith = new Float64Array(seats);
    let best = -1n;
    let tied: number[] = [];
    for (let entry = 0; entry < entryCount; entry += 1) {
      if (members.includes(entry)) continue;
      votersWith.fill(0, 0, most + 1);
      for (const line of supporters[entry] as number[]) {
        const h = have[line] as number;
        votersWith[h] = (votersWith[h] as number) + (times[line] as number);
      }
      let gain = 0n;
      for (let h = 0; h <= most; h += 1) {
        const voters = votersWith[h] as number;
        if (voters > 0) gain += BigInt(voters) * (weights[h] as bigint);
      }
      if (gain > best) [best, tied] = [gain, []];
      if (gain === best) tied.push(entry);
    }
    return tied;
  };

  let ways = new Map<string, readonly number[]>([['', []]]);
  for (let seat = 0; seat < seats; seat += 1) {
    const next = new Map<string, readonly number[]>();
    for (const members of ways.values())
      for (const entry of nextOf(members)) {
        const longer = [...members, entry].sort((a, b) => a - b);
        if (next.size < mostWays || next.has(longer.join())) next.set(longer.join(), longer);
        else complete = false;
      }
    ways = next;
  }
  return reportCommittees(ways.values(), complete);
};
