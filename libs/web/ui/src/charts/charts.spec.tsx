import { render, screen } from '@testing-library/react';
import { CoverageChart } from './CoverageChart.js';
import { axisX, IntervalBar } from './IntervalBar.js';

test('every row of a table stands on the same axis', () => {
  const axis = [0.2, 0.8] as const;
  expect([0.2, 0.5, 0.8].map((share) => axisX(share, axis))).toEqual([10, 152, 294]);
  expect(axisX(0.05, axis)).toBe(10);
});

test('an interval has its numbers as text', () => {
  render(<IntervalBar point={0.5488} low={0.4408} high={0.6518} />);
  expect(screen.getByRole('img', { name: '54.9%，区间 44.1%–65.2%' })).toBeTruthy();
});

test('coverage counts who has reached the target, in whatever order it comes', () => {
  const { container } = render(<CoverageChart counts={[44, 40, 33, 39, 40]} target={40} />);
  expect(screen.getByRole('img', { name: '覆盖率：最少 33 次，目标 40 次，3 幅已达到，2 幅还差' })).toBeTruthy();
  expect(container.querySelector('figcaption')?.textContent).toBe('最少 33 次3 幅已达 40 次 · 2 幅还差最多 44 次');
});

test('before the first answer there is a chart all the same', () => {
  render(<CoverageChart counts={[]} target={40} />);
  expect(screen.getByRole('img', { name: '覆盖率：最少 0 次，目标 40 次，0 幅已达到，0 幅还差' })).toBeTruthy();
});
