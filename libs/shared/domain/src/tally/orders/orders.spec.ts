import { bordaPoints, copelandFigures, groupByFigure, packOrders, pairwisePreferences, schulze } from '../../index.js';

/** `'ACBED'` ranks A first; `'A=C,B'` puts A and C level before B. */
const line = (letters: string, times: number, order: string) => ({
  times,
  groups: (order.includes(',') || order.includes('=') ? order.split(',') : [...order]).map((group) =>
    group.split('=').map((letter) => letters.indexOf(letter)),
  ),
});
const pack = (letters: string, ...ballots: [number, string][]) =>
  packOrders(
    letters.length,
    ballots.map(([times, order]) => line(letters, times, order)),
  );
const written = (letters: string, groups: readonly (readonly number[])[]): string =>
  groups.map((group) => group.map((entry) => letters[entry]).join('=')).join('>');
const five = pack(
  'ABCDE',
  [5, 'ACBED'],
  [5, 'ADECB'],
  [8, 'BEDAC'],
  [3, 'CABED'],
  [7, 'CAEBD'],
  [2, 'CBADE'],
  [7, 'DCEBA'],
  [8, 'EBADC'],
);
const capital = pack('MNCK', [42, 'MNCK'], [26, 'NCKM'], [15, 'CKNM'], [17, 'KCNM']);

describe('orders', () => {
  it('by Schulze: the example of Schulze 2011, and the capital', () => {
    expect(written('ABCDE', schulze(5, pairwisePreferences(five)).groups)).toBe('E>A>C>B>D');
    expect(written('MNCK', schulze(4, pairwisePreferences(capital)).groups)).toBe('N>C>K>M');
  });

  it('by Copeland, with three level', () => {
    expect(written('ABCDE', groupByFigure(copelandFigures(5, pairwisePreferences(five))))).toBe('E>A=B=C>D');
  });

  it('by Borda: counted from 0, N 194, C 173, M 126, K 107', () => {
    expect(written('ABCDE', groupByFigure(bordaPoints(five)))).toBe('E>A>B>C>D');
    // Of 100 ballots each adds one to every entry where places count from 1.
    expect([...bordaPoints(capital)].map((points) => points - 100)).toEqual([126, 194, 173, 107]);
  });

  it('measures Schulze links by winning votes and not by margins', () => {
    // a before b by 9 : 6, b before c by 8 : 7, c before a by 7 : 6. Margins of 3, 1 and 1 would leave a and c level.
    const before = Float64Array.from([0, 9, 6, 6, 0, 8, 7, 7, 0]);
    expect(written('abc', schulze(3, before).groups)).toBe('a>b>c');
  });

  it('takes equals as no preference, and the unranked as level behind the ranked', () => {
    const packed = pack('abcd', [2, 'b=c,a'], [1, 'd,a']);
    expect([...pairwisePreferences(packed)]).toEqual([0, 1, 1, 2, 2, 0, 0, 2, 2, 0, 0, 2, 1, 1, 1, 0]);
    // Twice (4 + 3)/2, 2 and 1; once 4 and 3, and (2 + 1)/2 for those that are left.
    expect([...bordaPoints(packed)]).toEqual([7, 8.5, 8.5, 6]);
  });

  it('finds all level where nobody ranks anybody', () => {
    const packed = packOrders(3, [{ times: 4, groups: [] }]);
    expect(schulze(3, pairwisePreferences(packed))).toMatchObject({ groups: [[0, 1, 2]] });
    expect([...bordaPoints(packed)]).toEqual([8, 8, 8]);
    expect(schulze(0, new Float64Array(0)).groups).toEqual([]);
  });
});
