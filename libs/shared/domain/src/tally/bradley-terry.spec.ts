import {
  bradleyTerry,
  comparisonsFrom,
  comparisonsOf,
  packAnswers,
  splitHalf,
  winsConnectAll,
  type RecordedAnswer,
} from '../index.js';

const repeat = (times: number, ...pairs: [number, number][]): [number, number][] =>
  Array.from({ length: times }, () => pairs).flat();
const cycle = [...repeat(2, [0, 1]), ...repeat(1, [1, 2], [2, 0])];

describe('Bradley–Terry', () => {
  it('finds the maximum likelihood of a small cycle', () => {
    const { strengths } = bradleyTerry(comparisonsFrom(3, cycle), 0);
    [0.419617624, -0.419617624, 0].forEach((expected, i) => expect(strengths[i]).toBeCloseTo(expected, 8));
  });

  it('pulls the same cycle together by a prior of half a win', () => {
    const { strengths } = bradleyTerry(comparisonsFrom(3, cycle));
    [0.34300641, -0.34300641, 0].forEach((expected, i) => expect(strengths[i]).toBeCloseTo(expected, 7));
  });

  it('has a finite answer for a chain, where maximum likelihood has none', () => {
    const { strengths } = bradleyTerry(comparisonsFrom(4, repeat(3, [0, 1], [1, 2], [2, 3])));
    [2.50385338, 0.70072359, -0.70072359, -2.50385338].forEach((expected, i) =>
      expect(strengths[i]).toBeCloseTo(expected, 7),
    );
  });

  it('reads picks as wins over each unpicked entry of the screen', () => {
    const answer = (id: string, entries: string[], picks: string[]): RecordedAnswer => ({
      answerId: id,
      pseudonym: id,
      revision: 1,
      screen: { id, entries },
      answer: { kind: 'picks', picks },
    });
    const packed = packAnswers(
      ['a', 'b', 'c'],
      [answer('1', ['a', 'b', 'c'], ['a', 'b']), answer('2', ['c', 'a'], ['c'])],
    );
    const { wins, met } = comparisonsOf(packed);
    expect([...wins]).toEqual([1, 1, 1]);
    expect([...met]).toEqual([0, 0, 2, 0, 0, 1, 2, 1, 0]);
  });

  it('knows how far its scale can be trusted', () => {
    const clear = bradleyTerry(comparisonsFrom(4, repeat(200, [0, 1], [1, 2], [2, 3], [1, 0], [0, 3], [0, 2], [1, 3])));
    const noisy = bradleyTerry(comparisonsFrom(3, cycle));
    expect(clear.reliability).toBeGreaterThan(0.9);
    expect(noisy.reliability).toBeLessThan(0);
    expect(
      bradleyTerry(
        comparisonsFrom(2, [
          [0, 1],
          [1, 0],
        ]),
      ).reliability,
    ).toBeNull();
    const often = bradleyTerry(comparisonsFrom(3, repeat(100, ...cycle)));
    often.errors.forEach((error, i) => expect(error).toBeLessThan((noisy.errors[i] as number) / 5));
  });

  it('leaves an entry that met nobody in the middle', () => {
    expect([
      ...bradleyTerry(
        comparisonsFrom(3, [
          [0, 1],
          [1, 0],
        ]),
        0,
      ).strengths,
    ]).toEqual([0, 0, 0]);
  });

  it('counts a win as often as it says', () => {
    expect(
      bradleyTerry(
        comparisonsFrom(3, [
          [0, 1, 2],
          [1, 2],
          [2, 0],
        ]),
      ),
    ).toEqual(bradleyTerry(comparisonsFrom(3, cycle)));
  });

  it('knows where maximum likelihood has an answer', () => {
    expect(winsConnectAll(3, cycle)).toBe(true);
    expect(winsConnectAll(3, repeat(3, [0, 1], [1, 2]))).toBe(false);
    expect(winsConnectAll(3, repeat(3, [1, 0], [2, 1]))).toBe(false);
    expect(winsConnectAll(4, cycle)).toBe(false);
    expect(winsConnectAll(0, [])).toBe(false);
  });

  it('compares two halves of the jurors', () => {
    const same = comparisonsFrom(3, repeat(2, [0, 1], [1, 2]));
    const turned = comparisonsFrom(3, repeat(2, [1, 0], [2, 1]));
    expect(splitHalf(same, same)).toEqual({ correlation: 1, reliability: 1 });
    expect(splitHalf(same, turned)).toEqual({ correlation: -1, reliability: null });
    // 1, 0, −1 beside 1, −1, 0 up to scale: r = ½, and 2r/(1 + r) = ⅔.
    const half = splitHalf(same, comparisonsFrom(3, repeat(2, [0, 2], [2, 1])));
    expect(half).toEqual({ correlation: 0.5, reliability: 0.666666667 });
  });

  it('says nothing of halves that hardly meet, or that see no difference', () => {
    const two = comparisonsFrom(3, repeat(1, [0, 1]));
    const level = comparisonsFrom(3, repeat(1, [0, 1], [1, 0], [1, 2], [2, 1], [0, 2], [2, 0]));
    expect(splitHalf(two, two)).toBeNull();
    expect(splitHalf(level, level)).toBeNull();
  });

  it('counts the screens of chosen jurors alone', () => {
    const screen = (pseudonym: string, pick: string): RecordedAnswer => ({
      answerId: pseudonym,
      pseudonym,
      revision: 1,
      screen: { id: pseudonym, entries: ['a', 'b'] },
      answer: { kind: 'picks', picks: [pick] },
    });
    const packed = packAnswers(['a', 'b'], [screen('j0', 'a'), screen('j1', 'b')]);
    expect([...comparisonsOf(packed, (juror) => juror === 0).wins]).toEqual([1, 0]);
    expect([...comparisonsOf(packed, (juror) => juror === 1).wins]).toEqual([0, 1]);
  });
});
