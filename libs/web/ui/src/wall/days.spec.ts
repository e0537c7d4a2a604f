import { dayByKey, weekdayOf, weeksOf, yearCells } from './days.js';

describe('the year as a wall', () => {
  const cells = yearCells(2026, new Set(['2026-01-01', '2026-12-31']), '2026-11-22');

  it('has 365 cells, and 366 in a leap year', () => {
    expect(cells).toHaveLength(365);
    expect(yearCells(2028, new Set(), '2028-01-01')).toHaveLength(366);
  });

  it('tells moments, gaps, today and the future apart', () => {
    const kinds = Object.fromEntries(cells.map(({ day, kind }) => [day, kind]));
    expect([
      kinds['2026-01-01'],
      kinds['2026-01-02'],
      kinds['2026-11-22'],
      kinds['2026-11-23'],
      kinds['2026-12-31'],
    ]).toEqual(['filled', 'gap', 'gap', 'future', 'filled']);
    expect(cells.filter(({ today }) => today).map(({ day }) => day)).toEqual(['2026-11-22']);
  });

  it('stands in weeks from Monday on', () => {
    // The 1st of November 2026 is a Sunday.
    expect([weekdayOf('2026-11-01'), weekdayOf('2026-11-02'), weekdayOf('2026-11-30')]).toEqual([7, 1, 1]);
    const weeks = weeksOf(cells.filter(({ month }) => month === 11));
    expect(weeks.map((week) => week.map(({ date }) => date))).toEqual([
      [1],
      [2, 3, 4, 5, 6, 7, 8],
      [9, 10, 11, 12, 13, 14, 15],
      [16, 17, 18, 19, 20, 21, 22],
      [23, 24, 25, 26, 27, 28, 29],
      [30],
    ]);
  });
});

describe('keys on the wall', () => {
  it('go as the days lie before the eye', () => {
    for (const [flow, key, to] of [
      ['right', 'ArrowRight', '2026-04-01'],
      ['right', 'ArrowLeft', '2026-03-30'],
      ['right', 'ArrowDown', '2026-04-30'],
      ['right', 'ArrowUp', '2026-02-28'],
      ['down', 'ArrowDown', '2026-04-01'],
      ['down', 'ArrowUp', '2026-03-30'],
      ['down', 'ArrowRight', '2026-04-30'],
      ['down', 'ArrowLeft', '2026-02-28'],
      ['weeks', 'ArrowRight', '2026-04-01'],
      ['weeks', 'ArrowDown', '2026-04-07'],
      ['weeks', 'ArrowUp', '2026-03-24'],
      ['right', 'Home', '2026-03-01'],
      ['down', 'End', '2026-03-31'],
      ['right', 'PageUp', '2026-02-28'],
      ['right', 'PageDown', '2026-04-30'],
      ['right', 'x', null],
    ] as const)
      expect([flow, key, dayByKey('2026-03-31', key, flow)]).toEqual([flow, key, to]);
  });

  it('stay within the year, and know the leap day', () => {
    expect(dayByKey('2026-12-31', 'ArrowRight', 'right')).toBeNull();
    expect(dayByKey('2026-12-28', 'ArrowDown', 'weeks')).toBeNull();
    expect(dayByKey('2026-01-31', 'ArrowUp', 'right')).toBeNull();
    expect(dayByKey('2028-01-30', 'ArrowDown', 'right')).toBe('2028-02-29');
  });
});
