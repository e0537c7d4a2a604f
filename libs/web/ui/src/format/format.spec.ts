import {
  dayKey,
  formatAgo,
  formatDate,
  formatDateTime,
  formatDay,
  formatDeadline,
  formatEdition,
  formatFullDate,
  formatTime,
  formatWeekday,
} from './dates.js';
import { formatBytes, formatClock, formatCode, formatCount, formatDuration, formatPercent } from './numbers.js';

test('dates are those of Shanghai, eight hours ahead, whatever the zone of the machine', () => {
  const lateUtc = '2026-11-29T16:30:05Z';
  expect(formatDate(lateUtc)).toBe('11月30日');
  expect(formatDay('2026-03-08')).toBe('3月8日');
  expect(formatFullDate(lateUtc)).toBe('2026年11月30日');
  expect(formatDateTime(lateUtc)).toBe('11月30日 00:30');
  expect(formatTime(lateUtc, { seconds: true })).toBe('00:30:05');
  expect(formatWeekday(lateUtc)).toBe('星期一');
  expect(dayKey(lateUtc)).toBe('2026-11-30');
  expect(dayKey('2026-01-05T00:00:00Z')).toBe('2026-01-05');
});

test('an end at midnight belongs to the day before', () => {
  expect(formatDeadline('2026-11-30T16:00:00Z')).toBe('11月30日 24:00');
  expect(formatDeadline('2026-11-30T10:00:00Z')).toBe('11月30日 18:00');
});

test('an edition by its key', () => {
  expect(formatEdition('2026-11')).toBe('2026年11月期');
  expect(formatEdition('2027-01')).toBe('2027年1月期');
});

test.each([
  [2, '刚刚'],
  [-60, '刚刚'],
  [40, '40 秒前'],
  [150, '2 分前'],
  [3 * 3600, '3 小时前'],
  [3 * 86_400, '11月19日'],
])('%i seconds ago is 「%s」', (seconds, words) => {
  const now = Date.parse('2026-11-22T04:00:00Z');
  expect(formatAgo(now - seconds * 1000, now)).toBe(words);
});

test.each([
  [0, '0 B'],
  [820_400, '820 KB'],
  [999_499, '999 KB'],
  [999_500, '1.0 MB'],
  [5_240_000, '5.2 MB'],
  [31_457_280, '31.5 MB'],
  [2_500_000_000, '2.5 GB'],
])('%i bytes are 「%s」', (bytes, words) => expect(formatBytes(bytes)).toBe(words));

test.each([
  [40, '40 秒'],
  [59.6, '1 分'],
  [754, '12 分'],
  [3900, '1 小时 5 分'],
  [7200, '2 小时'],
  [3 * 86_400, '3 天'],
])('%d seconds last 「%s」', (seconds, words) => expect(formatDuration(seconds)).toBe(words));

test('a clock shows 00:00 only when it is over', () => {
  expect(formatClock(1)).toBe('00:01');
  expect(formatClock(0)).toBe('00:00');
  expect(formatClock(756_000)).toBe('12:36');
  expect(formatClock(24_072_000)).toBe('06:41:12');
});

test('numbers as on the screens', () => {
  expect(formatCount(1286)).toBe('1,286');
  expect(formatPercent(0.5488)).toBe('54.9%');
  expect(formatPercent(0.83, 0)).toBe('83%');
  expect(formatCode('7K4MQ9TXR3')).toBe('7K4M Q9TX R3');
  expect(formatCode('7K4MQ9TX')).toBe('7K4M Q9TX');
});
