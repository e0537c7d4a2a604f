import {
  checkQuota,
  checkWindow,
  cleanText,
  DEFAULT_EDITION_RULES,
  textLength,
  validateEditionRules,
  validateSubmissionDetails,
  type EditionRules,
  type SubmissionDetails,
} from './index.js';

const rules = DEFAULT_EDITION_RULES;
const details: SubmissionDetails = {
  title: '晨光里的焊工',
  story: '凌晨五点，车间里第一束光。',
  place: '一号车间',
  people: 'agreed',
  consentVersion: rules.consentVersion,
};

const codesOf = (given: Partial<SubmissionDetails>, with_: Partial<EditionRules> = {}): string[] => {
  const result = validateSubmissionDetails({ ...details, ...given }, { ...rules, ...with_ });
  return result.ok ? [] : result.error.violations.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('the details of a submission', () => {
  it('are stored clean', () => {
    const given = { ...details, title: '  晨光 \n 里的\u200b焊工\u0007 ', story: '第一行\r\n第二行  ', place: '  ' };
    expect(validateSubmissionDetails(given, rules)).toEqual({
      ok: true,
      value: {
        title: '晨光 里的焊工',
        story: '第一行\n第二行',
        place: null,
        people: 'agreed',
        consentVersion: rules.consentVersion,
      },
    });
  });

  it('may have no story and no place', () => {
    expect(
      validateSubmissionDetails({ title: '光', people: 'none', consentVersion: rules.consentVersion }, rules),
    ).toMatchObject({
      ok: true,
      value: { story: null, place: null },
    });
  });

  it('name every rule that is broken at once', () => {
    const given = {
      title: ' ',
      story: '长'.repeat(301),
      place: '远'.repeat(41),
      people: 'not-agreed' as const,
      consentVersion: null,
    };
    expect(codesOf(given)).toEqual([
      '/title TITLE_MISSING',
      '/story STORY_TOO_LONG',
      '/place PLACE_TOO_LONG',
      '/people PEOPLE_NOT_AGREED',
      '/consentVersion CONSENT_MISSING',
    ]);
  });

  it('count characters and not code units', () => {
    expect(textLength('𠮷野家')).toBe(3);
    expect(codesOf({ title: '𠮷'.repeat(30) })).toEqual([]);
    expect(codesOf({ title: '𠮷'.repeat(31) })).toEqual(['/title TITLE_TOO_LONG']);
    expect(codesOf({ story: '字'.repeat(300) })).toEqual([]);
  });

  it('say what the limit is and what was given', () => {
    const result = validateSubmissionDetails({ ...details, title: '长'.repeat(31) }, rules);
    expect(result).toMatchObject({ ok: false, error: { violations: [{ facts: { most: 30, given: 31 } }] } });
  });

  it('need a place only where the edition says so', () => {
    expect(codesOf({ place: null })).toEqual([]);
    expect(codesOf({ place: null }, { placeRequired: true })).toEqual(['/place PLACE_MISSING']);
  });

  it('need consent to the present text', () => {
    expect(codesOf({ consentVersion: '2020-01' })).toEqual(['/consentVersion CONSENT_OUTDATED']);
    expect(codesOf({ consentVersion: '' })).toEqual(['/consentVersion CONSENT_MISSING']);
    expect(codesOf({ people: 'perhaps' as 'none' })).toEqual(['/people PEOPLE_UNKNOWN']);
  });

  it('cannot hide text by characters that reorder or vanish', () => {
    expect(cleanText('a\u202eb\u2066c\ufeffd\u0085e')).toBe('abcde');
    expect(cleanText('e\u0301')).toBe('\u00e9');
  });
});

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
