import { readWallSearch, writeWallSearch } from './wall-search.js';

const read = (text: string) => readWallSearch(new URLSearchParams(text), 2026);

test('the address says what of the wall is looked at, and nothing that is usual', () => {
  const usual = { year: 2026, month: null, district: null };
  expect(read('')).toEqual(usual);
  expect(writeWallSearch(usual, 2026)).toEqual({});
  const search = { year: 2025, month: 2, district: 'longhua' } as const;
  expect(writeWallSearch(search, 2026)).toEqual({ year: '2025', month: '2', district: 'longhua' });
  expect(read('year=2025&month=2&district=longhua')).toEqual(search);
});

test('what makes no sense in an address is taken for left out', () => {
  for (const text of ['year=2027&month=13&district=atlantis', 'year=abc&month=0', 'year=1e3&month=1.5&district='])
    expect(read(text)).toEqual({ year: 2026, month: null, district: null });
});
