import fc from 'fast-check';
import { hashSeed, idFrom, mix32, seededRandom, shuffled } from './index.js';

describe('seeded randomness', () => {
  it('draws the same on every machine', () => {
    const { next } = seededRandom('2026-11');
    const first = [next(), next(), next(), next()];
    const again = seededRandom('2026-11');
    expect([again.next(), again.next(), again.next(), again.next()]).toEqual(first);
    expect(first).toMatchInlineSnapshot(`
      [
        1507470946,
        162631426,
        3699418821,
        2067035068,
      ]
    `);
    expect(idFrom('2026-11')).toMatchInlineSnapshot(`"431e886b-8770-8513-83e0-3a561dcc15a8"`);
  });

  it('differs between seeds that differ by one character', () => {
    expect(hashSeed('round-1')).not.toEqual(hashSeed('round-2'));
    expect(hashSeed('')).not.toEqual(hashSeed('\u0000'));
  });

  it('stays in bounds and reaches every number alike', () => {
    const { below } = seededRandom('bounds');
    const counts = new Array<number>(9).fill(0);
    for (let i = 0; i < 9_000; i += 1) {
      const draw = below(9);
      counts[draw] = (counts[draw] as number) + 1;
    }
    // χ² with 8 degrees of freedom stays below 26.1 in 999 of 1,000 cases; the seed is fixed.
    const chi2 = counts.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
    expect(chi2).toBeLessThan(26.1);
    expect(below(1)).toBe(0);
    expect(below(2 ** 32)).toBeLessThan(2 ** 32);
  });

  it('throws away draws that would favour small numbers', () => {
    const bound = 3_000_000_000;
    const { below } = seededRandom('bias');
    const lows = Array.from({ length: 4_000 }, () => below(bound)).filter((draw) => draw < bound / 2).length;
    expect(Math.abs(lows - 2_000)).toBeLessThan(160);
  });

  it('starts even where a seed hashes to nothing', () => {
    expect(mix32(0)).toBe(0);
    expect(new Set(Array.from({ length: 100 }, seededRandom('').next)).size).toBeGreaterThan(98);
  });

  it('shuffles without losing anything, and leaves its input alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
        const before = [...items];
        const out = shuffled(items, seededRandom(seed));
        expect(items).toEqual(before);
        expect([...out].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
        expect(shuffled(items, seededRandom(seed))).toEqual(out);
      }),
    );
  });

  it('puts every item at every place alike: at most 3 of 40 seeds fail χ² at .01', () => {
    // 10 items × 10 places by 200 shuffles. Rows and columns have fixed sums, so 9/10 of the statistic follows χ² with
    // 81 degrees of freedom: 1 % lie above 113.5.
    const failing = Array.from({ length: 40 }, (_, seed) => {
      const counts = new Float64Array(100);
      for (let i = 0; i < 200; i += 1) {
        shuffled([...Array(10).keys()], seededRandom(`${seed}|juror-${i}|1`)).forEach((item, place) => {
          counts[item * 10 + place] = (counts[item * 10 + place] as number) + 1;
        });
      }
      return 0.9 * counts.reduce((sum, count) => sum + (count - 20) ** 2 / 20, 0) > 113.5;
    }).filter(Boolean).length;
    expect(failing).toBeLessThanOrEqual(3);
  });

  it('makes ids in the shape of a UUID version 8', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(idFrom(text)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
    expect(new Set(Array.from({ length: 4_000 }, (_, i) => idFrom(`seed|juror|${i}`))).size).toBe(4_000);
  });
});
