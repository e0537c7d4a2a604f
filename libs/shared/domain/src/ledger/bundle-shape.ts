import { APPROVE_MOST_ENTRIES, GRADE_MOST, RANK_MOST_ENTRIES } from '../ballots/method.js';
import { HEARTS_WEIGHT_MOST } from '../rules.js';
import { LADDER_STEPS } from '../tally/ladder.js';
import { ENTRY_STATES } from '../states/entry.states.js';
import type { TallyRules } from '../tally/types.js';
import type { ResultBundle } from './bundle.js';
import { anyObject, byKind, list, nullOr, oneOf, record, text, whole, type Shape } from './shape.js';

/** Bounds of a bundle. They are far above any real round and keep a hostile file from costing hours. */
export const BUNDLE_LIMITS = {
  entries: 20_000,
  leaves: 5_000_000,
  ballots: 20_000,
  winners: 1_000,
} as const;

const anyText = text(/^[^]{1,400}$/, 'a text of 1 to 400 characters');
const id = text(/^[^]{1,64}$/, 'an id');
const sha256Hex = text(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal');
const numberText = text(/^[1-9][0-9]{0,8}$/, 'an entry number');
const label = text(/^[^]{1,64}$/, 'a label');
const numbers = list(numberText, BUNDLE_LIMITS.entries);

const method = byKind({
  approve: { max: whole(1, APPROVE_MOST_ENTRIES) },
  grid: { size: whole(2, 16), picks: whole(1, 15) },
  pair: {},
  'yes-no': {},
  score: {},
  rank: { max: whole(1, RANK_MOST_ENTRIES) },
});

const cap = whole(1, BUNDLE_LIMITS.winners);
const RULES = {
  method,
  ladder: list(oneOf(...LADDER_STEPS), LADDER_STEPS.length),
  winners: whole(1, BUNDLE_LIMITS.winners),
  caps: record({}, { perAuthor: cap, perCompany: cap, perDistrict: cap }),
  exposureTarget: whole(1, 1_000_000),
  heartsWeight: whole(1, HEARTS_WEIGHT_MOST),
} satisfies Record<keyof TallyRules, Shape>;
const { caps, exposureTarget, heartsWeight, ...needed } = RULES;

/** Every member of a leaf and nothing else: what is foreign here could tie an answer to a seat or a time. */
export const leafShape = record({
  pseudonym: text(/^[0-9a-f]{32,64}$/, 'a pseudonym'),
  screen: record({ id, entries: list(numberText, APPROVE_MOST_ENTRIES) }, { ordinal: whole(1) }),
  answer: byKind({
    picks: { picks: list(numberText, APPROVE_MOST_ENTRIES) },
    verdict: { verdict: oneOf('in', 'out') },
    grade: { grade: whole(1, GRADE_MOST) },
    order: { order: list(numberText, RANK_MOST_ENTRIES) },
    skip: {},
  }),
});

const MEMBERS = {
  format: oneOf('zuimei-bundle-1'),
  software: anyText,
  version: whole(1, 1_000),
  correction: nullOr(record({ reason: anyText, previous: sha256Hex })),
  round: record({ id, title: anyText }),
  rules: record(needed, { caps, exposureTarget, heartsWeight }),
  seed: anyText,
  entries: list(
    record(
      { number: whole(1, 999_999_999), photo: sha256Hex, state: oneOf(...ENTRY_STATES) },
      { author: label, company: label, district: label, hearts: whole(0, 999_999_999) },
    ),
    BUNDLE_LIMITS.entries,
  ),
  chain: record({ length: whole(0), head: sha256Hex }),
  receipts: list(text(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/, 'a receipt'), 100_000),
  runOffs: list(record({ ranking: list(numbers, BUNDLE_LIMITS.entries) }), 100),
  tally: anyObject,
  // Each is looked at when it is read.
  leaves: list(() => [], BUNDLE_LIMITS.leaves),
  head: record(
    { roundId: id, size: whole(0), root: sha256Hex, contents: sha256Hex },
    {
      signature: text(/^[0-9a-f]{128}$/, 'a signature of 64 bytes'),
      publicKey: text(/^[0-9a-f]{64}$/, 'a key of 32 bytes'),
    },
  ),
} satisfies Record<keyof ResultBundle, Shape>;

const shape = record(MEMBERS);

/** Every member of a bundle and nothing else; its leaves are another matter, see `leafShape`. */
export const bundleShape = (value: unknown): string[] => shape(value, '');
