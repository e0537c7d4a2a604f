import { createHash } from 'node:crypto';
import type { RecordedAnswer } from '../ballots/method.js';
import { cutOf } from './cut.js';
import { tally } from './tally.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Twelve jurors saw every entry; `picks[i]` of them picked entry i + 1. */
const result = (picks: number[], winners: number, authors: string[] = [], perAuthor?: number) => {
  const ids = picks.map((_, i) => String(i + 1));
  const answers = Array.from({ length: 12 }, (_, juror): RecordedAnswer => ({
    answerId: `a${juror}`,
    pseudonym: `j${String(juror).padStart(2, '0')}`,
    revision: 1,
    screen: { id: `s${juror}`, entries: ids },
    answer: { kind: 'picks', picks: ids.filter((_id, i) => juror < (picks[i] as number)) },
  }));
  const rules = {
    method: { kind: 'approve', max: ids.length },
    ladder: ['primary', 'shared'],
    winners,
    ...(perAuthor === undefined ? {} : { caps: { perAuthor } }),
  } as const;
  return tally(
    rules,
    ids.map((id, i) => ({ id, author: authors[i] })),
    answers,
    'seed',
    { sha256 },
  );
};
const numbers = (lines: readonly { entryId: string }[]) => lines.map(({ entryId }) => entryId);

describe('the cut', () => {
  it('lies between the last who goes on and the first who does not', () => {
    const { advancing, last, next, sharing } = cutOf(result([10, 4, 8, 7], 2));
    expect(numbers(advancing)).toEqual(['1', '3']);
    expect([last?.entryId, last?.picks, last?.exposures]).toEqual(['3', 8, 12]);
    expect([next?.entryId, next?.picks, sharing]).toEqual(['4', 7, 1]);
  });

  it('lets equals go on together, and never some of them', () => {
    const { advancing, next, sharing } = cutOf(result([10, 7, 7, 7, 2], 2));
    expect(numbers(advancing)).toEqual(['1', '2', '3', '4']);
    expect([next?.entryId, sharing]).toEqual(['5', 3]);
  });

  it('does not take who was passed over by a cap for the next one', () => {
    const { advancing, next } = cutOf(result([10, 9, 8, 7], 2, ['x', 'x', 'y', 'z'], 1));
    expect(numbers(advancing)).toEqual(['1', '3']);
    expect(next?.entryId).toBe('4');
  });

  it('is nowhere where nobody was picked, or all go on', () => {
    expect(cutOf(result([0, 0], 1))).toMatchObject({ advancing: [], last: null, sharing: 0 });
    expect(cutOf(result([3, 2], 2)).next).toBeNull();
  });
});
