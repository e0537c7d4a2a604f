import { validateLadder, type LadderStep } from './tally/ladder.js';
import type { Caps } from './tally/caps.js';
import { CONSENT_VERSIONS, type ConsentVersion, NEWEST_CONSENT } from './consent.js';
import { type Prize, PRIZES_VIOLATIONS, prizeViolations } from './prizes.js';
import { err, ok, refuse, type Refusal, type Result, type Violation } from './result.js';

/** Picture formats that an edition may accept, by content and never by file name. */
export const PHOTO_TYPES = ['jpeg', 'png', 'webp', 'avif', 'heic'] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];

/** What one edition lets in and how its winners are found. Numbers are configuration; these are the usual ones. */
export interface EditionRules {
  /** Submissions per author and edition; withdrawn and unreadable ones do not count. */
  readonly quota: number;
  readonly photoTypes: readonly PhotoType[];
  /** Least short side, pixels. */
  readonly minShortSide: number;
  /** Most long side, pixels. */
  readonly maxSide: number;
  readonly maxBytes: number;
  readonly maxPixels: number;
  /** Most long side over short side. */
  readonly maxAspect: number;
  /** Most scans of a progressive JPEG: more is an attack on the decoder. */
  readonly maxScans: number;
  /** Text lengths in characters (Unicode code points). */
  readonly titleMax: number;
  readonly storyMax: number;
  readonly placeMax: number;
  readonly placeRequired: boolean;
  /** Which consent text authors agree to. */
  readonly consentVersion: ConsentVersion;
  /** How many entries win. */
  readonly winners: number;
  /** What the winning places are called, the best first. The counts add up to `winners`; none: 第一名, 第二名 and so on. */
  readonly prizes: readonly Prize[];
  /** How many moments an edition puts on the wall. */
  readonly moments: number;
  readonly caps: Caps;
  /** Weight of public hearts in per cent, 0 to 40. */
  readonly heartsWeight: number;
  readonly tieLadder: readonly LadderStep[];
  /** Days after the prize was handed over until a phone number is deleted. */
  readonly phoneRetentionDays: number;
}

export const DEFAULT_EDITION_RULES: EditionRules = {
  quota: 5,
  photoTypes: PHOTO_TYPES,
  minShortSide: 600,
  maxSide: 16_384,
  maxBytes: 30 * 1024 * 1024,
  maxPixels: 120_000_000,
  maxAspect: 20,
  maxScans: 100,
  titleMax: 30,
  storyMax: 300,
  placeMax: 40,
  placeRequired: true,
  consentVersion: NEWEST_CONSENT,
  winners: 3,
  prizes: [],
  moments: 30,
  caps: {},
  heartsWeight: 0,
  tieLadder: ['primary', 'head-to-head', 'distinct-jurors', 'run-off', 'shared'],
  phoneRetentionDays: 90,
};

/** The most that public hearts may weigh, per cent. */
export const HEARTS_WEIGHT_MOST = 40;

/** Whether an author who already has `used` submissions in the edition may add `adding` more. Facts: `quota, used, left`. */
export const checkQuota = (
  rules: EditionRules,
  used: number,
  adding = 1,
): Result<{ readonly left: number }, Refusal<'QUOTA_EXCEEDED'>> => {
  const left = rules.quota - used - adding;
  if (left >= 0) return ok({ left });
  return refuse('QUOTA_EXCEEDED', { quota: rules.quota, used, left: Math.max(0, rules.quota - used) });
};

/** Whether an edition takes submissions in this phase. */
export const checkWindow = (phaseNow: string): Result<null, Refusal<'NOT_COLLECTING'>> =>
  phaseNow === 'collecting' ? ok(null) : refuse('NOT_COLLECTING', { phase: phaseNow });

export const RULES_VIOLATIONS = [
  'RULE_OUT_OF_RANGE',
  'RULE_UNKNOWN',
  'LADDER_MALFORMED',
  ...PRIZES_VIOLATIONS,
] as const;
export type RulesViolation = (typeof RULES_VIOLATIONS)[number];

export interface RulesRefusal extends Refusal<'EDITION_RULES_INVALID'> {
  readonly violations: readonly Violation<RulesViolation>[];
}

type NumberRule = { [K in keyof EditionRules]: EditionRules[K] extends number ? K : never }[keyof EditionRules];

/** The least and most that each numeric rule may be set to. All are whole numbers. */
const RANGES: Record<NumberRule, readonly [number, number]> = {
  quota: [1, 100],
  minShortSide: [1, 16_384],
  maxSide: [1, 16_384],
  maxBytes: [1, 30 * 1024 * 1024],
  maxPixels: [1, 120_000_000],
  maxAspect: [1, 20],
  maxScans: [1, 100],
  titleMax: [1, 200],
  storyMax: [0, 5_000],
  placeMax: [0, 200],
  winners: [1, 1_000],
  moments: [0, 366],
  heartsWeight: [0, HEARTS_WEIGHT_MOST],
  phoneRetentionDays: [1, 3_650],
};

/** Checks rules that an organizer sets, naming every one that is out of its range at once. */
export const validateEditionRules = (rules: EditionRules): Result<EditionRules, RulesRefusal> => {
  const violations: Violation<RulesViolation>[] = [];
  const check = (pointer: string, value: number, [least, most]: readonly [number, number]): void => {
    if (!Number.isInteger(value) || value < least || value > most)
      violations.push({ pointer, code: 'RULE_OUT_OF_RANGE', facts: { least, most, given: value } });
  };
  for (const [name, range] of Object.entries(RANGES)) check(`/${name}`, rules[name as NumberRule], range);
  for (const [name, cap] of Object.entries(rules.caps)) if (cap !== undefined) check(`/caps/${name}`, cap, [1, 1_000]);
  const types = rules.photoTypes;
  const knownTypes = types.length > 0 && types.every((type) => PHOTO_TYPES.includes(type));
  if (!knownTypes)
    violations.push({ pointer: '/photoTypes', code: 'RULE_UNKNOWN', facts: { known: [...PHOTO_TYPES] } });
  if (!CONSENT_VERSIONS.includes(rules.consentVersion))
    violations.push({ pointer: '/consentVersion', code: 'RULE_UNKNOWN', facts: { known: [...CONSENT_VERSIONS] } });
  violations.push(...prizeViolations(rules.prizes, rules.winners));
  const ladder = validateLadder(rules.tieLadder);
  if (!ladder.ok) violations.push({ pointer: '/tieLadder', ...ladder.error });
  return violations.length === 0 ? ok(rules) : err({ code: 'EDITION_RULES_INVALID', facts: {}, violations });
};

/** Rules that authors and jurors were promised before the first vote: once a round is prepared they stand. */
export const PROMISED_RULES = ['winners', 'prizes', 'moments', 'caps', 'heartsWeight', 'tieLadder'] as const;

/** Which of the promised rules differ, as pointers. */
export const changedPromises = (before: EditionRules, after: EditionRules): readonly string[] => {
  const words = (rules: EditionRules, name: (typeof PROMISED_RULES)[number]): string => {
    if (name === 'caps') return [rules.caps.perAuthor, rules.caps.perCompany, rules.caps.perDistrict].join();
    if (name === 'prizes') return rules.prizes.map((prize) => `${prize.count} ${prize.name}`).join('\n');
    return String(rules[name]);
  };
  return PROMISED_RULES.filter((name) => words(before, name) !== words(after, name)).map((name) => `/${name}`);
};
