import { figureInWords, formatFigure } from './figure.js';

it('names a figure by its scale', () => {
  const of = (scale: 'rate' | 'quality' | 'points', value: number | null) => ({
    scale,
    value,
    picks: 12,
    exposures: 40,
  });
  expect(figureInWords(of('rate', 0.3))).toBe('40 次展示，12 次选中');
  expect(figureInWords(of('quality', 0.4249))).toBe('40 人次打分，校正后 +0.42');
  expect(figureInWords(of('points', 7.25))).toBe('40 张排序，平均 7.25 分');
  expect(formatFigure(of('rate', 0.3))).toBe('30.0%');
  expect(formatFigure(of('quality', -0.2))).toBe('-0.20');
  expect(formatFigure(of('quality', null))).toBe('—');
});
