import type { OrderLine, ApprovalLine } from '@zuimei/domain';

/** What the ballots of one file say, entries and jurors by index. Every kind keeps the multiplicity of its lines. */
export type Ballots =
  | { readonly kind: 'ranking'; readonly lines: readonly OrderLine[] }
  | { readonly kind: 'approved'; readonly lines: readonly ScreenLine[] }
  | { readonly kind: 'pair'; readonly lines: readonly PairLine[] }
  | { readonly kind: 'grades'; readonly lines: readonly GradesLine[] }
  | { readonly kind: 'score'; readonly lines: readonly ScoreLine[] };
export type BallotKind = Ballots['kind'];

/** Approvals, and the entries that they were chosen from; `shown` is null where these are all. */
export interface ScreenLine extends ApprovalLine {
  readonly shown: readonly number[] | null;
  /** Where the line stands in its file. */
  readonly pointer: string;
  readonly juror: string | null;
}
export interface PairLine {
  readonly times: number;
  readonly winner: number;
  readonly loser: number;
  readonly juror: string | null;
}
export interface GradesLine {
  readonly times: number;
  readonly grades: readonly (readonly [entry: number, grade: number])[];
}
export interface ScoreLine {
  readonly juror: string;
  readonly entry: number;
  readonly score: number;
  readonly at: number | null;
}

/** A file of plain ballots, read and found in order. */
export interface Profile {
  readonly method: string;
  /** In their canonical order; a ballot's indexes point here. */
  readonly names: readonly string[];
  /** The names as the file writes them: a number stays a number. */
  readonly written: readonly (string | number)[];
  readonly ballots: Ballots;
  readonly seats: number | null;
  readonly prior: number | null;
  readonly completion: 'phragmen' | 'none';
}
