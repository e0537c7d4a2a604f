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
import { present, withoutGone } from './gone.js';

export type VoteEvent =
  | { type: 'leased'; screens: readonly ScreenView[]; last: boolean }
  /** Entries that have left the contest, all of the round. */
  | { type: 'gone'; entryIds: readonly string[] }
  /** Picks an entry or lets go of it; in `rank` it takes the next place. */
  | { type: 'tap'; entryId: string }
  /** The selection is to be this one: as before a double tap that looked closer, or in another order. */
  | { type: 'restore'; picks: readonly string[] }
  /** One entry, decided at once. */
  | { type: 'verdict'; verdict: 'in' | 'out' }
  | { type: 'grade'; grade: number }
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
  if (!screen) return { least: 0, most: 0 };
  const { least, most } = answerShape(ballot.method, screen.entries.length);
  return { least, most: Math.min(most, present(screen.entries, ballot.gone).length) };
};

const picksOf = (given: Given | undefined): string[] => {
  if (given?.answer.kind === 'picks') return [...given.answer.picks];
  return given?.answer.kind === 'order' ? [...given.answer.order] : [];
};

/** How many entries an answer names as good. */
const named = (answer: AnswerBody | undefined): number => {
  if (answer?.kind === 'picks') return answer.picks.length;
  if (answer?.kind === 'order') return answer.order.length;
  return answer?.kind === 'verdict' && answer.verdict === 'in' ? 1 : 0;
};

const weight = (answer: AnswerBody | undefined) => ({
  picked: named(answer),
  skipped: answer?.kind === 'skip' ? 1 : 0,
});

/** Picks are the same in any order; an order is not. */
const same = (a: AnswerBody, b: AnswerBody): boolean => {
  const plain = (answer: AnswerBody) =>
    answer.kind === 'picks' ? { ...answer, picks: [...answer.picks].sort() } : answer;
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
};

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
  if (!screen || !present(screen.entries, ballot.gone).some((entry) => entry.entryId === entryId))
    return { ballot, unchanged: 'no-screen' };
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
      picks: picksOf(screen && ballot.given[screen.id]).filter((pick) => !ballot.gone.includes(pick)),
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
    case 'gone':
      return { ballot: withoutGone(ballot, event.entryIds) };
    case 'tap':
      return tap(ballot, event.entryId);
    case 'restore':
      return { ballot: { ...ballot, picks: event.picks.filter((pick) => !ballot.gone.includes(pick)) } };
    case 'confirm':
      return answerWith(
        ballot,
        ballot.method.kind === 'rank' ? { kind: 'order', order: ballot.picks } : { kind: 'picks', picks: ballot.picks },
      );
    case 'verdict':
      return answerWith(ballot, { kind: 'verdict', verdict: event.verdict });
    case 'grade':
      return answerWith(ballot, { kind: 'grade', grade: event.grade });
    case 'skip':
      return answerWith(ballot, { kind: 'skip' });
    case 'back':
      return back(ballot);
  }
}
