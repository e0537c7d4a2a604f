import { type answerBody, type RoundMethodView, type ScreenView } from '@zuimei/contracts';
import { type z } from 'zod';

export type AnswerBody = z.infer<typeof answerBody>;

/** How many answered screens a juror can go back to. */
export const UNDO_SCREENS = 3;
/** After a screen has changed, whatever decides by one tap waits this long: the second half of a double tap is no decision. */
export const SETTLE_MS = 400;

export interface Given {
  answer: AnswerBody;
  revision: number;
}

/** One juror's ballot on this tablet: all that is needed to stand on the same screen again after the power went. */
export interface Ballot {
  method: RoundMethodView;
  /** The last few answered screens, then those not answered yet. */
  screens: ScreenView[];
  /** Ids of every screen that this seat was ever given, so that one leased again is not shown again. */
  known: string[];
  /** Answers to the screens of `screens` that have one. */
  given: Record<string, Given>;
  /** Index into `screens` of the screen shown; `screens.length` when all are answered. */
  cursor: number;
  /** Entries picked on the screen shown, in the order of picking, not confirmed. */
  picks: string[];
  /** Picks of the first unanswered screen, kept while an earlier screen is being changed. */
  draft: string[];
  /** Answered screens that are no longer in `screens`. */
  passed: number;
  totals: { seen: number; picked: number; skipped: number };
  /** Entries that have left the contest since the round was opened. */
  gone: string[];
  /** The server has no more screens for this juror. */
  last: boolean;
}

export const newBallot = (method: RoundMethodView): Ballot => ({
  method,
  screens: [],
  known: [],
  given: {},
  cursor: 0,
  picks: [],
  draft: [],
  passed: 0,
  totals: { seen: 0, picked: 0, skipped: 0 },
  gone: [],
  last: false,
});

/** Index of the first screen without an answer. */
export const frontier = (ballot: Ballot): number => {
  const index = ballot.screens.findIndex((screen) => !ballot.given[screen.id]);
  return index < 0 ? ballot.screens.length : index;
};

export const currentScreen = (ballot: Ballot): ScreenView | undefined => ballot.screens[ballot.cursor];

/** Screens that still wait for an answer on this tablet. */
export const remaining = (ballot: Ballot): number => ballot.screens.length - frontier(ballot);

/** An answered screen is shown again to be changed. */
export const isAmending = (ballot: Ballot): boolean => ballot.cursor < frontier(ballot);

export const canGoBack = (ballot: Ballot): boolean =>
  ballot.cursor > Math.max(0, frontier(ballot) - UNDO_SCREENS) && ballot.cursor > 0;

/** The place of the screen shown in this juror's own sequence, from 1. */
export const ordinal = (ballot: Ballot, answeredBefore: number): number =>
  answeredBefore + ballot.passed + ballot.cursor + 1;
