import { type RoundMethodView, type ScreenView } from '@zuimei/contracts';
import { validateAnswer } from '@zuimei/domain';
import fc from 'fast-check';
import { type Ballot, canGoBack, currentScreen, frontier, newBallot, ordinal } from './ballot.js';
import { present, saidOfGone } from './gone.js';
import { limits, vote, type VoteEvent } from './voting.js';

const photo = { width: 3, height: 2, thumbhash: '', src320: '', src1080: '', src2048: '' };
const deck = (count: number, size: number): ScreenView[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `s${n + 1}`,
    ordinal: n + 1,
    entries: Array.from({ length: size }, (_e, i) => ({ entryId: `s${n + 1}e${i}`, number: n * 10 + i, photo })),
  }));
const GRID: RoundMethodView = { kind: 'grid', size: 9, picks: 3 };
const start = (method: RoundMethodView = GRID, screens = deck(5, 9)): Ballot =>
  vote(newBallot(method), { type: 'leased', screens, last: true }).ballot;
const play = (ballot: Ballot, ...events: VoteEvent[]): Ballot =>
  events.reduce((now, event) => vote(now, event).ballot, ballot);
const tap = (entryId: string): VoteEvent => ({ type: 'tap', entryId });
const gone = (...entryIds: string[]): VoteEvent => ({ type: 'gone', entryIds });
const ids = (ballot: Ballot) => ballot.screens.map(({ id }) => id);
const answer = (n: number): VoteEvent[] => [tap(`s${n}e0`), tap(`s${n}e1`), tap(`s${n}e2`), { type: 'confirm' }];

