import { bradleyTerry, comparisonsFrom, comparisonsOf, packAnswers, type RecordedAnswer } from '../index.js';

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
});
