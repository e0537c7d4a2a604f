import type { Problem, ProblemCode, RECOGNISABLE } from '@zuimei/contracts';
import {
  type DetailsViolation,
  type EditionRules,
  err,
  ok,
  type PeopleShown,
  type Result,
  validateSubmissionDetails,
} from '@zuimei/domain';
import type { StoredDetails } from '@zuimei/persistence/contest';

/** What an author writes beside a photo, as it comes in. */
export interface SubmissionWords {
  title: string;
  story: string;
  place: string;
  /** Null where the author has not said. */
  recognisable: (typeof RECOGNISABLE)[number] | null;
}

/** What an author answers besides, as it comes in. */
export interface GivenConsent {
  version: string;
  original: boolean;
  noSecrets: boolean;
  /** The district of the photo's position may be kept. */
  district: boolean;
}

const PEOPLE = {
  nobody: 'none',
  self: 'self',
  consented: 'agreed',
  'not-consented': 'not-agreed',
} as const satisfies Record<NonNullable<SubmissionWords['recognisable']>, PeopleShown>;

/** Each broken rule as the problem that people read, and the place in the body that it is about. */
const PROBLEM_OF = {
  TITLE_MISSING: ['TITLE_REQUIRED', '/title'],
  TITLE_TOO_LONG: ['TITLE_TOO_LONG', '/title'],
  STORY_TOO_LONG: ['STORY_TOO_LONG', '/story'],
  PLACE_MISSING: ['PLACE_REQUIRED', '/place'],
  PLACE_TOO_LONG: ['PLACE_TOO_LONG', '/place'],
  PEOPLE_NOT_AGREED: ['FACES_NOT_CLEARED', '/recognisable'],
  PEOPLE_MISSING: ['PORTRAIT_MISSING', '/recognisable'],
  PEOPLE_UNKNOWN: ['VALIDATION_FAILED', '/recognisable'],
  CONSENT_MISSING: ['CONSENT_MISSING', '/consent/version'],
  CONSENT_OUTDATED: ['CONSENT_OUTDATED', '/consent/version'],
  ORIGINALITY_MISSING: ['ORIGINALITY_MISSING', '/consent/original'],
  SECRETS_NOT_CLEARED: ['SECRETS_NOT_CLEARED', '/consent/noSecrets'],
} as const satisfies Record<DetailsViolation, readonly [ProblemCode, string]>;

/** The details as they are stored (trimmed, NFC), or the first rule that is broken, with all of them in `errors`. */
export function cleanDetails(
  words: SubmissionWords,
  consent: GivenConsent,
  rules: EditionRules,
): Result<Omit<StoredDetails, 'consentedAt'>, Problem> {
  const { title, story, place, recognisable } = words;
  const people = recognisable && PEOPLE[recognisable];
  const checked = validateSubmissionDetails({ title, story, place, people, consent }, rules);
  if (!checked.ok || recognisable === null) {
    const errors = (checked.ok ? [] : checked.error.violations).map((violation) => {
      const [code, pointer] = PROBLEM_OF[violation.code];
      const { most, given, required } = violation.facts;
      const facts = required === undefined ? { limit: most, actual: given } : { version: required };
      return { pointer, code, facts };
    });
    const [first] = errors;
    if (!first) throw new Error('details were refused without a reason');
    return err({ code: first.code, facts: first.facts, errors });
  }
  const clean = checked.value;
  return ok({
    title: clean.title,
    story: clean.story ?? '',
    place: clean.place ?? '',
    recognisable,
    consentVersion: clean.consentVersion,
    consentOriginal: consent.original,
    consentNoSecrets: consent.noSecrets,
    keepDistrict: consent.district,
  });
}
