import { randomStream } from '../scenes/random.js';

export interface DemoVotes {
  /** How good each entry is to everybody, about N(0, 1), in the order of the entries. */
  qualities: readonly number[];
  /**
   * What one juror sees in one entry: its quality and a taste of the juror's own, N(0, `tasteSpread`²), the same however
   * often it is asked. The juror picks the highest of a screen.
   */
  seen: (juror: number, entry: number) => number;
  /** Seconds the juror takes for a screen, between 12 and about 45. */
  seconds: (juror: number, screen: number) => number;
}

export interface DemoVoteOptions {
  seed: number;
  entries: number;
  tasteSpread?: number;
}

/** Two numbers to one that scatter well: every pair needs a stream of its own. */
const pairSeed = (seed: number, a: number, b: number) =>
  (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(a + 1, 0xc2b2ae35) ^ Math.imul(b + 1, 0x27d4eb2f)) >>> 0;

/** One draw of N(0, 1) by Box and Muller. */
const normal = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Plausible jurors for the demo, as numbers only: nothing here knows of ballots. */
export const demoVotes = ({ seed, entries, tasteSpread = 1 }: DemoVoteOptions): DemoVotes => {
  const shared = randomStream(seed);
  const qualities = Array.from({ length: entries }, () => normal(shared));
  return {
    qualities,
    seen: (juror, entry) => (qualities[entry] ?? 0) + tasteSpread * normal(randomStream(pairSeed(seed, juror, entry))),
    seconds: (juror, screen) =>
      Math.round((12 + 10 * Math.exp(0.5 * normal(randomStream(pairSeed(~seed, juror, screen))))) * 10) / 10,
  };
};
