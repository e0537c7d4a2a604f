import type { RoundRow } from '@zuimei/persistence/judging';
import { endsAt, expectedScreens } from './round-view.js';

const grid = (entryCount: number, targetExposure: number): RoundRow =>
  ({ method: { kind: 'grid', size: 9, picks: 3 }, entryCount, targetExposure }) as RoundRow;

describe('expectedScreens', () => {
  it.each([
    // target × entries / (9 × passes), rounded up
    [300, 40, 200, 7],
    [1_000, 40, 200, 23],
    // never more than shows every entry once
    [45, 40, 5, 5],
    [46, 40, 5, 6],
    // at least one, also without passes
    [9, 1, 200, 1],
    [90, 1, 0, 10],
  ])('%i entries at %i exposures by %i passes: %i screens', (entries, target, passes, screens) => {
    expect(expectedScreens(grid(entries, target), passes)).toBe(screens);
  });

  it('is one for approval, which shows all entries at once', () => {
    expect(expectedScreens({ ...grid(40, 100), method: { kind: 'approve', max: 5 } }, 10)).toBe(1);
  });
});

describe('endsAt', () => {
  const openedAt = new Date('2026-11-28T07:00:00Z');
  const round = { state: 'open', openedAt, plannedMinutes: 25, pausedMs: 90_000, parentId: null } as RoundRow;

  it('is the planned time and all pauses after the opening', () => {
    expect(endsAt(round)).toEqual(new Date('2026-11-28T07:26:30Z'));
  });

  it('is unknown while the clock stands', () => {
    for (const state of ['ready', 'paused', 'collecting', 'closed'] as const) {
      expect([state, endsAt({ ...round, state })]).toEqual([state, null]);
    }
  });
});
