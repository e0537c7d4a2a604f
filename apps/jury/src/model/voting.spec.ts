import { type ScreenView } from '@zuimei/contracts';
import { validateAnswer } from '@zuimei/domain';
import fc from 'fast-check';
import {
  type Ballot,
  canGoBack,
  currentScreen,
  frontier,
  isAmending,
  newBallot,
  ordinal,
  remaining,
} from './ballot.js';
import { limits, vote, type NewAnswer, type VoteEvent } from './voting.js';

const GRID = { kind: 'grid', size: 9, picks: 3 } as const;
const photo = { width: 3, height: 2, thumbhash: '', src320: '', src1080: '', src2048: '' };
const screen = (n: number, size = 9): ScreenView => ({
  id: `s${n}`,
  ordinal: n,
  entries: Array.from({ length: size }, (_, i) => ({ entryId: `s${n}e${i}`, number: n * 10 + i, photo })),
});
const deck = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => screen(from + i));
const start = (screens = deck(1, 5), last = true) => vote(newBallot(GRID), { type: 'leased', screens, last }).ballot;

const play = (ballot: Ballot, ...events: VoteEvent[]) => {
  const answers: NewAnswer[] = [];
  for (const event of events) {
    const step = vote(ballot, event);
    ballot = step.ballot;
    if (step.answer) answers.push(step.answer);
  }
  return { ballot, answers };
};
const tap = (entryId: string): VoteEvent => ({ type: 'tap', entryId });
const pick3 = (n: number): VoteEvent[] => [tap(`s${n}e0`), tap(`s${n}e4`), tap(`s${n}e8`), { type: 'confirm' }];

describe('choosing on a screen', () => {
  it('picks and unpicks by the same tap', () => {
    const { ballot } = play(start(), tap('s1e2'), tap('s1e5'), tap('s1e2'));
    expect(ballot.picks).toEqual(['s1e5']);
  });

  it('changes nothing by a fourth pick', () => {
    const { ballot } = play(start(), tap('s1e0'), tap('s1e1'), tap('s1e2'));
    const step = vote(ballot, tap('s1e3'));
    expect(step).toEqual({ ballot, unchanged: 'full' });
    expect(vote(ballot, tap('s1e1')).ballot.picks).toEqual(['s1e0', 's1e2']);
  });

  it('cannot be confirmed before exactly three are picked', () => {
    const { ballot } = play(start(), tap('s1e0'), tap('s1e1'));
    expect(vote(ballot, { type: 'confirm' })).toEqual({ ballot, unchanged: 'incomplete' });
  });

  it('takes no entry of another screen', () => {
    expect(vote(start(), tap('s2e0')).unchanged).toBe('no-screen');
  });

  it('asks for fewer on a short screen, so that one always stays unpicked', () => {
    expect(limits(start([screen(1, 3)]))).toMatchObject({ least: 2, most: 2 });
  });

  it('takes from one to k where the round approves', () => {
    const wall = vote(newBallot({ kind: 'approve', max: 5 }), { type: 'leased', screens: [screen(1, 30)], last: true });
    const picked = play(wall.ballot, tap('s1e7'));
    expect(vote(wall.ballot, { type: 'confirm' }).unchanged).toBe('incomplete');
    expect(vote(picked.ballot, { type: 'confirm' }).answer?.answer).toEqual({ kind: 'picks', picks: ['s1e7'] });
  });

  it('gives back the selection that a double tap disturbed', () => {
    const before = play(start(), tap('s1e0')).ballot;
    const { ballot } = play(before, tap('s1e0'), { type: 'restore', picks: before.picks });
    expect(ballot).toEqual(before);
  });
});

