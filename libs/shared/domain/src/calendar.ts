import { ok, refuse, type Refusal, type Result } from './result.js';

/** A point in time: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** Asia/Shanghai keeps UTC+8 the whole year since 1991, so no time-zone database is needed. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** A wall-clock time in Asia/Shanghai; `month` and `day` count from 1. */
export interface ShanghaiTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** What the clock on the wall in Shanghai shows at `at`. */
export const shanghaiTime = (at: Instant): ShanghaiTime => {
  const shifted = new Date(at + SHANGHAI_OFFSET_MS);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  };
};

/** The instant at which the clock in Shanghai shows the given date and time. */
export const shanghaiInstant = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0): Instant =>
  Date.UTC(year, month - 1, day, hour, minute, second) - SHANGHAI_OFFSET_MS;

/** The day of the year in Shanghai, 1 to 366: a moment's place on the wall. */
export const shanghaiDayOfYear = (at: Instant): number => {
  const { year, month, day } = shanghaiTime(at);
  return (Date.UTC(year, month - 1, day) - Date.UTC(year, 0, 1)) / DAY_MS + 1;
};

/** The key of an edition: `YYYY-MM`, e.g. `2026-11` for 2026年11月期. */
export type EditionKey = `${number}-${number}`;

const KEY = /^(\d{4})-(0[1-9]|1[0-2])$/;
const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Reads an edition key, or refuses with `EDITION_KEY_MALFORMED`. */
export const parseEditionKey = (
  text: string,
): Result<
  { readonly key: EditionKey; readonly year: number; readonly month: number },
  Refusal<'EDITION_KEY_MALFORMED'>
> => {
  const match = KEY.exec(text);
  if (!match) return refuse('EDITION_KEY_MALFORMED', { given: text });
  return ok({ key: text as EditionKey, year: Number(match[1]), month: Number(match[2]) });
};

/** The edition of the month that `at` falls in, by the clock of Shanghai. */
export const editionKeyAt = (at: Instant): EditionKey => {
  const { year, month } = shanghaiTime(at);
  return `${pad(year, 4)}-${pad(month, 2)}` as EditionKey;
};

/** The edition one month after `key`. Throws on a malformed key. */
export const nextEditionKey = (key: EditionKey): EditionKey => editionKeyAt(editionMonth(key).endsAt);

/** The first instant of an edition's month and the first instant after it. Throws on a malformed key. */
export const editionMonth = (key: EditionKey): { readonly startsAt: Instant; readonly endsAt: Instant } => {
  const parsed = parseEditionKey(key);
  if (!parsed.ok) throw new RangeError(`malformed edition key ${key}`);
  const { year, month } = parsed.value;
  return { startsAt: shanghaiInstant(year, month, 1), endsAt: shanghaiInstant(year, month + 1, 1) };
};

/**
 * When an edition does what. Submissions are taken in [`opensAt`, `closesAt`); moderation goes on until `judgingAt`;
 * `publishedAt` is null until the winners were made public, because a plan to publish is not a publication.
 */
export interface Schedule {
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly judgingAt: Instant;
  readonly publishedAt: Instant | null;
}

/** Phases of an edition: 未开始, 征集中, 审核中, 评审中, 已公布. Computed, never stored. */
export const PHASES = ['upcoming', 'collecting', 'moderating', 'judging', 'published'] as const;
export type Phase = (typeof PHASES)[number];

/** The phase of an edition at `now`. */
export const phase = (schedule: Schedule, now: Instant): Phase => {
  if (schedule.publishedAt !== null && now >= schedule.publishedAt) return 'published';
  if (now < schedule.opensAt) return 'upcoming';
  if (now < schedule.closesAt) return 'collecting';
  return now < schedule.judgingAt ? 'moderating' : 'judging';
};

/** Whether a schedule runs forward: opens before it closes, closes no later than judging begins. */
export const validateSchedule = (schedule: Schedule): Result<Schedule, Refusal<'SCHEDULE_OUT_OF_ORDER'>> => {
  const { opensAt, closesAt, judgingAt, publishedAt } = schedule;
  const times = [opensAt, closesAt, judgingAt, ...(publishedAt === null ? [] : [publishedAt])];
  const inOrder = opensAt < closesAt && closesAt <= judgingAt && (publishedAt === null || publishedAt >= judgingAt);
  return times.every(Number.isFinite) && inOrder ? ok(schedule) : refuse('SCHEDULE_OUT_OF_ORDER', { ...schedule });
};

/** A usual month: submissions until the 20th, moderation until the 25th, judging from then on. */
export const usualSchedule = (key: EditionKey): Schedule => {
  const { startsAt } = editionMonth(key);
  const dayOf = (day: number): Instant => startsAt + (day - 1) * DAY_MS;
  return { opensAt: startsAt, closesAt: dayOf(21), judgingAt: dayOf(26), publishedAt: null };
};
