import type { Answer } from '../../ballots/method.js';
import { packAnswers } from '../pack.js';
import { otherOpinion } from './other-opinion.js';

const ids = ['1', '2', '3'];
const packed = (answers: [juror: string, entries: string[], answer: Answer][]) =>
  packAnswers(
    ids,
    answers.map(([pseudonym, entries, answer], i) => ({
      answerId: String(i),
      pseudonym,
      revision: 1,
      screen: { id: String(i), entries, ordinal: i + 1 },
      answer,
    })),
  );
const grade = (grade: number): Answer => ({ kind: 'grade', grade });
const order = (...of: string[]): Answer => ({ kind: 'order', order: of });

describe('another opinion', () => {
  it('of grades takes a harsh juror for what they are', () => {
    // The harsh one gives 1 and 2, the mild one 4 and 5; entry 3 was seen by the mild one alone and is their worst.
    const grades = packed([
      ['harsh', ['1'], grade(1)],
      ['harsh', ['2'], grade(2)],
      ['mild', ['1'], grade(4)],
      ['mild', ['2'], grade(5)],
      ['mild', ['3'], grade(3)],
    ]);
    expect(otherOpinion({ kind: 'score' }, grades)).toEqual({ method: 'mean-z', groups: [[1], [0], [2]] });
  });

  it('of orders is by Schulze, which asks who is put before whom', () => {
    const answers = packed([
      ['a', ids, order('1', '3', '2')],
      ['b', ids, order('1', '2')],
      ['c', ids, order('2', '3', '1')],
    ]);
    expect(otherOpinion({ kind: 'rank', max: 3 }, answers)).toEqual({ method: 'schulze', groups: [[0], [1], [2]] });
  });

  it('is none where ballots did not show every entry, and none of picks', () => {
    expect(otherOpinion({ kind: 'rank', max: 3 }, packed([['a', ['1', '2'], order('1', '2')]]))).toBeUndefined();
    expect(otherOpinion({ kind: 'rank', max: 3 }, packed([]))).toBeUndefined();
    expect(otherOpinion({ kind: 'pair' }, packed([]))).toBeUndefined();
  });
});
