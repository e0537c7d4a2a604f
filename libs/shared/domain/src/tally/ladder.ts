import { concatBytes, toHex, utf8, type Sha256 } from '../bytes/bytes.js';
import { ok, refuse, type Facts, type Refusal, type Result } from '../result.js';

/**
 * The steps that may settle a tie, in the order that the rules declare before opening:
 * - `primary`: the primary result at full precision;
 * - `head-to-head`: who was preferred where the tied stood on one screen;
 * - `distinct-jurors`: who was picked by more different jurors;
 * - `run-off`: an extra round in the room;
 * - `shared`: 并列, the place is shared and the next one skips;
 * - `seeded-hash`: ascending SHA-256(seed ‖ entryId), the seed committed before opening.
 */
export const LADDER_STEPS = ['primary', 'head-to-head', 'distinct-jurors', 'run-off', 'shared', 'seeded-hash'] as const;
export type LadderStep = (typeof LADDER_STEPS)[number];

/** A ladder begins with the primary result, names no step twice, and ends with one that always settles. */
export const validateLadder = (
  steps: readonly LadderStep[],
): Result<readonly LadderStep[], Refusal<'LADDER_MALFORMED'>> => {
  const last = steps.at(-1);
  const ends = last === 'shared' || last === 'seeded-hash';
  const endsOnce = steps.filter((step) => step === 'shared' || step === 'seeded-hash').length === 1;
  const known = steps.every((step) => LADDER_STEPS.includes(step));
  const good = known && steps[0] === 'primary' && ends && endsOnce && new Set(steps).size === steps.length;
  return good ? ok(steps) : refuse('LADDER_MALFORMED', { steps: [...steps] });
};

/** The result of a run-off: its entries as groups of equals, best first. */
export interface RunOff {
  readonly ranking: readonly (readonly string[])[];
}

/** One use of one step on one group of equals. */
export interface LadderRecord {
  readonly step: LadderStep;
  /** The tied entries, by id. */
  readonly entries: readonly string[];
  /** `split`: it told some apart. `undecided`: it did not. `not-applicable`: it says nothing here. `pending`: to be held. */
  readonly outcome: 'split' | 'undecided' | 'not-applicable' | 'pending' | 'shared';
  /** What came of it, best first. */
  readonly groups: readonly (readonly string[])[];
  readonly facts: Facts;
}

/** What the steps look at, by index into `ids`. */
export interface TieEvidence {
  readonly ids: readonly string[];
  readonly met: (a: number, b: number) => boolean;
  readonly wins: (a: number, b: number) => number;
  readonly distinctJurors: (entry: number) => number;
  readonly runOffs: readonly RunOff[];
  readonly seed: string;
  readonly sha256: Sha256;
}

/** A group of equals after the ladder, and the step that placed it there (null: it was never tied). */
export interface PlacedGroup {
  readonly members: readonly number[];
  readonly step: LadderStep | null;
}

export interface LadderOutcome {
  readonly groups: readonly PlacedGroup[];
  readonly records: readonly LadderRecord[];
  /** Groups whose run-off has to be held before the result is final. */
  readonly pendingRunOffs: readonly (readonly string[])[];
}

/** SHA-256(seed ‖ entryId) over the UTF-8 bytes of both, in hexadecimal: the order that nobody chose. */
export const seededHash = (seed: string, entryId: string, sha256: Sha256): string =>
  toHex(sha256(concatBytes(utf8(seed), utf8(entryId))));

/** Splits by a figure, the greatest first; equals stay together in their given order. */
const splitBy = (group: readonly number[], figure: (entry: number) => number): number[][] => {
  const figures = [...new Set(group.map(figure))].sort((a, b) => b - a);
  return figures.map((value) => group.filter((entry) => figure(entry) === value));
};

type Step = (group: readonly number[], evidence: TieEvidence) => { parts: number[][]; facts: Facts } | 'not-applicable';

const factsBy = (group: readonly number[], ids: readonly string[], figure: (entry: number) => number): Facts =>
  Object.fromEntries(group.map((entry) => [ids[entry] as string, figure(entry)]));

/**
 * Each meets each: an entry's figure is how many of the others it beat minus how many beat it. Says nothing unless
 * every two of the group have met, because a pair that never met would be ordered by luck.
 */
