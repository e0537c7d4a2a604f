import {
  approvalCounts,
  equalShares,
  exactPav,
  groupByMembership,
  MOST_COMMITTEES,
  packApprovals,
  sequentialPav,
  topCommittees,
  type Committees,
} from '../../index.js';

/** Ballots like `[60, '012']`: 60 voters approve the entries 0, 1 and 2. */
const pack = (entryCount: number, ...lines: [number, string][]) =>
  packApprovals(
    entryCount,
    lines.map(([times, digits]) => ({ times, approved: [...digits].map(Number) })),
  );
const written = ({ committees }: Committees): string => committees.map((members) => members.join('')).join(' ');
// 60×{A1, A2, A3} and 40×{B1, B2}, three seats.
const parties = pack(5, [60, '012'], [40, '34']);

describe('packing approvals', () => {
  it('adds up lines that approve the same, in one order, and keeps those who approve nobody', () => {
    const packed = pack(3, [2, '10'], [3, ''], [1, '01'], [4, '2']);
    expect(packed).toEqual(pack(3, [4, '2'], [3, ''], [3, '01']));
    expect([packed.count, packed.voters]).toEqual([3, 10]);
    expect([...approvalCounts(packed)]).toEqual([3, 3, 4]);
  });
});

describe('committees', () => {
  it('by plain top k: the larger group takes all', () => {
    expect(written(topCommittees(approvalCounts(parties), 3))).toBe('012');
    expect(written(topCommittees(approvalCounts(parties), 4))).toBe('0123 0124');
  });

  it('by proportional approval: two A and one B', () => {
    const twoAndOne = '013 014 023 024 123 124';
    expect(written(exactPav(parties, 3) as Committees)).toBe(twoAndOne);
    expect(written(sequentialPav(parties, 3))).toBe(twoAndOne);
  });

  it('by equal shares: A pays 1/60 each, B 1/40; then .8 of a seat is left to A and .2 to B', () => {
    expect(written(equalShares(parties, 3, 'none'))).toBe('03 04 13 14 23 24');
    // Phragmén: the A's have 1 together after (1 − .8)/60, the B's only after (1 − .2)/40.
    expect(written(equalShares(parties, 3))).toBe('013 014 023 024 123 124');
  });

  it('seat by seat can miss the best committee', () => {
    // Entry 0 is wanted most, by 11, and a pair with it is worth 11 + 6 + 4/2 = 19; {1, 2} is worth 20.
    const packed = pack(3, [4, '01'], [6, '1'], [4, '02'], [6, '2'], [3, '0']);
    expect(written(exactPav(packed, 2) as Committees)).toBe('12');
    expect(written(sequentialPav(packed, 2))).toBe('01 02');
  });

  it('lets the poor pay all they have', () => {
    // Two seats, four voters, ½ each. 0: the three give ⅓. 1: voter a has ⅙ left and d ½: together ⅔, not enough.
    const packed = pack(3, [1, '01'], [2, '0'], [1, '1']);
    expect(written(equalShares(packed, 2, 'none'))).toBe('0');
    // Three seats, ¾ each: after 0 the voter a has 5/12, and d pays the other 7/12.
    expect(written(equalShares(packed, 3, 'none'))).toBe('01');
  });

  it('gives seats without any supporter last, to everybody in turn', () => {
    const packed = pack(4, [1, '1'], [1, '']);
    expect(written(equalShares(packed, 2))).toBe('01 12 13');
    expect(written(equalShares(packed, 2, 'none'))).toBe('1');
  });

  it('compares sums of fractions exactly', () => {
    // 1 + 1/2 + 1/3 for each of three against 11/2 for one more voter: floats would see 5.5 and 5.499….
    const packed = pack(4, [3, '012'], [1, '3']);
    const { committees } = exactPav(packed, 3) as Committees;
    expect(committees).toEqual([
      [0, 1, 2],
      ...[
        [0, 1, 3],
        [0, 2, 3],
        [1, 2, 3],
      ],
    ]);
  });

  it('says where there are more ties than it lists', () => {
    const many = topCommittees(new Float64Array(40), 20);
    expect(many.committees).toHaveLength(MOST_COMMITTEES);
    expect(many.complete).toBe(false);
    expect(many.committees[1]).toEqual([...Array.from({ length: 19 }, (_, i) => i), 20]);
    const open = packApprovals(20, [{ times: 1, approved: [] }]);
    expect(exactPav(open, 10)).toMatchObject({ complete: false });
    expect(sequentialPav(open, 10)).toMatchObject({ complete: false });
    expect(equalShares(open, 10)).toMatchObject({ complete: false });
  });

  it('gives the search up at a fixed number of steps', () => {
    expect(exactPav(parties, 3, 50)).toBeNull();
  });

  it('ranks entries by being in every winning committee, in some or in none', () => {
    expect(
      groupByMembership(5, [
        [0, 1],
        [0, 3],
      ]),
    ).toEqual([[0], [1, 3], [2, 4]]);
  });
});