describe('entries that leave while a juror votes', () => {
  it('takes back the screens ahead that show one, and asks for others in their place', () => {
    const before = start();
    const after = play(before, gone('s3e4'));
    expect(ids(after)).toEqual(['s1', 's2', 's4', 's5']);
    expect([before.last, after.last]).toEqual([true, false]);
    expect(saidOfGone(before, after)).toBeNull();
    // The server deals it to nobody again, and the tablet never shows it again either.
    expect(ids(play(after, { type: 'leased', screens: deck(5, 9), last: false }))).toEqual(ids(after));
  });

  it('leaves the screen that the juror is at, without the entry and without its pick', () => {
    const before = play(start(), tap('s1e0'), tap('s1e1'));
    const after = play(before, gone('s1e1'));
    expect([currentScreen(after)?.id, after.picks]).toEqual(['s1', ['s1e0']]);
    expect(saidOfGone(before, after)).toBe('有作品撤下了，在其余的里选');
    expect(play(after, tap('s1e1')).picks).toEqual(['s1e0']);
    expect(play(after, { type: 'restore', picks: ['s1e1', 's1e5'] }).picks).toEqual(['s1e5']);
    const done = play(after, tap('s1e2'), tap('s1e3'), { type: 'confirm' });
    expect(done.given['s1']?.answer).toEqual({ kind: 'picks', picks: ['s1e0', 's1e2', 's1e3'] });
  });

  it.each<[RoundMethodView, number, string[]]>([
    [{ kind: 'pair' }, 2, ['s1e0']],
    [{ kind: 'yes-no' }, 1, ['s1e0']],
    [{ kind: 'score' }, 1, ['s1e0']],
    [GRID, 9, Array.from({ length: 6 }, (_, i) => `s1e${i}`)],
  ])('takes that one back too where nothing is left to choose: %j', (method, size, left) => {
    const before = start(method, deck(3, size));
    const after = play(before, gone(...left));
    expect(ids(after)).toEqual(['s2', 's3']);
    expect([after.cursor, after.picks]).toEqual([0, []]);
    expect(saidOfGone(before, after)).toBe('有作品撤下了，已换一屏');
  });

  it.each<RoundMethodView>([
    { kind: 'approve', max: 3 },
    { kind: 'rank', max: 3 },
  ])('goes on with the one screen that shows all: %j', (method) => {
    const one = play(start(method, deck(1, 4)), tap('s1e0'), tap('s1e1'), gone('s1e0', 's1e2'));
    expect([ids(one), one.picks, one.last]).toEqual([['s1'], ['s1e1'], true]);
    expect(limits(one)).toMatchObject({ least: 1, most: 2 });
    expect(ids(play(one, gone('s1e1', 's1e3')))).toEqual([]);
  });

  it('leaves answers as they are; a screen with nothing left to choose is not shown again for a change', () => {
    const pairs = start({ kind: 'pair' }, deck(4, 2));
    const before = play(pairs, tap('s1e0'), { type: 'confirm' }, tap('s2e0'), { type: 'confirm' });
    const after = play(before, gone('s1e0'));
    expect([ids(after), canGoBack(after), ordinal(after, 0)]).toEqual([['s2', 's3', 's4'], true, 3]);
    expect([after.totals, after.given['s2']?.answer]).toEqual([before.totals, { kind: 'picks', picks: ['s2e0'] }]);
    const amending = play(before, tap('s3e1'), { type: 'back' }, gone('s2e1'));
    expect([currentScreen(amending)?.id, amending.picks, ordinal(amending, 0)]).toEqual(['s3', ['s3e1'], 3]);
  });

  it('keeps the place of somebody who changes an earlier screen', () => {
    const before = play(start(), ...answer(1), tap('s2e7'), { type: 'back' }, gone('s1e0', 's2e8', 's4e0'));
    expect([currentScreen(before)?.id, before.picks]).toEqual(['s1', ['s1e1', 's1e2']]);
    const after = play(before, tap('s1e5'), { type: 'confirm' });
    expect([currentScreen(after)?.id, after.picks]).toEqual(['s2', ['s2e7']]);
    expect(after.given['s1']).toMatchObject({ revision: 2, answer: { picks: ['s1e1', 's1e2', 's1e5'] } });
  });

  it('is nothing new when it is heard again', () => {
    const once = play(start(), gone('s3e4'));
    expect(play(once, gone('s3e4'))).toBe(once);
    expect(play(once, gone())).toBe(once);
  });

  it('never leads to an answer that the server refuses or that names what left, whatever comes when', () => {
    const method = fc.constantFrom<[RoundMethodView, number]>(
      [GRID, 9],
      [{ kind: 'pair' }, 2],
      [{ kind: 'score' }, 1],
      [{ kind: 'yes-no' }, 1],
    );
    const entry = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 8 }));
    const event = fc.oneof(
      entry.map(([s, e]): VoteEvent => gone(`s${s}e${e}`)),
      fc.nat(8).map((at) => ({ at })),
      fc.constantFrom<VoteEvent>({ type: 'confirm' }, { type: 'skip' }, { type: 'back' }),
      fc.constantFrom<VoteEvent>({ type: 'grade', grade: 3 }, { type: 'verdict', verdict: 'in' }),
    );
    fc.assert(
      fc.property(method, fc.array(event, { maxLength: 60 }), ([kind, size], events) => {
        const all = new Map(deck(6, size).map((screen) => [screen.id, screen]));
        let ballot = start(kind, deck(6, size));
        for (const one of events) {
          const shown = currentScreen(ballot)?.entries ?? [];
          const step = vote(ballot, 'at' in one ? tap(shown[one.at]?.entryId ?? '') : one);
          if (step.answer) {
            const screen = all.get(step.answer.screenId) as ScreenView;
            const asServed = { id: screen.id, entries: screen.entries.map(({ entryId }) => entryId) };
            expect(validateAnswer(kind, asServed, step.answer.answer).ok).toBe(true);
            const named = step.answer.answer.kind === 'picks' ? step.answer.answer.picks : [];
            expect(named.filter((id) => ballot.gone.includes(id))).toEqual([]);
          }
          ({ ballot } = step);
          const at = frontier(ballot);
          expect(ballot.cursor).toBeGreaterThanOrEqual(0);
          expect(ballot.cursor).toBeLessThanOrEqual(at);
          for (const { entries } of ballot.screens.slice(at + 1))
            expect(present(entries, ballot.gone)).toHaveLength(entries.length);
        }
      }),
    );
  });
});
