import {
  cleanText,
  DEFAULT_EDITION_RULES,
  textLength,
  validateSubmissionDetails,
  type ConsentAnswers,
  type EditionRules,
  type SubmissionDetails,
} from './index.js';

const rules = DEFAULT_EDITION_RULES;
const consent: ConsentAnswers = { version: rules.consentVersion, original: true, noSecrets: true };
const details: SubmissionDetails = {
  title: '晨光里的焊工',
  story: '凌晨五点，车间里第一束光。',
  place: '一号车间',
  people: 'agreed',
  consent,
};

const codesOf = (given: Partial<SubmissionDetails>, with_: Partial<EditionRules> = {}): string[] => {
  const result = validateSubmissionDetails({ ...details, ...given }, { ...rules, ...with_ });
  return result.ok ? [] : result.error.violations.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('the details of a submission', () => {
  it('are stored clean', () => {
    const given = { ...details, title: '  晨光 \n 里的\u200b焊工\u0007 ', story: '第一行\r\n第二行  ', place: '  ' };
    expect(validateSubmissionDetails(given, { ...rules, placeRequired: false })).toEqual({
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
      validateSubmissionDetails({ title: '光', people: 'none', consent }, { ...rules, placeRequired: false }),
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
      consent: { version: null, original: false, noSecrets: false },
    };
    expect(codesOf(given)).toEqual([
      '/title TITLE_MISSING',
      '/story STORY_TOO_LONG',
      '/place PLACE_TOO_LONG',
      '/people PEOPLE_NOT_AGREED',
      '/consent/original ORIGINALITY_MISSING',
      '/consent/noSecrets SECRETS_NOT_CLEARED',
      '/consent/version CONSENT_MISSING',
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
    expect(codesOf({ place: null }, { placeRequired: false })).toEqual([]);
    expect(codesOf({ place: null })).toEqual(['/place PLACE_MISSING']);
  });

  it('need consent to the present text', () => {
    expect(codesOf({ consent: { ...consent, version: '2020-01' } })).toEqual(['/consent/version CONSENT_OUTDATED']);
    expect(codesOf({ consent: { ...consent, version: '' } })).toEqual(['/consent/version CONSENT_MISSING']);
  });

  it('need each answer, and name each that is missing', () => {
    expect(codesOf({ consent: { ...consent, original: false } })).toEqual(['/consent/original ORIGINALITY_MISSING']);
    expect(codesOf({ consent: { ...consent, noSecrets: false } })).toEqual(['/consent/noSecrets SECRETS_NOT_CLEARED']);
    expect(codesOf({ people: null })).toEqual(['/people PEOPLE_MISSING']);
    expect(codesOf({ people: 'perhaps' as 'none' })).toEqual(['/people PEOPLE_UNKNOWN']);
  });

  it('cannot hide text by characters that reorder or vanish', () => {
    expect(cleanText('a\u202eb\u2066c\ufeffd\u0085e')).toBe('abcde');
    expect(cleanText('e\u0301')).toBe('\u00e9');
  });
});
