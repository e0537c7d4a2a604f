import { blendHearts, percentileRanks } from '../index.js';

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
