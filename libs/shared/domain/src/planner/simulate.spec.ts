import fc from 'fast-check';
import { boundaryOf, simulateSession, type SimulatedRound } from '../index.js';
import { LeastExposed } from './least-exposed.js';
import { normalOf, normalQuantile } from './normal.js';

const METHODS = {
  score: { size: 1, picks: 0, seconds: 12 },
  pair: { size: 2, picks: 1, seconds: 10 },
  '1 of 4': { size: 4, picks: 1, seconds: 14 },
  '3 of 9': { size: 9, picks: 3, seconds: 25 },
};
const round = (method: keyof typeof METHODS, share = 1, best?: number): SimulatedRound => ({
  method: METHODS[method],
  screens: Math.floor((1500 * share) / METHODS[method].seconds),
  best,
});
/** The mean precision of 200 jurors × 1,500 s for the best 30. */
const precision = (entries: number, rounds: readonly SimulatedRound[], runs: number): number => {
  let sum = 0;
  for (let seed = 1; seed <= runs; seed += 1)
    sum += simulateSession({ entries, jurors: 200, winners: 30, rounds }, seed).precision;
  return sum / runs;
};

describe('a simulated sitting', () => {
  const two = [round('3 of 9', 0.8), round('3 of 9', 0.2, 90)];
  // The benchmark TABLE holds every cell of the table against it, and the plans that end near the cut, with more runs.
  it.each<[number, string, number, SimulatedRound[]]>([
    [1000, 'score', 0.62, [round('score')]],
    [1000, '3 of 9', 0.73, [round('3 of 9')]],
    [1000, 'two rounds', 0.83, two],
    [300, '1 of 4', 0.85, [round('1 of 4')]],
  ])('of %i entries by %s finds the share of the best that the table says', (entries, _, expected, rounds) => {
    expect(Math.abs(precision(entries, rounds, 10) - expected)).toBeLessThanOrEqual(0.04);
  });

  it('finds more of the best where the last screens go to the entries near the cut', () => {
    const mean = (last: SimulatedRound): number => {
      let sum = 0;
      for (let seed = 1; seed <= 60; seed += 1)
        sum += simulateSession(
          { entries: 100, jurors: 40, winners: 5, rounds: [{ method: METHODS['3 of 9'], screens: 6 }, last] },
          seed,
        ).precision;
      return sum / 60;
    };
    const even = { method: METHODS['3 of 9'], screens: 6, best: 27 };
    expect(mean({ ...even, focusAfter: 38 })).toBeGreaterThan(mean(even));
  });

  it('is the same for the same seed and another for another', () => {
    const of = (seed: number) => simulateSession({ entries: 200, jurors: 20, winners: 10, rounds: two }, seed);
    expect(of(3)).toEqual(of(3));
    expect([4, 5, 6].some((seed) => of(seed).precision !== of(3).precision)).toBe(true);
  });

  it('counts exposures as arithmetic does, and less where jurors leave half-way', () => {
    const rounds = [{ method: { size: 5, picks: 2 }, screens: 8 }];
    const session = { entries: 100, jurors: 20, winners: 10, rounds };
    expect(simulateSession(session, 1).exposures).toEqual([{ least: 8, mean: 8 }]);
    expect(simulateSession({ ...session, leaving: 0.5 }, 1).exposures[0]?.mean).toBe(6);
  });

  it('shows nobody an entry twice, so a small round ends when all were seen', () => {
    const rounds = [{ method: { size: 9, picks: 3 }, screens: 50 }];
    expect(simulateSession({ entries: 30, jurors: 10, winners: 5, rounds }, 1).exposures[0]?.mean).toBe(9);
  });

  it('says that a cut between equal rates is a tie', () => {
    const rounds = [{ method: { size: 2, picks: 1 }, screens: 1 }];
    // One juror, one pair: of four entries three have no pick.
    expect(simulateSession({ entries: 4, jurors: 1, winners: 2, rounds }, 1).tieAtCut).toBe(false);
    expect(simulateSession({ entries: 4, jurors: 2, winners: 1, rounds }, 1).tieAtCut).toBe(true);
    expect(simulateSession({ entries: 4, jurors: 2, winners: 4, rounds }, 1)).toMatchObject({
      precision: 1,
      tieAtCut: false,
    });
  });

  it('lets a round without a number take all of the round before', () => {
    const rounds = [round('3 of 9', 0.5), round('3 of 9', 0.5)];
    expect(simulateSession({ entries: 40, jurors: 5, winners: 4, rounds }, 1).exposures).toHaveLength(2);
  });
});

