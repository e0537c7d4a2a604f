import fc from 'fast-check';
import { fillFromPool, type PoolDeck } from './pool.js';

const deck = (no: number, ...screens: string[]): PoolDeck => ({
  no,
  screens: screens.map((entries, i) => ({ id: `${no}.${i + 1}`, entries: [...entries] })),
});
const none = new Set<string>();
const ids = (screens: readonly { id: string }[]) => screens.map(({ id }) => id);

describe('screens from a pool', () => {
  const pool = [deck(1, 'abc', 'def', 'ghi'), deck(2, 'adg', 'beh', 'cfi')];

  it('come from a deck that nobody has begun, and then from the rest of the others', () => {
    const taken = new Set(['1.1']);
    expect(ids(fillFromPool(pool, { taken, seen: none, exclude: none, count: 3 }))).toEqual(['2.1', '2.2', '2.3']);
    expect(ids(fillFromPool(pool, { taken, seen: new Set('adg'), exclude: none, count: 3 }))).toEqual(['2.2', '2.3']);
  });

  it('never show what the juror may not see or has seen', () => {
    const fill = fillFromPool(pool, { taken: none, seen: new Set('b'), exclude: new Set('i'), count: 9 });
    expect(ids(fill)).toEqual(['1.2']);
    expect(fillFromPool(pool, { taken: none, seen: none, exclude: none, count: 0 })).toEqual([]);
  });

  it('keep every rule whatever was taken and seen, and are the same each time', () => {
    const letters = fc.uniqueArray(fc.constantFrom(...'abcdefghi'), { maxLength: 4 }).map((list) => new Set(list));
    const taken = fc
      .uniqueArray(fc.constantFrom('1.1', '1.2', '1.3', '2.1', '2.2', '2.3'))
      .map((list) => new Set<string>(list));
    fc.assert(
      fc.property(taken, letters, letters, fc.nat(7), (away, seen, exclude, count) => {
        const request = { taken: away, seen, exclude, count };
        const fill = fillFromPool(pool, request);
        const entries = fill.flatMap((screen) => screen.entries);
        expect(fill.length).toBeLessThanOrEqual(count);
        expect(new Set(entries).size).toBe(entries.length);
        expect(entries.filter((entry) => seen.has(entry) || exclude.has(entry))).toEqual([]);
        expect(ids(fill).filter((id) => away.has(id))).toEqual([]);
        expect(fillFromPool([...pool].reverse(), request)).toEqual(fill);
        // Nothing that would still fit is kept back.
        const shown = new Set([...entries, ...seen, ...exclude]);
        const fits = pool
          .flatMap(({ screens }) => screens)
          .filter(({ id, entries: own }) => !away.has(id) && own.every((entry) => !shown.has(entry)));
        expect(fill.length === count || fits.length === 0).toBe(true);
      }),
    );
  });
});
