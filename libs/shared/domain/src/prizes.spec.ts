import fc from 'fast-check';
import { DEFAULT_EDITION_RULES, prizeOfPlace, prizeViolations, validateEditionRules } from './index.js';

const usual = [
  { name: '一等奖', count: 1 },
  { name: '二等奖', count: 2 },
  { name: '三等奖', count: 5 },
];

describe('the prizes of an edition', () => {
  const named = (prizes: { name: string; count: number }[], winners: number) =>
    prizeViolations(prizes, winners).map(({ pointer, code }) => `${pointer} ${code}`);

  it('may be left out, or name every winning place', () => {
    expect(named([], 3)).toEqual([]);
    expect(named(usual, 8)).toEqual([]);
    expect(named([{ name: '奖'.repeat(20), count: 1 }], 1)).toEqual([]);
    expect(named([{ name: '𠮷'.repeat(20), count: 1 }], 1)).toEqual([]);
  });

  it('are refused with everything that is wrong with them', () => {
    const bad = [
      { name: '一等奖', count: 1 },
      { name: ' 二等奖', count: 0 },
      { name: '一等奖', count: 1.5 },
      { name: '', count: 1 },
      { name: '奖'.repeat(21), count: 1 },
      { name: '三\n等奖', count: 1 },
      { name: '三\u202e等奖', count: 1 },
    ];
    expect(named(bad, 3)).toEqual([
      '/prizes/1/name PRIZE_NAME_MALFORMED',
      '/prizes/1/count PRIZE_COUNT_INVALID',
      '/prizes/2/name PRIZE_NAME_TWICE',
      '/prizes/2/count PRIZE_COUNT_INVALID',
      '/prizes/3/name PRIZE_NAME_MALFORMED',
      '/prizes/4/name PRIZE_NAME_MALFORMED',
      '/prizes/5/name PRIZE_NAME_MALFORMED',
      '/prizes/6/name PRIZE_NAME_MALFORMED',
      '/prizes PRIZES_DO_NOT_ADD_UP',
    ]);
    expect(prizeViolations(usual, 7)).toEqual([
      { pointer: '/prizes', code: 'PRIZES_DO_NOT_ADD_UP', facts: { sum: 8, winners: 7 } },
    ]);
  });

  it('are checked with the other rules', () => {
    const result = validateEditionRules({ ...DEFAULT_EDITION_RULES, winners: 0, prizes: usual });
    expect(result.ok ? [] : result.error.violations.map(({ pointer }) => pointer)).toEqual(['/winners', '/prizes']);
    expect(validateEditionRules({ ...DEFAULT_EDITION_RULES, winners: 8, prizes: usual }).ok).toBe(true);
  });
});

describe('the prize of a place', () => {
  it('follows the counts from the best place down', () => {
    const places = [1, 2, 3, 4, 8, 9].map((place) => prizeOfPlace(usual, place));
    expect(places).toEqual(['一等奖', '二等奖', '二等奖', '三等奖', '三等奖', undefined]);
    expect(prizeOfPlace([], 1)).toBeUndefined();
  });

  it('gives each prize to as many places as it counts, never a better one to a worse place', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(counts, (all) => {
        const prizes = all.map((count, i) => ({ name: `${i + 1} 等奖`, count }));
        const winners = all.reduce((sum, count) => sum + count, 0);
        const given = Array.from({ length: winners }, (_, i) => prizeOfPlace(prizes, i + 1));
        expect(given).toEqual(prizes.flatMap(({ name, count }) => Array<string>(count).fill(name)));
      }),
    );
  });
});
