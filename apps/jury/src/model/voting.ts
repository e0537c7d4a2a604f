import { type ScreenView } from '@zuimei/contracts';
import { type AnswerShape, answerShape, validateAnswer } from '@zuimei/domain';
import {
  type AnswerBody,
  type Ballot,
  canGoBack,
  currentScreen,
  frontier,
  type Given,
  isAmending,
  UNDO_SCREENS,
} from './ballot.js';

export type VoteEvent =
  | { type: 'leased'; screens: readonly ScreenView[]; last: boolean }
  | { type: 'tap'; entryId: string }
  /** A double tap looked closer: the selection is as before its first tap. */
  | { type: 'restore'; picks: readonly string[] }
  | { type: 'confirm' }
  | { type: 'skip' }
  | { type: 'back' };

/** Why an event changed nothing. */
export type Unchanged = 'no-screen' | 'full' | 'incomplete' | 'nothing-before';

export interface NewAnswer extends Given {
  screenId: string;
}

export interface Step {
  ballot: Ballot;
  /** To be stored before the next screen is shown. */
  answer?: NewAnswer;
  unchanged?: Unchanged;
}

/** The least and most picks that the screen shown takes. */
export const limits = (ballot: Ballot): Pick<AnswerShape, 'least' | 'most'> => {
  const screen = currentScreen(ballot);
  return screen ? answerShape(ballot.method, screen.entries.length) : { least: 0, most: 0 };
};

const picksOf = (given: Given | undefined): string[] => (given?.answer.kind === 'picks' ? [...given.answer.picks] : []);

const weight = (answer: AnswerBody | undefined) => ({
  picked: answer?.kind === 'picks' ? answer.picks.length : 0,
  skipped: answer?.kind === 'skip' ? 1 : 0,
});

const same = (a: AnswerBody, b: AnswerBody): boolean =>
  a.kind === b.kind &&
  (a.kind !== 'picks' ||
    b.kind !== 'picks' ||
    (a.picks.length === b.picks.length && a.picks.every((pick) => b.picks.includes(pick))));

/** Forgets answered screens that can no longer be changed. */
const trim = (ballot: Ballot): Ballot => {
  const spare = frontier(ballot) - UNDO_SCREENS;
  if (spare <= 0) return ballot;
  const gone = new Set(ballot.screens.slice(0, spare).map((screen) => screen.id));
  return {
    ...ballot,
    screens: ballot.screens.slice(spare),
    given: Object.fromEntries(Object.entries(ballot.given).filter(([id]) => !gone.has(id))),
    cursor: ballot.cursor - spare,
    passed: ballot.passed + spare,
  };
};

/** Stands on the first unanswered screen again, with what was picked there before. */
const toFrontier = (ballot: Ballot): Ballot => ({
  ...ballot,
  cursor: frontier(ballot),
  picks: ballot.draft,
  draft: [],
});

const answerWith = (ballot: Ballot, answer: AnswerBody): Step => {
  const screen = currentScreen(ballot);
  if (!screen) return { ballot, unchanged: 'no-screen' };
  const verdict = validateAnswer(
    ballot.method,
    { id: screen.id, entries: screen.entries.map((entry) => entry.entryId) },
    answer,
  );
  if (!verdict.ok) return { ballot, unchanged: 'incomplete' };
  const before = ballot.given[screen.id];
  if (before && same(before.answer, answer)) return { ballot: toFrontier(ballot) };
  const revision = (before?.revision ?? 0) + 1;
  const [was, is] = [weight(before?.answer), weight(answer)];
  const answered: Ballot = {
    ...ballot,
    given: { ...ballot.given, [screen.id]: { answer, revision } },
    // The draft belongs to the first unanswered screen: answering that one uses it up.
    draft: isAmending(ballot) ? ballot.draft : [],
    totals: {
      seen: ballot.totals.seen + (before ? 0 : 1),
      picked: ballot.totals.picked + is.picked - was.picked,
      skipped: ballot.totals.skipped + is.skipped - was.skipped,
    },
  };
  return { ballot: trim(toFrontier(answered)), answer: { screenId: screen.id, answer, revision } };
};

const tap = (ballot: Ballot, entryId: string): Step => {
  const screen = currentScreen(ballot);
  if (!screen?.entries.some((entry) => entry.entryId === entryId)) return { ballot, unchanged: 'no-screen' };
  if (ballot.picks.includes(entryId))
    return { ballot: { ...ballot, picks: ballot.picks.filter((pick) => pick !== entryId) } };
  if (ballot.picks.length >= limits(ballot).most) return { ballot, unchanged: 'full' };
  return { ballot: { ...ballot, picks: [...ballot.picks, entryId] } };
};

const back = (ballot: Ballot): Step => {
  if (!canGoBack(ballot)) return { ballot, unchanged: 'nothing-before' };
  const cursor = ballot.cursor - 1;
  const screen = ballot.screens[cursor];
  return {
    ballot: {
      ...ballot,
      cursor,
      draft: isAmending(ballot) ? ballot.draft : ballot.picks,
      picks: picksOf(screen && ballot.given[screen.id]),
    },
  };
};

const leased = (ballot: Ballot, screens: readonly ScreenView[], last: boolean): Step => {
  const known = new Set(ballot.known);
  const fresh = screens.filter((screen) => !known.has(screen.id));
  return {
    ballot: {
      ...ballot,
      screens: [...ballot.screens, ...fresh],
      known: [...ballot.known, ...fresh.map((screen) => screen.id)],
      last: ballot.last || last,
    },
  };
};

/** What an event makes of a ballot. Pure: it stores nothing and knows no clock. */
export function vote(ballot: Ballot, event: VoteEvent): Step {
  switch (event.type) {
    case 'leased':
      return leased(ballot, event.screens, event.last);
    case 'tap':
      return tap(ballot, event.entryId);
    case 'restore':
      return { ballot: { ...ballot, picks: [...event.picks] } };
    case 'confirm':
      return answerWith(ballot, { kind: 'picks', picks: ballot.picks });
    case 'skip':
      return answerWith(ballot, { kind: 'skip' });
    case 'back':
      return back(ballot);
  }
}
