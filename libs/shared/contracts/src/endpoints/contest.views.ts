import {
  CONSENT_VERSIONS,
  DISTRICTS,
  ENTRY_STATES,
  LADDER_STEPS,
  PHOTO_TYPES,
  SUBMISSION_STATES,
} from '@zuimei/domain';
import { z } from 'zod';
import { editionKey, figureScale, id, instant, photo } from '../shapes.js';

export const PHASES = ['upcoming', 'collecting', 'moderating', 'judging', 'published'] as const;
/** How two photos are alike: the same file, or one of them made from the other. */
export const LIKENESS_KINDS = ['same-bytes', 'near'] as const;
export type LikenessKind = (typeof LIKENESS_KINDS)[number];
export const RECOGNISABLE = ['nobody', 'self', 'consented', 'not-consented'] as const;
/** Reasons 1–6 of the moderator, in the order of the keys. */
export const REFUSAL_REASONS = [
  'low-resolution',
  'not-clear',
  'faces-without-consent',
  'duplicate',
  'off-theme',
  'dangerous-or-secret',
] as const;

/** What an author agreed to and answered when handing a photo in; who can be recognised on it stands beside. */
export const consentView = z.object({
  version: z.string(),
  at: instant,
  original: z.boolean(),
  noSecrets: z.boolean(),
  /** The author lets the district be read from the photo's position. */
  district: z.boolean(),
});

/** The rules an author must know before uploading; all figures are configuration of the edition. */
export const publicRules = z.object({
  quota: z.int(),
  /** Accepted by content, whatever the file is called. */
  photoTypes: z.array(z.enum(PHOTO_TYPES)),
  minShortSide: z.int(),
  maxBytes: z.int(),
  maxPixels: z.int(),
  maxSide: z.int(),
  maxAspect: z.int(),
  titleMax: z.int(),
  storyMax: z.int(),
  placeMax: z.int(),
  placeRequired: z.boolean(),
  consentVersion: z.enum(CONSENT_VERSIONS),
  winners: z.int(),
  /** What the winning places are called, the best first; none: by their number. The counts add up to `winners`. */
  prizes: z.array(z.object({ name: z.string().max(200), count: z.int() }).strict()).max(100),
  /** How many winners the edition hangs on the wall. */
  moments: z.int(),
  /** Weight of public hearts, per cent. */
  heartsWeight: z.int(),
  tieLadder: z.array(z.enum(LADDER_STEPS)),
  /** Days after the prize was handed over until a phone number is deleted. */
  phoneRetentionDays: z.int(),
  caps: z.object({ perAuthor: z.int().nullable(), perCompany: z.int().nullable() }),
});
export type PublicRules = z.infer<typeof publicRules>;

export const editionSummary = z.object({
  id,
  key: editionKey,
  theme: z.string(),
  themeEn: z.string(),
  phase: z.enum(PHASES),
  collectingUntil: instant,
  cover: photo.nullable(),
  entryCount: z.int(),
});

export const editionView = editionSummary.extend({
  lead: z.string(),
  collectingFrom: instant,
  /** Entry whose photo is the cover, its title and (only once published) its maker. */
  coverCredit: z.object({ title: z.string(), maker: z.string().nullable(), company: z.string().nullable() }).nullable(),
  /** The entry that the organizer chose for the cover; null: the first one. */
  coverEntryId: id.nullable(),
  rules: publicRules,
  isDemo: z.boolean(),
});
export type EditionView = z.infer<typeof editionView>;
export type EditionSummary = z.infer<typeof editionSummary>;

/** An anonymous entry. `maker` and `award` are filled only after publication, for winners. */
export const entryCard = z.object({
  id,
  number: z.int().positive(),
  title: z.string(),
  photo,
  award: z.object({ rank: z.int(), prize: z.string() }).nullable(),
});
export type EntryCard = z.infer<typeof entryCard>;

export const entryView = entryCard.extend({
  editionKey,
  story: z.string(),
  place: z.string(),
  maker: z.object({ displayName: z.string(), company: z.string().nullable() }).nullable(),
  /** Public hearts; null until the result of its edition is public. */
  hearts: z.int().nullable(),
  /** Neighbours in the gallery's order, for going through it photo by photo. */
  previousId: id.nullable(),
  nextId: id.nullable(),
});
export type EntryView = z.infer<typeof entryView>;

