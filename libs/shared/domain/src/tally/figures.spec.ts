import fc from 'fast-check';
import { compareIds, compareRates, distinguishable, round9, wilson } from '../index.js';

describe('the Wilson interval', () => {
  it.each([
    [9, 10, 0.59585],
    [80, 100, 0.711171],
    [3, 3, 0.438503],
    [120, 200, 0.530837],
  ])('of %d in %d has the lower bound %d', (picks, exposures, low) => {
    expect(wilson(picks, exposures).low).toBeCloseTo(low, 6);
  });

  it('is mirrored between picks and non-picks, holds the rate, and stays within 0 and 1', () => {
    const counts = fc
      .integer({ min: 1, max: 100_000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([x, n]) => {
        const { low, high } = wilson(x, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(round9(x / n));
        expect(high).toBeGreaterThanOrEqual(round9(x / n));
        expect(wilson(n - x, n).low).toBeCloseTo(1 - high, 8);
      }),
    );
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe('comparing rates', () => {
  it('is exact where division is not', () => {
    const n = 66_000_001;
    expect(compareRates(22_000_000, n, 22_000_001, n + 3)).toBe(22_000_001 * n - 22_000_000 * (n + 3));
    expect(compareRates(1, 3, 2, 6)).toBe(0);
    expect(compareRates(1, 2, 1, 3)).toBeLessThan(0);
    expect(compareRates(1, 3, 1, 2)).toBeGreaterThan(0);
  });

  it('puts what was never shown behind what was never picked', () => {
    expect(compareRates(0, 0, 0, 5)).toBeGreaterThan(0);
    expect(compareRates(0, 5, 0, 0)).toBeLessThan(0);
    expect(compareRates(0, 0, 0, 0)).toBe(0);
  });
});

describe('telling two rates apart', () => {
  it('takes about 360 exposures each for 30 % against 40 % with power, and far fewer by luck', () => {
    expect(distinguishable(144, 360, 108, 360)).toBe(true);
    expect(distinguishable(40, 100, 30, 100)).toBe(false);
  });

  it('says no where nothing was shown or all agree', () => {
    expect([
      distinguishable(0, 0, 1, 2),
      distinguishable(1, 2, 0, 0),
      distinguishable(5, 5, 9, 9),
      distinguishable(0, 5, 0, 9),
    ]).toEqual([false, false, false, false]);
  });
});

describe('figures and ids', () => {
  it('rounds to 1e-9 without negative zero', () => {
    expect(round9(1 / 3)).toBe(0.333333333);
    expect(Object.is(round9(-1e-12), 0)).toBe(true);
  });

  it('orders whole numbers naturally and everything else somehow', () => {
    expect(['10', '9', '100', '1', 'b', 'a'].sort(compareIds)).toEqual(['1', '9', 'a', 'b', '10', '100']);
    expect(compareIds('7', '7')).toBe(0);
  });
});
