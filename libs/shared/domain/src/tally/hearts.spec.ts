import { createHash } from 'node:crypto';
import { blendHearts, percentileRanks, tally, type TallyRules } from '../index.js';

describe('public hearts beside the jury', () => {
  it('are percentile ranks, equals counting half', () => {
    expect([...percentileRanks([10, 30, 20, 20, 0])]).toEqual([0.25, 1, 0.625, 0.625, 0]);
    expect([...percentileRanks([7])]).toEqual([1]);
    expect([...percentileRanks([])]).toEqual([]);
  });

  it('change nothing at 0 %', () => {
    const jury = [[2], [0, 1]];
    const blend = blendHearts(jury, [500, 3, 0], 0);
    expect(blend).toMatchObject({ ok: true, value: { blended: jury, juryAlone: jury, weight: 0 } });
  });

  it('are blended as declared, the result at 0 % beside it', () => {
    // The jury says a > b > c, that is 1, .5, 0; the hearts c > b > a. At 40 %: .6, .5, .4. At the jury's tie hearts tell.
    const blend = blendHearts([[0], [1], [2]], [1, 20, 300], 0.4);
    expect(blend.ok && [...blend.value.figures]).toEqual([0.6, 0.5, 0.4]);
    expect(blendHearts([[0, 1]], [1, 2], 0.1)).toMatchObject({ value: { blended: [[1], [0]], juryAlone: [[0, 1]] } });
  });

  it('weigh at most 40 %', () => {
    for (const weight of [0.41, -0.1, NaN])
      expect(blendHearts([[0]], [1], weight)).toEqual({
        ok: false,
        error: { code: 'HEARTS_WEIGHT_OUT_OF_RANGE', facts: { weight, most: 0.4 } },
      });
  });
});

describe('a count with public hearts', () => {
  const rules: TallyRules = {
    method: { kind: 'approve', max: 2 },
    ladder: ['primary', 'distinct-jurors', 'shared'],
    winners: 2,
  };
  // Rates: 1 has 2/2, 2 has 1/2, 3 has 1/2, 4 was picked by nobody.
  const answers = [
    ['1', '2'],
    ['1', '3'],
  ].map((picks, i) => ({
    answerId: `a${i}`,
    pseudonym: `p${i}`,
    revision: 1,
    screen: { id: `s${i}`, entries: ['1', '2', '3', '4'] },
    answer: { kind: 'picks' as const, picks },
  }));
  const hearts = [0, 5, 90, 400];
  const count = (weight?: number, given: readonly (number | undefined)[] = hearts) =>
    tally(
      { ...rules, ...(weight !== undefined && { heartsWeight: weight }) },
      given.map((own, i) => ({ id: String(i + 1), hearts: own })),
      answers,
      'seed',
      { sha256: (bytes) => createHash('sha256').update(bytes).digest() },
    );

  it('does not read them without a weight', () => {
    expect(count()).toEqual(count(undefined, [9, 9, 9, 9]));
    expect(count()).not.toHaveProperty('hearts');
    expect(count().entries.map(({ entryId, rank }) => [entryId, rank])).toEqual([
      ['1', 1],
      ['2', 2],
      ['3', 2],
      ['4', 4],
    ]);
  });

  it('ranks by the blend, says all of it, and gives no place to who was picked by nobody', () => {
    // By the jury 1, .5, .5, 0; by hearts 0, 1/3, 2/3, 1. At 40 %: .6, .433, .567, .4.
    const result = count(40);
    expect(result.hearts).toEqual({
      weight: 40,
      entries: [
        { entryId: '1', hearts: 0, byJury: 1, byHearts: 0, blended: 0.6 },
        { entryId: '3', hearts: 90, byJury: 0.5, byHearts: 0.666666667, blended: 0.566666667 },
        { entryId: '2', hearts: 5, byJury: 0.5, byHearts: 0.333333333, blended: 0.433333333 },
        { entryId: '4', hearts: 400, byJury: 0, byHearts: 1, blended: 0.4 },
      ],
      juryAlone: [['1'], ['2', '3'], ['4']],
    });
    expect(result.entries.map(({ entryId, rank, value, band }) => [entryId, rank, value, band])).toEqual([
      ['1', 1, 1, null],
      ['3', 2, 0.5, null],
      ['2', 3, 0.5, null],
      ['4', 4, 0, null],
    ]);
    expect(result.winners.map(({ entryId }) => entryId)).toEqual(['1', '3']);
  });

  it('lets ties of the blend climb the ladder, takes none for nought, and refuses more than 40 %', () => {
    const tied = count(20, [undefined, 7, 7, 0]);
    expect(tied.entries.map(({ rank, ladderStep }) => [rank, ladderStep])).toEqual([
      [1, null],
      [2, 'shared'],
      [2, 'shared'],
      [4, null],
    ]);
    expect(() => count(41)).toThrow(RangeError);
  });
});
