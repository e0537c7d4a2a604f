import fc from 'fast-check';
import {
  editionKeyAt,
  editionMonth,
  nextEditionKey,
  parseEditionKey,
  phase,
  shanghaiDayOfYear,
  shanghaiInstant,
  shanghaiTime,
  usualSchedule,
  validateSchedule,
  type EditionKey,
  type Schedule,
} from './index.js';

const at = (iso: string): number => Date.parse(iso);

describe('the clock of Shanghai', () => {
  it('is eight hours ahead of UTC, summer and winter', () => {
    expect(shanghaiTime(at('2026-10-31T16:00:00Z'))).toEqual({
      year: 2026,
      month: 11,
      day: 1,
      hour: 0,
      minute: 0,
      second: 0,
    });
    expect(shanghaiTime(at('2026-07-01T15:59:59Z'))).toEqual({
      year: 2026,
      month: 7,
      day: 1,
      hour: 23,
      minute: 59,
      second: 59,
    });
    expect(shanghaiInstant(2026, 11, 1)).toBe(at('2026-10-31T16:00:00Z'));
  });

  it('agrees with the time-zone database at any time since 1992', () => {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Asia/Shanghai',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    fc.assert(
      fc.property(fc.integer({ min: at('1992-01-01'), max: at('2099-12-31') }), (now) => {
        const { year, month, day } = shanghaiTime(now);
        expect(format.format(now)).toBe(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
        expect(editionKeyAt(now)).toBe(format.format(now).slice(0, 7));
      }),
    );
  });

  it('numbers the days of a year, leap years included', () => {
    expect(shanghaiDayOfYear(shanghaiInstant(2026, 1, 1))).toBe(1);
    expect(shanghaiDayOfYear(shanghaiInstant(2026, 12, 31, 23, 59))).toBe(365);
    expect(shanghaiDayOfYear(shanghaiInstant(2028, 12, 31))).toBe(366);
  });
});

describe('an edition key', () => {
  it('is a year and a month', () => {
    expect(parseEditionKey('2026-11')).toEqual({ ok: true, value: { key: '2026-11', year: 2026, month: 11 } });
  });

  it.each(['2026-00', '2026-13', '2026-1', '26-11', '2026-11-01', ' 2026-11', ''])('is not %j', (text) => {
    expect(parseEditionKey(text)).toEqual({
      ok: false,
      error: { code: 'EDITION_KEY_MALFORMED', facts: { given: text } },
    });
  });

  it('spans its month and leads to the next, across the year', () => {
    expect(editionMonth('2026-12')).toEqual({ startsAt: at('2026-11-30T16:00Z'), endsAt: at('2026-12-31T16:00Z') });
    expect(nextEditionKey('2026-12')).toBe('2027-01');
    expect(() => editionMonth('2026-99' as EditionKey)).toThrow(RangeError);
  });
});

describe('the phase', () => {
  const schedule: Schedule = { ...usualSchedule('2026-11'), publishedAt: at('2026-11-30T10:00Z') };

  it.each([
    ['2026-10-31T15:59:59Z', 'upcoming'],
    ['2026-10-31T16:00:00Z', 'collecting'],
    ['2026-11-20T15:59:59Z', 'collecting'],
    ['2026-11-20T16:00:00Z', 'moderating'],
    ['2026-11-25T15:59:59Z', 'moderating'],
    ['2026-11-25T16:00:00Z', 'judging'],
    ['2026-11-30T09:59:59Z', 'judging'],
    ['2026-11-30T10:00:00Z', 'published'],
  ])('at %s is %s', (now, expected) => {
    expect(phase(schedule, at(now))).toBe(expected);
  });

  it('stays judging for as long as nobody has published', () => {
    expect(phase({ ...schedule, publishedAt: null }, at('2030-01-01'))).toBe('judging');
  });

  it('needs a schedule that runs forward', () => {
    expect(validateSchedule(schedule).ok).toBe(true);
    expect(validateSchedule(usualSchedule('2026-11')).ok).toBe(true);
    const bad: Partial<Schedule>[] = [
      { opensAt: schedule.closesAt },
      { judgingAt: schedule.closesAt - 1 },
      { publishedAt: schedule.judgingAt - 1 },
      { opensAt: NaN },
      { opensAt: -Infinity },
    ];
    for (const part of bad)
      expect(validateSchedule({ ...schedule, ...part })).toMatchObject({
        ok: false,
        error: { code: 'SCHEDULE_OUT_OF_ORDER' },
      });
  });
});