describe('going through a deck', () => {
  it('answers, moves on and counts', () => {
    const { ballot, answers } = play(start(), ...pick3(1), { type: 'skip' });
    expect(answers).toEqual([
      { screenId: 's1', answer: { kind: 'picks', picks: ['s1e0', 's1e4', 's1e8'] }, revision: 1 },
      { screenId: 's2', answer: { kind: 'skip' }, revision: 1 },
    ]);
    expect(currentScreen(ballot)?.id).toBe('s3');
    expect(ordinal(ballot, 10)).toBe(13);
    expect(ballot.totals).toEqual({ seen: 2, picked: 3, skipped: 1 });
    expect(ballot.picks).toEqual([]);
  });

  it('changes the screen before: a later revision, and back to where the juror was', () => {
    const { ballot, answers } = play(start(), ...pick3(1), tap('s2e1'), { type: 'back' }, tap('s1e8'), tap('s1e7'), {
      type: 'confirm',
    });
    expect(answers[1]).toEqual({
      screenId: 's1',
      answer: { kind: 'picks', picks: ['s1e0', 's1e4', 's1e7'] },
      revision: 2,
    });
    expect(currentScreen(ballot)?.id).toBe('s2');
    expect(ballot.picks).toEqual(['s2e1']);
    expect(ballot.totals).toEqual({ seen: 1, picked: 3, skipped: 0 });
  });

  it('writes nothing when the earlier choice is kept', () => {
    const { ballot, answers } = play(start(), ...pick3(1), { type: 'back' }, { type: 'confirm' });
    expect(answers).toHaveLength(1);
    expect(currentScreen(ballot)?.id).toBe('s2');
  });

  it('turns a pick into a skip and counts it once', () => {
    const { ballot, answers } = play(start(), ...pick3(1), { type: 'back' }, { type: 'skip' });
    expect(answers.map(({ revision }) => revision)).toEqual([1, 2]);
    expect(ballot.totals).toEqual({ seen: 1, picked: 0, skipped: 1 });
  });

  it('goes back three screens and no further, also after a reload', () => {
    const five = play(start(deck(1, 6)), ...[1, 2, 3, 4, 5].flatMap(pick3)).ballot;
    const reloaded = JSON.parse(JSON.stringify(five)) as Ballot;
    const { ballot } = play(reloaded, { type: 'back' }, { type: 'back' }, { type: 'back' });
    expect(currentScreen(ballot)?.id).toBe('s3');
    expect(canGoBack(ballot)).toBe(false);
    expect(vote(ballot, { type: 'back' })).toEqual({ ballot, unchanged: 'nothing-before' });
  });

  it('stands behind the last screen when all are answered, and can still go back', () => {
    const { ballot } = play(start(deck(1, 2)), ...pick3(1), ...pick3(2));
    expect(currentScreen(ballot)).toBeUndefined();
    expect(remaining(ballot)).toBe(0);
    expect(currentScreen(play(ballot, { type: 'back' }).ballot)?.id).toBe('s2');
    expect(vote(ballot, { type: 'confirm' }).unchanged).toBe('no-screen');
  });

  it('takes a deck that comes again without showing anything twice', () => {
    const two = play(start(deck(1, 2), false), ...pick3(1)).ballot;
    const { ballot } = play(two, { type: 'leased', screens: deck(1, 4), last: true });
    expect(ballot.screens.map(({ id }) => id)).toEqual(['s1', 's2', 's3', 's4']);
    expect(remaining(ballot)).toBe(3);
    expect(ballot.last).toBe(true);
  });

  it('shows a deck that arrives while the juror waits behind the last screen', () => {
    const { ballot } = play(start(deck(1, 1), false), ...pick3(1), {
      type: 'leased',
      screens: deck(2, 3),
      last: true,
    });
    expect(currentScreen(ballot)?.id).toBe('s2');
  });
});

describe('whatever a juror taps', () => {
  const event = fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 8 }))
        .map(([s, e]) => tap(`s${s}e${e}`)),
    },
    { weight: 3, arbitrary: fc.constant<VoteEvent>({ type: 'confirm' }) },
    { weight: 1, arbitrary: fc.constant<VoteEvent>({ type: 'skip' }) },
    { weight: 2, arbitrary: fc.constant<VoteEvent>({ type: 'back' }) },
    { weight: 1, arbitrary: fc.constant<VoteEvent>({ type: 'leased', screens: deck(1, 6), last: true }) },
  );

  it('every answer fits its screen, revisions rise by one, totals are those of the standing answers', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 150 }), (events) => {
        let ballot = start(deck(1, 3), false);
        const standing = new Map<string, NewAnswer>();
        for (const one of events) {
          const before = ballot;
          const step = vote(ballot, one);
          ballot = step.ballot;
          if (step.unchanged) expect(ballot).toBe(before);
          if (!isAmending(ballot)) expect(ballot.cursor).toBe(frontier(ballot));
          expect(ballot.picks.length).toBeLessThanOrEqual(Math.max(0, limits(ballot).most));
          if (!step.answer) continue;
          const { screenId, answer, revision } = step.answer;
          const shown = screen(Number(screenId.slice(1)));
          const entries = shown.entries.map(({ entryId }) => entryId);
          expect(validateAnswer(GRID, { id: screenId, entries }, answer).ok).toBe(true);
          expect(revision).toBe((standing.get(screenId)?.revision ?? 0) + 1);
          standing.set(screenId, step.answer);
        }
        const all = [...standing.values()].map(({ answer }) => answer);
        expect(ballot.totals).toEqual({
          seen: all.length,
          picked: all.reduce((sum, answer) => sum + (answer.kind === 'picks' ? answer.picks.length : 0), 0),
          skipped: all.filter(({ kind }) => kind === 'skip').length,
        });
        expect(ballot.passed + frontier(ballot)).toBe(all.length);
      }),
      { numRuns: 400, seed: 3 },
    );
  });
});
