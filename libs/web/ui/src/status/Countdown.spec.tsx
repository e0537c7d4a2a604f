import { act, render, screen } from '@testing-library/react';
import { Countdown } from './Countdown.js';
import { countdownParts } from './countdown-parts.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the time left', () => {
  test.each([
    [8 * DAY + 6 * HOUR + 41 * MINUTE + 12 * SECOND, { phase: 'far', days: 8, clock: '06:41:12' }],
    [3 * DAY + SECOND, { phase: 'far', days: 3, clock: '00:00:01' }],
    [3 * DAY, { phase: 'near', days: 3, clock: '00:00:00' }],
    [DAY, { phase: 'near', days: 1, clock: '00:00:00' }],
    [DAY - SECOND, { phase: 'last', days: 0, clock: '23:59:59' }],
    [HOUR, { phase: 'last', days: 0, clock: '01:00:00' }],
    [12 * MINUTE + 36 * SECOND, { phase: 'last', days: 0, clock: '12:36' }],
    [1, { phase: 'last', days: 0, clock: '00:01' }],
    [0, { phase: 'over', days: 0, clock: '00:00' }],
    [-5, { phase: 'over', days: 0, clock: '00:00' }],
  ])('%i ms', (left, parts) => expect(countdownParts(left)).toEqual(parts));
});

const END = Date.parse('2026-11-30T16:00:00Z');
const showing = (left: number, onOver?: () => void) => {
  jest.useFakeTimers({ now: END - left });
  return render(<Countdown until={END} onOver={onOver} />);
};
const pass = (ms: number) => act(() => void jest.advanceTimersByTime(ms));
const said = () => document.querySelector('[aria-live=polite]')?.textContent ?? '';
const spoken = () => screen.getByRole('timer').getAttribute('aria-label');

afterEach(() => {
  jest.useRealTimers();
  document.querySelectorAll('[aria-live]').forEach((region) => region.remove());
});

test('more than a day before the end it shows days and a clock, and the end at midnight as 24:00', () => {
  const { container } = showing(8 * DAY + 6 * HOUR + 41 * MINUTE + 12 * SECOND);
  expect(spoken()).toBe('距截稿还有 8 天 06:41:12');
  expect(container).toHaveProperty('textContent', '8天距截稿还有 06:41:1211月30日 24:00 截稿');
});

test('in the last day it shows the clock alone', () => {
  const { container } = showing(6 * HOUR);
  expect(container).toHaveProperty('textContent', '06:00:00距截稿还有11月30日 24:00 截稿');
});

test('it ticks', () => {
  showing(MINUTE);
  pass(2 * SECOND);
  expect(spoken()).toBe('距截稿还有 00:58');
});

test('it speaks at one hour and at ten minutes, once each', () => {
  showing(HOUR + 2 * SECOND);
  expect(said()).toBe('');
  pass(3 * SECOND);
  expect(said()).toBe('距截稿还有 1 小时');
  document.querySelectorAll('[aria-live]').forEach((region) => (region.textContent = ''));
  pass(49 * MINUTE);
  expect(said()).toBe('');
  pass(2 * MINUTE);
  expect(said()).toBe('距截稿还有 10 分钟');
});

test('at the end it says 已截稿, tells its owner once and stops', () => {
  const over = jest.fn();
  showing(2 * SECOND, over);
  pass(5 * SECOND);
  expect(screen.queryByRole('timer')).toBeNull();
  expect(screen.getByText('已截稿', { selector: 'b' })).toBeTruthy();
  expect(said()).toBe('已截稿');
  expect(over).toHaveBeenCalledTimes(1);
  expect(jest.getTimerCount()).toBe(0);
});

test('opened after the end it is over without a word', () => {
  const over = jest.fn();
  showing(-DAY, over);
  expect(screen.getByText('已截稿')).toBeTruthy();
  expect(over).not.toHaveBeenCalled();
  expect(said()).toBe('');
});

test('a phone whose clock is a day off counts by the clock it is given', () => {
  jest.useFakeTimers({ now: END + DAY });
  render(<Countdown until={END} now={() => Date.now() - DAY - HOUR} what="结束" />);
  expect(spoken()).toBe('距结束还有 01:00:00');
});
