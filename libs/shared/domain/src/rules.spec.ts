import { checkQuota, checkWindow, DEFAULT_EDITION_RULES, validateEditionRules } from './index.js';

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
});
