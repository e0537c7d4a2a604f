/**
 * How a round is voted. Every method is "a screen of entries and an answer to it":
 * - `approve`: all entries on one screen, 1 to `max` picks;
 * - `grid`: `size` entries, exactly `picks` picks (3 of 9 is the usual one);
 * - `pair`: two entries, one pick;
 * - `yes-no`: one entry, in or out;
 * - `score`: one entry, a whole grade from 1 to 5;
 * - `rank`: up to `max` (≤ 10) entries, an order of one or more of them, best first.
 */
export type Method =
  | { readonly kind: 'approve'; readonly max: number }
  | { readonly kind: 'grid'; readonly size: number; readonly picks: number }
  | { readonly kind: 'pair' }
  | { readonly kind: 'yes-no' }
  | { readonly kind: 'score' }
  | { readonly kind: 'rank'; readonly max: number };

export const METHOD_KINDS = ['approve', 'grid', 'pair', 'yes-no', 'score', 'rank'] as const;
export type MethodKind = (typeof METHOD_KINDS)[number];

/** The most entries that one screen of `approve` may hold. */
export const APPROVE_MOST_ENTRIES = 60;
/** The most entries that can be put in order on one screen. */
export const RANK_MOST_ENTRIES = 10;
/** Grades run from 1 to this, whole numbers only. */
export const GRADE_MOST = 5;

/** The entries put before a juror at one time, in the order shown. */
export interface Screen {
  readonly id: string;
  /** Entry ids, first shown first. */
  readonly entries: readonly string[];
  /** The place in the juror's own sequence, from 1; only where the method corrects for drift (`score`). */
  readonly ordinal?: number;
}

/** What a juror did with one screen. `skip` is 跳过（拿不准）: the screen goes back to the pool. */
export type Answer =
  | { readonly kind: 'picks'; readonly picks: readonly string[] }
  | { readonly kind: 'verdict'; readonly verdict: 'in' | 'out' }
  | { readonly kind: 'grade'; readonly grade: number }
  | { readonly kind: 'order'; readonly order: readonly string[] }
  | { readonly kind: 'skip' };

export const ANSWER_KINDS = ['picks', 'verdict', 'grade', 'order', 'skip'] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** An answer as it was recorded: whose, to which screen, and which of the juror's revisions. */
export interface RecordedAnswer {
  readonly answerId: string;
  readonly pseudonym: string;
  readonly revision: number;
  readonly screen: Screen;
  readonly answer: Answer;
}
