import type { ConsentVersion } from './consent.js';
import { err, ok, type Refusal, type Result, type Violation } from './result.js';
import type { EditionRules } from './rules.js';

/** Who can be recognised on a photo: 无, 本人, 已获同意, 未获同意. The last one has to be made unrecognisable first. */
export const PEOPLE_SHOWN = ['none', 'self', 'agreed', 'not-agreed'] as const;
export type PeopleShown = (typeof PEOPLE_SHOWN)[number];

/** What an author writes beside a photo. */
export interface SubmissionDetails {
  readonly title: string;
  readonly story?: string | null;
  readonly place?: string | null;
  /** Null where the author has not said. */
  readonly people: PeopleShown | null;
  readonly consent: ConsentAnswers;
}

/** What an author answers when handing a photo in; who can be recognised on it is asked beside. */
export interface ConsentAnswers {
  /** The version of the consent text that was agreed to; null where not agreed. */
  readonly version: string | null;
  /** 照片是我拍的: the author made the photo. */
  readonly original: boolean;
  /** 照片不含单位秘密: it shows no secret of a workplace. */
  readonly noSecrets: boolean;
}

/** Details as they are stored: NFC, trimmed, without control characters, empty texts as null. */
export interface CleanSubmissionDetails {
  readonly title: string;
  readonly story: string | null;
  readonly place: string | null;
  readonly people: PeopleShown;
  readonly consentVersion: ConsentVersion;
}

export const DETAILS_VIOLATIONS = [
  'TITLE_MISSING',
  'TITLE_TOO_LONG',
  'STORY_TOO_LONG',
  'PLACE_MISSING',
  'PLACE_TOO_LONG',
  'PEOPLE_NOT_AGREED',
  'PEOPLE_MISSING',
  'PEOPLE_UNKNOWN',
  'CONSENT_MISSING',
  'CONSENT_OUTDATED',
  'ORIGINALITY_MISSING',
  'SECRETS_NOT_CLEARED',
] as const;
export type DetailsViolation = (typeof DETAILS_VIOLATIONS)[number];

export interface DetailsRefusal extends Refusal<'SUBMISSION_DETAILS_INVALID'> {
  readonly violations: readonly Violation<DetailsViolation>[];
}

/** The length of a text as its writer counts it: one per Unicode code point, so that 𠮷 is one character. */
export const textLength = (text: string): number => [...text].length;

/** A text as it is stored: NFC, no control characters but line breaks, no spaces at the ends. */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')
    // Control, bidirectional-override and zero-width characters can hide or reorder what a moderator reads.
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim();

/** The same on one line, with single spaces. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ');

/** Checks what an author wrote, naming every rule that is broken at once. Returns the details as they are stored. */
export const validateSubmissionDetails = (
  details: SubmissionDetails,
  rules: EditionRules,
): Result<CleanSubmissionDetails, DetailsRefusal> => {
  const title = cleanLine(details.title);
  const story = cleanText(details.story ?? '');
  const place = cleanLine(details.place ?? '');
  const violations: Violation<DetailsViolation>[] = [];
  const violate = (pointer: string, code: DetailsViolation, facts: Record<string, unknown> = {}): void => {
    violations.push({ pointer, code, facts });
  };
  const limit = (pointer: string, code: DetailsViolation, text: string, most: number): void => {
    const given = textLength(text);
    if (given > most) violate(pointer, code, { most, given });
  };

  if (title === '') violate('/title', 'TITLE_MISSING');
  limit('/title', 'TITLE_TOO_LONG', title, rules.titleMax);
  limit('/story', 'STORY_TOO_LONG', story, rules.storyMax);
  if (place === '' && rules.placeRequired) violate('/place', 'PLACE_MISSING');
  limit('/place', 'PLACE_TOO_LONG', place, rules.placeMax);
  const { people, consent } = details;
  if (people === null) violate('/people', 'PEOPLE_MISSING');
  else if (!PEOPLE_SHOWN.includes(people)) violate('/people', 'PEOPLE_UNKNOWN');
  else if (people === 'not-agreed') violate('/people', 'PEOPLE_NOT_AGREED');
  if (!consent.original) violate('/consent/original', 'ORIGINALITY_MISSING');
  if (!consent.noSecrets) violate('/consent/noSecrets', 'SECRETS_NOT_CLEARED');
  if (!consent.version) violate('/consent/version', 'CONSENT_MISSING');
  else if (consent.version !== rules.consentVersion)
    violate('/consent/version', 'CONSENT_OUTDATED', { required: rules.consentVersion, given: consent.version });

  if (violations.length > 0 || people === null)
    return err({ code: 'SUBMISSION_DETAILS_INVALID', facts: {}, violations });
  return ok({ title, story: story || null, place: place || null, people, consentVersion: rules.consentVersion });
};
