import { aliasesIn, readTypedLines } from './typed-lines.js';

describe('a sheet as it is typed', () => {
  const grid = { kind: 'grid', size: 9, picks: 3 } as const;

  it('has a line a screen, with any usual sign between', () => {
    expect(readTypedLines(grid, '1 0417 0033 0210\n\n2：7、8，9\n3: 跳过\n')).toEqual({
      answers: [
        { ordinal: 1, answer: { kind: 'picks', picks: [417, 33, 210] } },
        { ordinal: 2, answer: { kind: 'picks', picks: [7, 8, 9] } },
        { ordinal: 3, answer: { kind: 'skip' } },
      ],
      faulty: null,
    });
  });

  it('says what each method says', () => {
    expect(readTypedLines({ kind: 'yes-no' }, '1 入\n2 不').answers.map(({ answer }) => answer)).toEqual([
      { kind: 'verdict', verdict: 'in' },
      { kind: 'verdict', verdict: 'out' },
    ]);
    expect(readTypedLines({ kind: 'score' }, '4 5').answers).toEqual([
      { ordinal: 4, answer: { kind: 'grade', grade: 5 } },
    ]);
    expect(readTypedLines({ kind: 'rank', max: 3 }, '1 9 7').answers[0]?.answer).toEqual({
      kind: 'order',
      order: [9, 7],
    });
  });

  it.each([['1'], ['0417 abc'], ['1 7 8x'], ['一 7']])('names the line that cannot be read: %s', (line) => {
    expect(readTypedLines(grid, `9 1 2 3\n${line}`).faulty).toBe(2);
  });

  it('takes several seats at once', () => {
    expect(aliasesIn(' a003，A009\nA010 ')).toEqual(['A003', 'A009', 'A010']);
  });
});
