import {
  allocationState,
  applyAnswered,
  applyExpired,
  applyLeased,
  applyWithdrawn,
  balancedDesign,
  nextScreens,
  type AllocationState,
} from '../index.js';

describe('balanced designs', () => {
  it.each([
    [9, 3, 12],
    [13, 4, 13],
    [25, 5, 30],
    [73, 9, 73],
    [81, 9, 90],
    [91, 10, 91],
  ])('%i entries, %i on a screen: %i screens, any two entries together exactly once', (entries, size, screens) => {
    const blocks = (balancedDesign(entries, size) ?? []).flat();
    expect(blocks).toHaveLength(screens);
    const together = new Map<string, number>();
    for (const block of blocks) {
      expect(new Set(block).size).toBe(size);
      for (const a of block)
        for (const b of block) if (a < b) together.set(`${a} ${b}`, (together.get(`${a} ${b}`) ?? 0) + 1);
    }
    expect(together.size).toBe((entries * (entries - 1)) / 2);
    expect(new Set(together.values())).toEqual(new Set([1]));
  });

  it('of affine planes come in classes that show every entry once', () => {
    for (const [entries, size] of [
      [9, 3],
      [25, 5],
      [81, 9],
    ] as const) {
      const classes = balancedDesign(entries, size) ?? [];
      expect(classes).toHaveLength(size + 1);
      for (const screens of classes) expect(new Set(screens.flat()).size).toBe(entries);
    }
  });

  it('are not claimed where there are none', () => {
    for (const [entries, size] of [
      [36, 6],
      [100, 10],
      [10, 3],
      [43, 7],
      [4, 2],
      [1000, 9],
    ] as const)
      expect(balancedDesign(entries, size)).toBeUndefined();
  });
});

describe('a round that has a balanced design', () => {
  const stateOf = (entries: number, size: number, seed: string): AllocationState =>
    allocationState(
      Array.from({ length: entries }, (_, i) => ({ id: `e${i}`, author: i === 0 ? 'someone' : null })),
      { method: { kind: 'grid', size, picks: 1 }, seed },
    );
  const sit = (state: AllocationState, juror: string, count = 12, author?: string) => {
    const deck = nextScreens(state, { juror, count, author });
    for (const screen of deck) applyLeased(state, juror, screen);
    for (const { id } of deck) applyAnswered(state, id);
    return deck;
  };
  const pairCounts = (state: AllocationState): Set<number> => {
    const n = state.entries.length;
    return new Set([...state.together].filter((_, at) => Math.floor(at / n) !== at % n));
  };

  it.each([
    [9, 3],
    [25, 5],
    [81, 9],
  ])('of %i entries by %i shows any two together once a size + 1 jurors', (entries, size) => {
    const state = stateOf(entries, size, `plane ${entries}`);
    for (let lap = 1; lap <= 2; lap += 1) {
      for (let j = 0; j <= size; j += 1) {
        const deck = sit(state, `j${lap} ${j}`);
        expect(new Set(deck.flatMap((screen) => screen.entries)).size).toBe(entries);
      }
      expect(pairCounts(state)).toEqual(new Set([lap]));
      expect(new Set(state.answered)).toEqual(new Set([lap * (size + 1)]));
    }
  });

  it.each([
    [13, 4],
    [73, 9],
    [91, 10],
  ])('of %i entries by %i begins each deck so that any two met once on as many first screens', (entries, size) => {
    const state = stateOf(entries, size, `plane ${entries}`);
    const first: string[][] = [];
    for (let j = 0; j < entries; j += 1) {
      const deck = sit(state, `j${j}`);
      first.push([...(deck[0]?.entries ?? [])]);
      expect(new Set(deck.flatMap((screen) => screen.entries)).size).toBe(entries);
      expect(Math.max(...state.answered) - Math.min(...state.answered)).toBeLessThanOrEqual(1);
    }
    const met = first.flatMap((screen) => screen.flatMap((a) => screen.filter((b) => a < b).map((b) => `${a} ${b}`)));
    expect([met.length, new Set(met).size]).toEqual([(entries * (entries - 1)) / 2, (entries * (entries - 1)) / 2]);
    // The rest of the decks goes by the general rule, which keeps any two close to their share.
    const counts = [...pairCounts(state)];
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(6);
  });

  it('of one line a juror gives a deck that cannot show everything no line', () => {
    const state = stateOf(13, 4, 'short');
    const first = Array.from({ length: 13 }, (_, j) => sit(state, `j${j}`, 2)[0]?.entries ?? []);
    const met = first.flatMap((screen) => screen.flatMap((a) => screen.filter((b) => a < b).map((b) => `${a} ${b}`)));
    expect(new Set(met).size).toBeLessThan(met.length);
    expect(Math.max(...state.answered) - Math.min(...state.answered)).toBeLessThanOrEqual(1);
  });

  it('keeps exposures near their mean when four of ten leave after their first screen', () => {
    const state = stateOf(73, 9, 'leavers');
    for (let j = 0; j < 60; j += 1) {
      const juror = `j${j}`;
      const deck = nextScreens(state, { juror, count: 12 });
      for (const screen of deck) applyLeased(state, juror, screen);
      const done = j % 5 < 2 ? 1 : deck.length;
      for (const [i, { id }] of deck.entries()) (i < done ? applyAnswered : applyExpired)(state, id);
    }
    const counts = [...state.answered];
    expect(Math.min(...counts)).toBeGreaterThanOrEqual((0.9 * counts.reduce((a, b) => a + b, 0)) / 73);
  });

  it('keeps to the rules for a juror with an own entry, a short deck, or after a withdrawal', () => {
    const state = stateOf(25, 5, 'rules');
    expect(sit(state, 'own', 12, 'someone').flatMap((screen) => screen.entries)).not.toContain('e0');
    expect(sit(state, 'short', 2)).toHaveLength(2);
    expect(new Set(sit(state, 'short', 12).flatMap((screen) => screen.entries)).size).toBe(15);
    applyWithdrawn(state, 'e7');
    expect(sit(state, 'later').flatMap((screen) => screen.entries)).not.toContain('e7');
  });
});