describe('the least exposed', () => {
  it('are taken first, within 1 of each other, none twice on a screen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 40 }), fc.integer({ min: 1, max: 30 }), fc.nat(), (n, screens, seed) => {
        let state = seed;
        const draw = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
        const line = new LeastExposed(n, draw);
        const places = new Int32Array(Math.min(3, n));
        for (let screen = 0; screen < screens; screen += 1) {
          expect(line.take(places, new Uint8Array(n), undefined, 1)).toBe(true);
          expect(new Set(places).size).toBe(places.length);
          const counts = [...line.exposures];
          expect(Math.min(...counts)).toBe(line.least());
          expect(Math.max(...counts) - line.least()).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('come from the pool before others, which are never shown again', () => {
    let state = 7;
    const line = new LeastExposed(4, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0));
    const [places, pool] = [new Int32Array(2), Uint8Array.from([1, 1, 0, 0])];
    expect(line.take(places, Uint8Array.from([0, 0, 0, 0]), pool, 2) && [...places].sort()).toEqual([0, 1]);
    expect(line.take(places, Uint8Array.from([1, 1, 0, 0]), pool, 2) && [...places].sort()).toEqual([2, 3]);
    expect(line.take(places, Uint8Array.from([1, 1, 1, 1]), pool, 2) && [...places].sort()).toEqual([0, 1]);
    expect(line.take(places, Uint8Array.from([2, 1, 1, 1]), pool, 2)).toBe(false);
    expect([...line.exposures]).toEqual([2, 2, 1, 1]);
  });
});

describe('the boundary', () => {
  it('holds the entries whose interval contains the cut', () => {
    // Cut at 55 %: 90 of 100 is sure to be in, 10 of 100 sure to be out.
    expect([...boundaryOf([90, 60, 50, 10], [100, 100, 100, 100], 2)]).toEqual([0, 1, 1, 0]);
    // Without the first, the cut lies at 30 %: 60, 50 and 10 of 100 are all sure.
    const without = boundaryOf([90, 60, 50, 10], [100, 100, 100, 100], 2, Uint8Array.from([0, 1, 1, 1]));
    expect([...without]).toEqual([0, 0, 0, 0]);
  });

  it('holds what was never shown, and everything where all win', () => {
    expect([...boundaryOf([90, 80, 0], [100, 100, 0], 1)]).toEqual([1, 1, 1]);
    expect([...boundaryOf([9, 0], [10, 10], 2)]).toEqual([1, 1]);
  });
});

describe('normal values', () => {
  it('have the quantiles of the tables', () => {
    for (const [p, z] of [
      [0.5, 0],
      [0.975, 1.959964],
      [0.84134475, 1],
      [0.001, -3.090232],
      [0.999, 3.090232],
    ] as const)
      expect(normalQuantile(p)).toBeCloseTo(z, 5);
  });

  it('have mean 0 and variance 1', () => {
    const values = Array.from({ length: 4096 }, (_, i) => normalOf(i * 2 ** 20));
    expect(values.reduce((a, b) => a + b, 0) / 4096).toBeCloseTo(0, 2);
    expect(values.reduce((a, b) => a + b * b, 0) / 4096).toBeCloseTo(1, 1);
  });
});
