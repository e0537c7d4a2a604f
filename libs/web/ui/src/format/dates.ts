/** Dates as people in China write them, always in Asia/Shanghai, whatever the device's own zone. */

export type Instant = Date | string | number;

const PARTS = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  weekday: 'short',
});

const WEEKDAYS: Record<string, string> = {
  Mon: '一',
  Tue: '二',
  Wed: '三',
  Thu: '四',
  Fri: '五',
  Sat: '六',
  Sun: '日',
};

const partsOf = (instant: Instant) => {
  const parts: Record<string, string> = {};
  for (const { type, value } of PARTS.formatToParts(new Date(instant))) parts[type] = value;
  return parts as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'weekday', string>;
};

/** 「11月30日」 */
export const formatDate = (instant: Instant): string => {
  const { month, day } = partsOf(instant);
  return `${month}月${day}日`;
};

/** 「11月30日」 of a day in China, `YYYY-MM-DD`. */
export const formatDay = (day: string): string => formatDate(`${day}T00:00:00+08:00`);

/** 「2026年11月30日」 */
export const formatFullDate = (instant: Instant): string => `${partsOf(instant).year}年${formatDate(instant)}`;

/** 「星期一」 */
export const formatWeekday = (instant: Instant): string => `星期${WEEKDAYS[partsOf(instant).weekday]}`;

/** 「15:42」, with `seconds` 「15:42:07」 */
export const formatTime = (instant: Instant, { seconds = false } = {}): string => {
  const { hour, minute, second } = partsOf(instant);
  return seconds ? `${hour}:${minute}:${second}` : `${hour}:${minute}`;
};

/** 「11月30日 15:42」 */
export const formatDateTime = (instant: Instant): string => `${formatDate(instant)} ${formatTime(instant)}`;

/** An end at midnight belongs to the day before: 「11月30日 24:00」, not 「12月1日 00:00」. */
export const formatDeadline = (instant: Instant): string =>
  formatTime(instant, { seconds: true }) === '00:00:00'
    ? `${formatDate(new Date(instant).getTime() - 1)} 24:00`
    : formatDateTime(instant);

/** The calendar day, as 「2026-11-30」: for comparing, not for showing. */
export const dayKey = (instant: Instant): string => {
  const { year, month, day } = partsOf(instant);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

/** `2026-11` → 「2026年11月期」. */
export const formatEdition = (key: string): string => {
  const [year, month] = key.split('-');
  return `${year}年${Number(month)}月期`;
};

/** 「刚刚」, 「40 秒前」, 「2 分前」, 「3 小时前」, then the date. */
export const formatAgo = (instant: Instant, now: Instant): string => {
  const seconds = Math.floor((new Date(now).getTime() - new Date(instant).getTime()) / 1000);
  if (seconds < 5) return '刚刚';
  if (seconds < 60) return `${seconds} 秒前`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} 分前`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} 小时前`;
  return formatDate(instant);
};
