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
  recognisable: (typeof RECOGNISABLE)[number];
}

const PEOPLE = {
  nobody: 'none',
  self: 'self',
  consented: 'agreed',
  'not-consented': 'not-agreed',
} as const satisfies Record<SubmissionWords['recognisable'], PeopleShown>;

/** Each broken rule as the problem that people read, and the place in the body that it is about. */
const PROBLEM_OF = {
  TITLE_MISSING: ['TITLE_REQUIRED', '/title'],
  TITLE_TOO_LONG: ['TITLE_TOO_LONG', '/title'],
  STORY_TOO_LONG: ['STORY_TOO_LONG', '/story'],
  PLACE_MISSING: ['PLACE_REQUIRED', '/place'],
  PLACE_TOO_LONG: ['PLACE_TOO_LONG', '/place'],
  PEOPLE_NOT_AGREED: ['FACES_NOT_CLEARED', '/recognisable'],
  PEOPLE_UNKNOWN: ['VALIDATION_FAILED', '/recognisable'],
  CONSENT_MISSING: ['CONSENT_MISSING', '/consent'],
  CONSENT_OUTDATED: ['CONSENT_OUTDATED', '/consent/version'],
} as const satisfies Record<DetailsViolation, readonly [ProblemCode, string]>;

/** The details as they are stored (trimmed, NFC), or the first rule that is broken, with all of them in `errors`. */
export function cleanDetails(
  words: SubmissionWords,
  consentVersion: string,
  rules: EditionRules,
): Result<Omit<StoredDetails, 'consentedAt'>, Problem> {
  const { title, story, place, recognisable } = words;
  const people = PEOPLE[recognisable];
  const checked = validateSubmissionDetails({ title, story, place, people, consentVersion }, rules);
  if (!checked.ok) {
    const errors = checked.error.violations.map((violation) => {
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
  });
}