export const winnerView = z.object({
  rank: z.int(),
  /** More than one entry stands on this rank. */
  shared: z.boolean(),
  prize: z.string(),
  entryId: id,
  number: z.int(),
  /**
   * Why and when the entry left after it had won: a correction that stays visible. Its place and figures stand, its words
   * are empty, its photo and maker null.
   */
  left: z.object({ state: z.enum(ENTRY_STATES).exclude(['active']), at: instant.nullable() }).nullable(),
  title: z.string(),
  story: z.string(),
  place: z.string(),
  photo: photo.nullable(),
  maker: z.object({ displayName: z.string(), company: z.string().nullable() }).nullable(),
  picks: z.int(),
  exposures: z.int(),
  rate: z.number(),
  low: z.number(),
  high: z.number(),
  scale: figureScale,
  /** The figure that ranks, in its scale; null where there is none. */
  value: z.number().nullable(),
  /** Public hearts: those that were counted, or all that there are where they weigh nothing. */
  hearts: z.int(),
  /** The rank by the jury alone; null where hearts weigh nothing. */
  juryRank: z.int().nullable(),
});
export type WinnerView = z.infer<typeof winnerView>;

export const winnersView = z.object({
  editionKey,
  theme: z.string(),
  publishedAt: instant,
  version: z.int(),
  correctionReason: z.string().nullable(),
  roundId: id,
  jurors: z.int(),
  answers: z.int(),
  merkleRoot: z.string(),
  /** What public hearts weigh in it, per cent. */
  heartsWeight: z.int(),
  items: z.array(winnerView),
  /** What this round's result said before it was corrected, newest first. An entry that has left has no title. */
  earlier: z.array(
    z.object({
      publishedAt: instant,
      correctionReason: z.string().nullable(),
      items: z.array(z.object({ rank: z.int(), prize: z.string(), number: z.int(), title: z.string().nullable() })),
    }),
  ),
});
export type WinnersView = z.infer<typeof winnersView>;

/** An entry that won in an edition that was published. */
const pastWinner = z.object({ editionKey, number: z.int() }).nullable();

export const submissionView = z.object({
  id,
  editionKey,
  title: z.string(),
  story: z.string(),
  place: z.string(),
  recognisable: z.enum(RECOGNISABLE),
  state: z.enum(SUBMISSION_STATES),
  /** The problem code of an unreadable picture or the moderator's reason; a sentence for each is in the glossary. */
  reason: z.string().nullable(),
  note: z.string().nullable(),
  consent: consentView,
  /** Where the photo was taken, if the author let the district be kept and the photo says it. */
  district: z.enum(DISTRICTS).nullable(),
  receivedAt: instant,
  decidedAt: instant.nullable(),
  /** Known once the worker has derived it; visible to its author and to staff before moderation. */
  photo: photo.nullable(),
  /** `blockedBy`: the past winner that it is too like, where its state is `blocked` for that. */
  entry: z
    .object({ id, number: z.int(), state: z.enum(ENTRY_STATES), shortlisted: z.boolean(), blockedBy: pastWinner })
    .nullable(),
  award: z.object({ rank: z.int(), prize: z.string() }).nullable(),
});
export type SubmissionView = z.infer<typeof submissionView>;

export const moderationItem = z.object({
  id,
  title: z.string(),
  story: z.string(),
  place: z.string(),
  recognisable: z.enum(RECOGNISABLE),
  consent: consentView,
  district: z.enum(DISTRICTS).nullable(),
  state: z.enum(SUBMISSION_STATES),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  receivedAt: instant,
  /** How many photos of this author are in this edition, and how many the rules allow. */
  authorCount: z.int(),
  quota: z.int(),
  /** Not `active` where it was blocked with its approval, for being too like a past winner. */
  entry: z.object({ id, number: z.int(), state: z.enum(ENTRY_STATES), blockedBy: pastWinner }).nullable(),
  photo,
  original: z.object({ width: z.int(), height: z.int(), bytes: z.int(), type: z.string() }),
  /** EXIF as hints, never a condition. */
  facts: z.object({
    takenAt: z.string().nullable(),
    camera: z.string().nullable(),
    software: z.string().nullable(),
    hints: z.array(z.string()),
  }),
  /** Byte-identical or near-identical photos already handed in, those that block first, then the likest. */
  similar: z.array(
    z.object({
      submissionId: id,
      editionKey,
      title: z.string(),
      state: z.enum(SUBMISSION_STATES),
      number: z.int().nullable(),
      sameAuthor: z.boolean(),
      kind: z.enum(LIKENESS_KINDS),
      /** 0 to 1; 1 for the same bytes. */
      likeness: z.number(),
      /** It won in an edition that is published. */
      pastWinner: z.boolean(),
      /** Approving what is moderated blocks its entry: the other one won in another edition. */
      blocks: z.boolean(),
      photo,
    }),
  ),
});
export type ModerationItem = z.infer<typeof moderationItem>;
