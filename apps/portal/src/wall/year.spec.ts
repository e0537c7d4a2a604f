import { yearCells } from './year.js';

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
});
