import { round9 } from '../figures.js';
import type { PackedAnswers } from '../pack.js';
import { countPicks, type PickCounts } from '../picks.js';
import type { TimedAnswers } from './packed-picks.js';

/**
 * Why a juror's answers deserve a look. None of them drops anybody: a result is shown with and without the flagged.
 * - `fast`: the median screen took less than a quarter of what the median juror needs;
 * - `one-position`: the same places of the screen were picked again and again, longer than by chance in a thousand juries;
 * - `contrary`: picks go to what the others pass over, more than by chance in a hundred jurors who pick blindly.
 */
export const EFFORT_FLAGS = ['fast', 'one-position', 'contrary'] as const;
export type EffortFlag = (typeof EFFORT_FLAGS)[number];

export interface JurorEffort {
  readonly answers: number;
  /** 0 where nothing was measured: a ballot on paper. */
  readonly medianMs: number;
  /** The most answers in a row with picks at the same places of the screen. */
  readonly longestRun: number;
  /** How much more the others pick what this juror picks than what not, in standard errors of blind picking. */
  readonly agreement: number | null;
  readonly flags: readonly EffortFlag[];
}

/** Fewer answers than this say nothing of a juror. */
export const EFFORT_LEAST_ANSWERS = 5;
const FAST_SHARE = 1 / 4;
const BY_CHANCE = 0.001;
const CONTRARY = -2.326348;

const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

/** The number of ways to pick `picks` of `size`. */
const waysToPick = (size: number, picks: number): number => {
  let ways = 1;
  for (let i = 1; i <= picks; i += 1) ways = (ways * (size - picks + i)) / i;
  return ways;
};

/** The longest run of equal picks by place, and whether it is longer than chance allows. */
const runOf = ({ starts, marks }: PackedAnswers, own: readonly number[]): { longest: number; odd: boolean } => {
  let [longest, run, ways] = [0, 0, 1];
  let before = '';
  let odd = false;
  for (const i of own) {
    const places = marks.subarray(starts[i], starts[i + 1]);
    const key = places.join();
    run = key === before ? run + 1 : 1;
    // Each answer that repeats the one before has this many ways in which it could have differed.
    ways =
      run === 1
        ? 1
        : ways *
          waysToPick(
            places.length,
            places.reduce((a, b) => a + b, 0),
          );
    if (own.length / ways < BY_CHANCE) odd = true;
    before = key;
    longest = Math.max(longest, run);
  }
  return { longest, odd };
};

/**
 * Sums, over a juror's screens, the mean rate of the picked minus that of the others, rates being those of all other
 * jurors, and divides by the standard error that picking blindly would have. Null where no screen could tell.
 */
const agreementOf = (packed: PackedAnswers, own: readonly number[], all: PickCounts): number | null => {
  const { starts, shown, marks } = packed;
  const [ownPicks, ownExposures] = [new Map<number, number>(), new Map<number, number>()];
  const add = (counts: Map<number, number>, entry: number, by: number): void =>
    void counts.set(entry, (counts.get(entry) ?? 0) + by);
  const slots = (i: number): number[] => {
    const from = starts[i] as number;
    return Array.from({ length: (starts[i + 1] as number) - from }, (_, k) => from + k);
  };
  for (const at of own.flatMap(slots)) {
    add(ownExposures, shown[at] as number, 1);
    add(ownPicks, shown[at] as number, marks[at] as number);
  }
  const rateOf = (entry: number): number =>
    ((all.picks[entry] as number) - (ownPicks.get(entry) as number)) /
    ((all.exposures[entry] as number) - (ownExposures.get(entry) as number));
  let [sum, variance] = [0, 0];
  for (const i of own) {
    // What nobody else has seen cannot be agreed upon.
    const seen = slots(i)
      .map((at) => ({ rate: rateOf(shown[at] as number), picked: marks[at] === 1 }))
      .filter(({ rate }) => !Number.isNaN(rate));
    const picked = seen.filter((slot) => slot.picked);
    const passed = seen.filter((slot) => !slot.picked);
    if (picked.length === 0 || passed.length === 0) continue;
    const mean = (list: readonly { rate: number }[]): number => list.reduce((a, { rate }) => a + rate, 0) / list.length;
    const middle = mean(seen);
    const spread = seen.reduce((a, { rate }) => a + (rate - middle) ** 2, 0) / (seen.length - 1);
    sum += mean(picked) - mean(passed);
    variance += (spread * seen.length) / (picked.length * passed.length);
  }
  return variance === 0 ? null : round9(sum / Math.sqrt(variance));
};

/** What each juror's answers tell about the care that was taken, by index of the juror. */
export const jurorEfforts = ({ packed, shownMs }: TimedAnswers): JurorEffort[] => {
  const all = countPicks(packed);
  const own = Array.from({ length: packed.jurorCount }, (): number[] => []);
  packed.juror.forEach((juror, i) => (own[juror] as number[]).push(i));
  const medians = own.map((answers) => medianOf(answers.map((i) => shownMs[i] as number)));
  // Nothing was measured of who voted on paper.
  const usual = medianOf(medians.filter((median) => median > 0));
  return own.map((answers, juror) => {
    const medianMs = medians[juror] as number;
    const { longest, odd } = runOf(packed, answers);
    const agreement = agreementOf(packed, answers, all);
    const told: [EffortFlag, boolean][] = [
      ['fast', medianMs > 0 && medianMs < usual * FAST_SHARE],
      ['one-position', odd],
      ['contrary', agreement !== null && agreement < CONTRARY],
    ];
    const flags = answers.length < EFFORT_LEAST_ANSWERS ? [] : told.flatMap(([flag, holds]) => (holds ? [flag] : []));
    return { answers: answers.length, medianMs, longestRun: longest, agreement, flags };
  });
};