const stepHeadToHead: Step = (group, { ids, met, wins }) => {
  if (!group.every((a, i) => group.slice(i + 1).every((b) => met(a, b)))) return 'not-applicable';
  const net = (a: number): number => group.reduce((sum, b) => sum + Math.sign(wins(a, b) - wins(b, a)), 0);
  const figures = new Map(group.map((entry) => [entry, net(entry)]));
  const figure = (entry: number): number => figures.get(entry) as number;
  return { parts: splitBy(group, figure), facts: { beatenMinusLost: factsBy(group, ids, figure) } };
};

const stepDistinctJurors: Step = (group, { ids, distinctJurors }) => ({
  parts: splitBy(group, distinctJurors),
  facts: { jurors: factsBy(group, ids, distinctJurors) },
});

const stepRunOff: Step = (group, { ids, runOffs }) => {
  const place = (runOff: RunOff, entry: number): number =>
    runOff.ranking.findIndex((equals) => equals.includes(ids[entry] as string));
  const held = runOffs.find((runOff) => group.every((entry) => place(runOff, entry) >= 0));
  if (!held) return 'not-applicable';
  return {
    parts: splitBy(group, (entry) => -place(held, entry)),
    facts: { ranking: held.ranking.map((equals) => [...equals]) },
  };
};

const stepSeededHash: Step = (group, { ids, seed, sha256 }) => {
  const hashes = new Map(group.map((entry) => [entry, seededHash(seed, ids[entry] as string, sha256)]));
  const hash = (entry: number): string => hashes.get(entry) as string;
  const parts = [...group].sort((a, b) => (hash(a) < hash(b) ? -1 : 1)).map((entry) => [entry]);
  return { parts, facts: { hashes: Object.fromEntries(group.map((entry) => [ids[entry] as string, hash(entry)])) } };
};

const STEPS: Partial<Record<LadderStep, Step>> = {
  'head-to-head': stepHeadToHead,
  'distinct-jurors': stepDistinctJurors,
  'run-off': stepRunOff,
  'seeded-hash': stepSeededHash,
};

/**
 * Settles ties. `primary` are groups of equals by the primary result, best first, members by id. Steps are tried in
 * the declared order, each on what the one before left tied. A run-off is asked for only where one of the first
 * `places` ranks is at stake, and never among entries that nobody picked.
 */
export const climbLadder = (
  primary: readonly (readonly number[])[],
  steps: readonly LadderStep[],
  places: number,
  evidence: TieEvidence,
): LadderOutcome => {
  const groups: PlacedGroup[] = [];
  const records: LadderRecord[] = [];
  const pendingRunOffs: string[][] = [];
  const names = (group: readonly number[]): string[] => group.map((entry) => evidence.ids[entry] as string);
  const record = (step: LadderStep, group: readonly number[], outcome: LadderRecord['outcome'], extra = {}): void => {
    records.push({ step, entries: names(group), outcome, groups: [names(group)], facts: {}, ...extra });
  };
  let placed = 0;
  const place = (members: readonly number[], step: LadderStep | null): void => {
    groups.push({ members, step });
    placed += members.length;
  };

  const atStake = (group: readonly number[]): boolean =>
    placed < places && group.some((entry) => evidence.distinctJurors(entry) > 0);

  const climb = (group: readonly number[], from: number, reached: LadderStep): void => {
    if (group.length === 1) return place(group, reached);
    const step = steps[from];
    const rule = step && STEPS[step];
    if (!step || step === 'shared') {
      record('shared', group, 'shared');
      return place(group, 'shared');
    }
    if (!rule || (step === 'run-off' && !atStake(group))) return climb(group, from + 1, reached);
    const outcome = rule(group, evidence);
    if (outcome === 'not-applicable') {
      if (step !== 'run-off') {
        record(step, group, 'not-applicable');
        return climb(group, from + 1, reached);
      }
      record(step, group, 'pending');
      pendingRunOffs.push(names(group));
      return place(group, step);
    }
    const { parts, facts } = outcome;
    const split = parts.length > 1;
    record(step, group, split ? 'split' : 'undecided', { groups: parts.map(names), facts });
    if (!split) return climb(group, from + 1, reached);
    // Head to head can say more among fewer; every other figure stays what it was.
    for (const part of parts) climb(part, step === 'head-to-head' ? from : from + 1, step);
  };

  for (const group of primary) {
    if (group.length === 1) place(group, null);
    else climb(group, 1, 'primary');
  }
  return { groups, records, pendingRunOffs };
};
