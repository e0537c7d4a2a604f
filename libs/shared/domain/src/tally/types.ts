import type { Method } from '../ballots/method.js';
import type { Refusal } from '../result.js';
import type { EntryState } from '../states/entry.states.js';
import type { Caps, PassedOver } from './caps.js';
import type { LadderRecord, LadderStep, RunOff } from './ladder.js';

/** What was declared before the round opened: how it is voted and how its result is read. */
export interface TallyRules {
  readonly method: Method;
  readonly ladder: readonly LadderStep[];
  /** How many places are won (or advance). Run-offs are asked for only where these places are at stake. */
  readonly winners: number;
  readonly caps?: Caps;
  /** Exposures that every entry should reach; coverage is measured against it. */
  readonly exposureTarget?: number;
  /** Weight of public hearts in per cent, 1 to 40; absent where they count nothing. */
  readonly heartsWeight?: number;
}

/**
 * An entry as the count sees it. `id` is its number as text, the only name that goes into a bundle. Groups are opaque
 * labels for the caps: equal labels mean the same author, company or district.
 */
export interface TallyEntry {
  readonly id: string;
  readonly state?: EntryState;
  readonly author?: string;
  readonly company?: string;
  readonly district?: string;
  /** Public hearts when the round was first counted; read only where the rules give them a weight. */
  readonly hearts?: number;
}

/** How public hearts were blended in, with all that it takes to do it again; figures are rounded to 1e-9. */
export interface HeartsResult {
  /** Per cent. */
  readonly weight: number;
  /** In the order of the result: hearts, the percentile ranks of jury and hearts, and the blend of both, which ranks. */
  readonly entries: readonly {
    readonly entryId: string;
    readonly hearts: number;
    readonly byJury: number;
    readonly byHearts: number;
    readonly blended: number;
  }[];
  /** The result at 0 %, before the tie ladder: groups of equals, best first. */
  readonly juryAlone: readonly (readonly string[])[];
}

/** One entry's line in a result. Every float is rounded to 1e-9. */
export interface RankedEntry {
  readonly entryId: string;
  /** 1 is best; equals share a rank and the next one skips. */
  readonly rank: number;
  /** Whether the rank is shared with another entry. */
  readonly shared: boolean;
  /** The step that settled the rank where the primary result did not; null where it did. */
  readonly ladderStep: LadderStep | null;
  /** On how many answered screens the entry stood. */
  readonly exposures: number;
  /** On how many of them it was picked (in an order: placed). */
  readonly picks: number;
  /** How many different jurors picked it. */
  readonly jurors: number;
  /** picks / exposures, null where it was never exposed. */
  readonly rate: number | null;
  /** Wilson interval of the rate at 95 %. */
  readonly low: number | null;
  readonly high: number | null;
  /** The jury's figure that ranks: the rate, or what the method ranks by (quality, points). */
  readonly value: number | null;
  /** 统计上并列: entries of one band cannot be told apart from the band's first; null where a method has no test, or hearts were blended in. */
  readonly band: number | null;
}

/** A result of a round: the same for the same input, byte for byte in its canonical JSON. */
export interface TallyResult {
  readonly format: 'zuimei-tally-1';
  readonly rules: TallyRules;
  readonly seed: string;
  /** By rank; equals by id. */
  readonly entries: readonly RankedEntry[];
  /** Entries that had left when the count was made, by id. */
  readonly excluded: readonly { readonly entryId: string; readonly state: EntryState }[];
  /** Who holds the places, after ties and caps, by rank. Longer than `rules.winners` only where the last is shared. */
  readonly winners: readonly { readonly entryId: string; readonly rank: number }[];
  readonly passedOver: readonly PassedOver[];
  readonly ladder: readonly LadderRecord[];
  /** What must be settled before anyone may certify: run-offs still to be held, a result that cannot be had. */
  readonly problems: readonly Refusal<TallyProblem>[];
  readonly turnout: Turnout;
  /** Only where the rules give public hearts a weight. */
  readonly hearts?: HeartsResult;
}

export const TALLY_PROBLEMS = ['RUN_OFF_PENDING', 'GRAPH_NOT_CONNECTED'] as const;
export type TallyProblem = (typeof TALLY_PROBLEMS)[number];

/** How much was voted. */
export interface Turnout {
  /** Jurors with at least one counted answer. */
  readonly jurors: number;
  /** Answers that stand and are no skips. */
  readonly answers: number;
  readonly skips: number;
  readonly exposures: { readonly least: number; readonly most: number; readonly mean: number };
  /** Least exposures over the target, null without a target. */
  readonly coverage: number | null;
}

export type { RunOff };
