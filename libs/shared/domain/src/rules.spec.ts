import { changedPromises, checkQuota, checkWindow, DEFAULT_EDITION_RULES, validateEditionRules } from './index.js';

const rules = DEFAULT_EDITION_RULES;
describe('the quota', () => {
  it('lets the last one in and not one more', () => {
    expect(checkQuota(rules, 4)).toEqual({ ok: true, value: { left: 0 } });
    expect(checkQuota(rules, 5)).toEqual({
      ok: false,
      error: { code: 'QUOTA_EXCEEDED', facts: { quota: 5, used: 5, left: 0 } },
    });
  });

  it('counts several at once', () => {
    expect(checkQuota(rules, 2, 3).ok).toBe(true);
    expect(checkQuota(rules, 3, 3)).toMatchObject({ ok: false, error: { facts: { left: 2 } } });
  });
});

describe('the submission window', () => {
  it('is open while collecting', () => {
    expect(checkWindow('collecting').ok).toBe(true);
    expect(checkWindow('moderating')).toMatchObject({
      ok: false,
      error: { code: 'NOT_COLLECTING', facts: { phase: 'moderating' } },
    });
  });
});

describe('the rules of an edition', () => {
  it('are good as they come', () => {
    expect(validateEditionRules(rules)).toEqual({ ok: true, value: rules });
    expect(validateEditionRules({ ...rules, caps: { perAuthor: 1, perCompany: undefined } }).ok).toBe(true);
  });

  it('are refused by name', () => {
    const bad = {
      ...rules,
      quota: 0,
      heartsWeight: 41,
      titleMax: 1.5,
      caps: { perAuthor: 0 },
      tieLadder: ['shared'] as const,
    };
    const result = validateEditionRules(bad);
    expect(result.ok ? [] : result.error.violations.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/quota RULE_OUT_OF_RANGE',
      '/titleMax RULE_OUT_OF_RANGE',
      '/heartsWeight RULE_OUT_OF_RANGE',
      '/caps/perAuthor RULE_OUT_OF_RANGE',
      '/tieLadder LADDER_MALFORMED',
    ]);
  });

  it('name no format and no consent text that is not known', () => {
    const codes = (change: object) => {
      const result = validateEditionRules({ ...rules, ...change });
      return result.ok ? [] : result.error.violations.map(({ pointer, code }) => `${pointer} ${code}`);
    };
    expect(codes({ photoTypes: ['jpeg'] })).toEqual([]);
    expect(codes({ photoTypes: [] })).toEqual(['/photoTypes RULE_UNKNOWN']);
    expect(codes({ photoTypes: ['jpeg', 'gif'], consentVersion: '1999-01' })).toEqual([
      '/photoTypes RULE_UNKNOWN',
      '/consentVersion RULE_UNKNOWN',
    ]);
  });

  it('were promised as far as they decide who wins', () => {
    expect(changedPromises(rules, { ...rules, quota: 9, minShortSide: 1000 })).toEqual([]);
    expect(changedPromises(rules, { ...rules, caps: { perAuthor: undefined } })).toEqual([]);
    expect(
      changedPromises(rules, {
        ...rules,
        winners: 4,
        prizes: [{ name: '一等奖', count: 4 }],
        moments: 31,
        caps: { perAuthor: 1 },
        heartsWeight: 10,
        tieLadder: ['primary', 'shared'],
      }),
    ).toEqual(['/winners', '/prizes', '/moments', '/caps', '/heartsWeight', '/tieLadder']);
  });
});
