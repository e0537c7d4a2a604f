import { round9 } from './figures.js';
import type { PackedAnswers } from './pack.js';

/** Who beat whom how often: `wins[i]` in all, `met[i · count + j]` how often i and j were compared (symmetric). */
export interface Comparisons {
  readonly count: number;
  readonly wins: Float64Array;
  readonly met: Uint32Array;
}

const noComparisons = (count: number): Comparisons => ({
  count,
  wins: new Float64Array(count),
  met: new Uint32Array(count * count),
});

const add = ({ count, wins, met }: Comparisons, winner: number, loser: number, times = 1): void => {
  wins[winner] = (wins[winner] as number) + times;
  met[winner * count + loser] = (met[winner * count + loser] as number) + times;
  met[loser * count + winner] = (met[loser * count + winner] as number) + times;
};

/**
 * Comparisons of picks: a picked entry beats each unpicked one of its screen. Takes 4·N² bytes. `counts` chooses jurors
 * by index.
 */
export const comparisonsOf = (packed: PackedAnswers, counts: (juror: number) => boolean = () => true): Comparisons => {
  const { entryCount, count, starts, shown, marks, juror } = packed;
  const comparisons = noComparisons(entryCount);
  for (let i = 0; i < count; i += 1) {
    if (!counts(juror[i] as number)) continue;
    const end = starts[i + 1] as number;
    for (let p = starts[i] as number; p < end; p += 1) {
      if (marks[p] === 0) continue;
      for (let q = starts[i] as number; q < end; q += 1)
        if (marks[q] === 0) add(comparisons, shown[p] as number, shown[q] as number);
    }
  }
  return comparisons;
};

/** Who won against whom, and how often (once where it is left off; fewer than 2^32 in all). */
export type Win = readonly [winner: number, loser: number, times?: number];

/** Comparisons from a list of wins by index. */
export const comparisonsFrom = (count: number, list: readonly Win[]): Comparisons => {
  const comparisons = noComparisons(count);
  for (const [winner, loser, times] of list) add(comparisons, winner, loser, times);
  return comparisons;
};

export interface BradleyTerry {
  /** Logarithms of the strengths, centred at 0, rounded to 1e-9. */
  readonly strengths: Float64Array;
  /** Standard errors from the diagonal of the information at the solution: a lower bound of the true ones. */
  readonly errors: Float64Array;
  /** Scale separation reliability (Var θ − mean SE²) / Var θ; null where all strengths are equal. */
  readonly reliability: number | null;
}

/** The prior that a result uses: half a win and half a loss against an entry of strength 1. */
export const BRADLEY_TERRY_PRIOR = 0.5;
const MOST_ROUNDS = 10_000;
const SETTLED = 1e-13;

interface Sparse {
  readonly from: Uint32Array;
  readonly other: Uint32Array;
  readonly times: Uint32Array;
}

const sparse = ({ count, met }: Comparisons): Sparse => {
  const from = new Uint32Array(count + 1);
  const links = met.reduce((sum, times) => sum + Number(times > 0), 0);
  const other = new Uint32Array(links);
  const times = new Uint32Array(links);
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < count; j += 1) {
      const n = met[i * count + j] as number;
      if (n === 0) continue;
      other[at] = j;
      times[at] = n;
      at += 1;
    }
    from[i + 1] = at;
  }
  return { from, other, times };
};

/**
 * One Newton step of all strengths by one common factor. Comparisons do not feel such a factor, only the prior does, so
 * that without this step the scale would creep to its place for thousands of rounds.
 */
const rescale = (gamma: Float64Array): number => {
  let pull = 0;
  let slope = 0;
  for (const value of gamma) {
    const share = value / (value + 1);
    pull += 0.5 - share;
    slope += share * (1 - share);
  }
  const factor = Math.exp(pull / slope);
  for (let i = 0; i < gamma.length; i += 1) gamma[i] = (gamma[i] as number) * factor;
  return Math.abs(factor - 1);
};

/**
 * Fits strengths to comparisons by minorisation–maximisation (Hunter 2004) with a prior of `prior` wins and losses
 * against strength 1; 0 gives maximum likelihood, which exists only where every entry can be reached from every other
 * by wins. Entries are updated in index order until nothing moves by more than 1e-13, at most 10,000 times.
 */
export const bradleyTerry = (comparisons: Comparisons, prior = BRADLEY_TERRY_PRIOR): BradleyTerry => {
  const { count, wins } = comparisons;
  const { from, other, times } = sparse(comparisons);
  const gamma = new Float64Array(count).fill(1);
  const get = (i: number): number => gamma[i] as number;
  for (let round = 0, moved = Infinity; round < MOST_ROUNDS && moved > SETTLED; round += 1) {
    moved = 0;
    for (let i = 0; i < count; i += 1) {
      const own = get(i);
      let sum = (2 * prior) / (own + 1);
      for (let at = from[i] as number; at < (from[i + 1] as number); at += 1)
        sum += (times[at] as number) / (own + get(other[at] as number));
      const next = sum === 0 ? 1 : ((wins[i] as number) + prior) / sum;
      moved = Math.max(moved, Math.abs(next - own) / own);
      gamma[i] = next;
    }
    if (prior > 0) moved = Math.max(moved, rescale(gamma));
  }
  const logs = gamma.map((value) => Math.log(value));
  const mean = logs.reduce((a, b) => a + b, 0) / count;
  const errors = gamma.map((own, i) => {
    let information = (2 * prior * own) / (own + 1) ** 2;
    for (let at = from[i] as number; at < (from[i + 1] as number); at += 1) {
      const rival = get(other[at] as number);
      information += ((times[at] as number) * own * rival) / (own + rival) ** 2;
    }
    return round9(1 / Math.sqrt(information));
  });
  const strengths = logs.map((value) => round9(value - mean));
  const variance = strengths.reduce((sum, value) => sum + value * value, 0) / count;
  const noise = errors.reduce((sum, value) => sum + value * value, 0) / count;
  return { strengths, errors, reliability: variance === 0 ? null : round9((variance - noise) / variance) };
};
