import fc from 'fast-check';
import { seededRandom } from '../random.js';
import { cheapestAssignment } from './assignment.js';
import { spread } from './partition.js';

const permutations = (items: number[]): number[][] =>
  items.length <= 1
    ? [items]
    : items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));

describe('the cheapest assignment', () => {
  it('is as cheap as the best of all permutations', () => {
    const squares = fc
      .integer({ min: 1, max: 5 })
      .chain((n) => fc.tuple(fc.constant(n), fc.array(fc.nat(50), { minLength: n * n, maxLength: n * n })));
    fc.assert(
      fc.property(squares, ([n, cells]) => {
        const cost = Float64Array.from(cells);
        const of = (columns: ArrayLike<number>): number =>
          Array.from({ length: n }, (_, row) => cost[row * n + (columns[row] as number)] as number).reduce(
            (a, b) => a + b,
            0,
          );
        const columns = cheapestAssignment(n, cost);
        expect([...columns].sort()).toEqual([...Array(n).keys()]);
        expect(of(columns)).toBe(Math.min(...permutations([...Array(n).keys()]).map(of)));
      }),
    );
  });
});

describe('spreading members over groups', () => {
  it('puts each member in one group, and keeps apart who can be kept apart', () => {
    // Members 0 to 3 are dear to each other and to nobody else: with four groups none need meet.
    const groups = spread(4, 3, (a, b) => (a < 4 && b < 4 ? 5 : 0));
    expect(groups.flat().sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
    for (const group of groups) expect(group.filter((member) => member < 4)).toHaveLength(1);
  });

  it('is never dearer than taking members as they come', () => {
    const { below } = seededRandom('spread');
    for (let round = 0; round < 30; round += 1) {
      const dear = new Map<string, number>();
      const of = (a: number, b: number): number => {
        const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
        if (!dear.has(key)) dear.set(key, below(9) ** 2);
        return dear.get(key) as number;
      };
      const total = (groups: number[][]): number =>
        groups
          .flatMap((group) => group.flatMap((a) => group.map((b) => (a < b ? of(a, b) : 0))))
          .reduce((x, y) => x + y, 0);
      const asTheyCome = Array.from({ length: 4 }, (_, g) => [4 * g, 4 * g + 1, 4 * g + 2, 4 * g + 3]);
      expect(total(spread(4, 4, of))).toBeLessThanOrEqual(total(asTheyCome));
    }
  });
});
