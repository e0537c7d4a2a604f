import { PROBLEMS } from '@zuimei/contracts';
import { PROBLEM_TEXTS, editionLabel, entryNumberLabel, fill, placeLabel, problemText, sealLabel } from './index.js';

describe('the glossary', () => {
  it('has a sentence in both languages for every problem code, with the same facts in both', () => {
    const places = (s: string) => [...s.matchAll(/\{\w+\}/g)].map((m) => m[0]).sort();
    expect(Object.keys(PROBLEM_TEXTS).sort()).toEqual(Object.keys(PROBLEMS).sort());
    for (const [code, label] of Object.entries(PROBLEM_TEXTS)) {
      expect({ code, places: places(label.en) }).toEqual({ code, places: places(label.zh) });
      expect(label.zh).toMatch(/[。]$/);
      expect(label.en).toMatch(/\.$/);
    }
  });

  it('fills facts in and shows a dash for a missing one', () => {
    expect(problemText('QUOTA_EXCEEDED', { limit: 5, used: 5 })).toBe('每人每期最多投 5 幅，您已投 5 幅。');
    expect(fill('{a}-{b}', { a: ['x', 'y'] })).toBe('x、y-–');
  });

  it.each([
    [1, '第一名'],
    [10, '第十名'],
    [12, '第十二名'],
    [20, '第二十名'],
    [31, '第三十一名'],
    [100, '第 100 名'],
  ])('names place %i %s', (rank, label) => expect(placeLabel(rank)).toBe(label));

  it.each([
    [1, '第一名', '第一名'],
    [4, '第四名', '获奖'],
    [2, '一等奖', '一等奖'],
    [9, '优秀奖', '优秀奖'],
    [3, '深圳建设者之光', '第三名'],
    [5, '深圳建设者之光', '获奖'],
  ])('seals place %i, %s, with %s', (rank, prize, label) => expect(sealLabel({ rank, prize })).toBe(label));

  it('names editions and entries', () => {
    expect(editionLabel('2026-09')).toBe('2026年9月期');
    expect(entryNumberLabel(17)).toBe('0017');
    expect(entryNumberLabel(12345)).toBe('12345');
  });
});
