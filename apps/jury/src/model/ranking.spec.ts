import fc from 'fast-check';
import { moved } from './ranking.js';

describe('moving in an order', () => {
  it('takes one to its place and closes up the others', () => {
    expect(moved(['a', 'b', 'c', 'd'], 'd', 1)).toEqual(['a', 'd', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 'b', 9)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 'x', 0)).toEqual(['a', 'b']);
  });

  it('loses and doubles nobody', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), fc.integer(), (order, which, to) => {
        const id = order[which % order.length] as string;
        const after = moved(order, id, to);
        expect([...after].sort()).toEqual([...order].sort());
        const without = (list: string[]) => list.filter((other) => other !== id);
        expect(without(after)).toEqual(without(order));
      }),
    );
  });
});
