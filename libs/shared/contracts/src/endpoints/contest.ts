import { ENTRY_STATES, SUBMISSION_STATES } from '@zuimei/domain';
import { z } from 'zod';
import { STAFF_ROLES, endpoint } from '../endpoint.js';
import { editionKey, id, instant, noBody, optionalText, page, pageQuery, params, photo, text } from '../shapes.js';

export const PHASES = ['upcoming', 'collecting', 'moderating', 'judging', 'published'] as const;
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

/** The rules an author must know before uploading; all figures are configuration of the edition. */
export const publicRules = z.object({
  quota: z.int(),
  minShortSide: z.int(),
  maxBytes: z.int(),
  maxPixels: z.int(),
  maxSide: z.int(),
  maxAspect: z.int(),
  titleMax: z.int(),
  storyMax: z.int(),
  placeMax: z.int(),
  consentVersion: z.string(),
  winners: z.int(),
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
  title: z.string(),
  story: z.string(),
  place: z.string(),
  photo,
  maker: z.object({ displayName: z.string(), company: z.string().nullable() }),
  picks: z.int(),
  exposures: z.int(),
  rate: z.number(),
  low: z.number(),
  high: z.number(),
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
  items: z.array(winnerView),
});
export type WinnersView = z.infer<typeof winnersView>;

/** Taken by the portal before 提交; what the author says of one photo. */
const submissionDetails = {
  title: text(60),
  story: optionalText(600),
  place: text(80),
  recognisable: z.enum(RECOGNISABLE),
};

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
  consentVersion: z.string(),
  receivedAt: instant,
  decidedAt: instant.nullable(),
  /** Known once the worker has derived it; visible to its author and to staff before moderation. */
  photo: photo.nullable(),
  entry: z.object({ id, number: z.int(), state: z.enum(ENTRY_STATES), shortlisted: z.boolean() }).nullable(),
  award: z.object({ rank: z.int(), prize: z.string() }).nullable(),
});
export type SubmissionView = z.infer<typeof submissionView>;

export const moderationItem = z.object({
  id,
  title: z.string(),
  story: z.string(),
  place: z.string(),
  recognisable: z.enum(RECOGNISABLE),
  state: z.enum(SUBMISSION_STATES),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  receivedAt: instant,
  /** How many photos of this author are in this edition, and how many the rules allow. */
  authorCount: z.int(),
  quota: z.int(),
  entry: z.object({ id, number: z.int() }).nullable(),
  photo,
  original: z.object({ width: z.int(), height: z.int(), bytes: z.int(), type: z.string() }),
  /** EXIF as hints, never a condition. */
  facts: z.object({
    takenAt: z.string().nullable(),
    camera: z.string().nullable(),
    software: z.string().nullable(),
    hints: z.array(z.string()),
  }),
  /** Byte-identical or near-identical photos already handed in. */
  similar: z.array(
    z.object({
      submissionId: id,
      editionKey,
      number: z.int().nullable(),
      sameAuthor: z.boolean(),
      likeness: z.number(),
      photo,
    }),
  ),
});
export type ModerationItem = z.infer<typeof moderationItem>;

const editionBody = z
  .object({
    theme: text(20),
    themeEn: text(60),
    lead: text(120),
    collectingFrom: instant,
    collectingUntil: instant,
    /** When judging begins; null: five days after the deadline, or as it was. */
    judgingFrom: instant.nullable().default(null),
    coverEntryId: id.nullable().default(null),
    rules: publicRules.pick({ quota: true, minShortSide: true, winners: true, caps: true }).partial().default({}),
  })
  .strict();

const moved = { kind: 'json', status: 200, schema: submissionView } as const;

export const contestEndpoints = {
  listEditions: endpoint({
    id: 'listEditions',
    method: 'GET',
    path: '/v1/editions',
    summary: 'The editions of the contest, newest first.',
    who: ['anyone'],
    reply: { kind: 'json', status: 200, schema: z.object({ items: z.array(editionSummary) }) },
    problems: [],
  }),
  getEdition: endpoint({
    id: 'getEdition',
    method: 'GET',
    path: '/v1/editions/:key',
    summary: 'One edition with its theme, schedule and rules.',
    who: ['anyone'],
    params: params.editionKey,
    reply: { kind: 'json', status: 200, schema: editionView },
    problems: ['NOT_FOUND'],
  }),
  createEdition: endpoint({
    id: 'createEdition',
    method: 'POST',
    path: '/v1/editions',
    summary: 'Makes a new edition; rules that are not named are taken from the latest one.',
    who: ['organizer'],
    body: editionBody.extend({ key: editionKey }),
    reply: { kind: 'json', status: 201, schema: editionView },
    problems: ['EDITION_EXISTS', 'EDITION_SCHEDULE_INVALID'],
  }),
  updateEdition: endpoint({
    id: 'updateEdition',
    method: 'PUT',
    path: '/v1/editions/:key',
    summary: 'Changes theme, schedule, cover and rules of an edition.',
    who: ['organizer'],
    params: params.editionKey,
    body: editionBody,
    reply: { kind: 'json', status: 200, schema: editionView },
    problems: ['NOT_FOUND', 'EDITION_SCHEDULE_INVALID'],
  }),
  getEditionOverview: endpoint({
    id: 'getEditionOverview',
    method: 'GET',
    path: '/v1/editions/:key/overview',
    summary: 'Counts of an edition for staff.',
    who: STAFF_ROLES,
    params: params.editionKey,
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        submissions: z.record(z.enum(SUBMISSION_STATES), z.int()),
        entries: z.int(),
        decidedToday: z.object({ approved: z.int(), fixRequested: z.int(), rejected: z.int() }),
      }),
    },
    problems: ['NOT_FOUND'],
  }),
  listEntries: endpoint({
    id: 'listEntries',
    method: 'GET',
    path: '/v1/editions/:key/entries',
    summary: 'The gallery of an edition: approved, anonymous, newest number first, by keyset.',
    who: ['anyone'],
    params: params.editionKey,
    query: pageQuery,
    reply: { kind: 'json', status: 200, schema: page(entryCard) },
    problems: ['NOT_FOUND'],
  }),
  getEntry: endpoint({
    id: 'getEntry',
    method: 'GET',
    path: '/v1/entries/:id',
    summary: 'One entry with its story.',
    who: ['anyone'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: entryView },
    problems: ['NOT_FOUND'],
  }),
  disqualifyEntry: endpoint({
    id: 'disqualifyEntry',
    method: 'POST',
    path: '/v1/entries/:id/disqualify',
    summary: 'Takes an entry out for a reason; past tallies stay recomputable.',
    who: ['organizer'],
    fresh: true,
    params: params.id,
    body: z.object({ reason: text(300) }).strict(),
    reply: { kind: 'empty', status: 204 },
    problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  }),
  listWinners: endpoint({
    id: 'listWinners',
    method: 'GET',
    path: '/v1/editions/:key/winners',
    summary: 'The published winners of an edition, best first.',
    who: ['anyone'],
    params: params.editionKey,
    reply: { kind: 'json', status: 200, schema: winnersView },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
  listMoments: endpoint({
    id: 'listMoments',
    method: 'GET',
    path: '/v1/moments',
    summary: 'The moments of a year: at most one entry a day.',
    who: ['anyone'],
    query: z.object({ year: z.coerce.number().int().min(2000).max(2999) }),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        year: z.int(),
        items: z.array(
          z.object({
            day: z.iso.date(),
            entryId: id,
            number: z.int(),
            title: z.string(),
            maker: z.string(),
            photo,
            rank: z.int().nullable(),
          }),
        ),
      }),
    },
    problems: [],
  }),
  upload: endpoint({
    id: 'upload',
    method: 'POST',
    path: '/v1/uploads',
    summary:
      'Resumable uploads by tus 1.0 (creation; HEAD, PATCH and DELETE on the resource). Metadata: `editionKey`, `filename`. A finished upload is checked by content at once.',
    who: ['author'],
    reply: { kind: 'tus', status: 201 },
    problems: [
      'EDITION_NOT_COLLECTING',
      'QUOTA_EXCEEDED',
      'UPLOAD_NOT_FOUND',
      'VALIDATION_FAILED',
      'MOVE_NOT_ALLOWED',
      'EMPTY',
      'UNSUPPORTED_TYPE',
      'CORRUPT',
      'TOO_MANY_PIXELS',
      'TOO_SMALL',
      'TOO_LARGE',
      'BAD_ASPECT',
      'ANIMATED',
      'TOO_COMPLEX',
    ],
  }),
  createSubmission: endpoint({
    id: 'createSubmission',
    method: 'POST',
    path: '/v1/submissions',
    summary:
      'Hands a photo in. The submission is committed when both the upload’s last byte and these details are there, whichever comes last; the same `clientKey` twice makes one.',
    who: ['author'],
    body: z
      .object({
        /** Drawn by the client, one per tile: makes the request idempotent. */
        clientKey: id,
        uploadId: z.string().min(8).max(64),
        editionKey,
        ...submissionDetails,
        consent: z.object({ version: z.string().min(1).max(20), original: z.literal(true) }).strict(),
      })
      .strict(),
    reply: {
      kind: 'json',
      status: 201,
      schema: z.object({ state: z.enum(['received', 'waiting-for-upload']), submission: submissionView.nullable() }),
    },
    problems: [
      'EDITION_NOT_COLLECTING',
      'QUOTA_EXCEEDED',
      'CONSENT_OUTDATED',
      'TITLE_REQUIRED',
      'TITLE_TOO_LONG',
      'STORY_TOO_LONG',
      'PLACE_TOO_LONG',
      'FACES_NOT_CLEARED',
      'UPLOAD_NOT_FOUND',
      'CLIENT_KEY_REUSED',
    ],
  }),
  listMySubmissions: endpoint({
    id: 'listMySubmissions',
    method: 'GET',
    path: '/v1/submissions',
    summary: 'What the signed-in author handed in, newest first.',
    who: ['author'],
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        items: z.array(submissionView),
        /** Of the edition that is collecting now, if any. */
        quota: z.object({ editionKey, used: z.int(), limit: z.int() }).nullable(),
      }),
    },
    problems: [],
  }),
  getMySubmission: endpoint({
    id: 'getMySubmission',
    method: 'GET',
    path: '/v1/submissions/:id',
    summary: 'One submission of the signed-in author.',
    who: ['author'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: submissionView },
    problems: ['NOT_FOUND'],
  }),
  amendSubmission: endpoint({
    id: 'amendSubmission',
    method: 'POST',
    path: '/v1/submissions/:id/amend',
    summary: 'Answers a request for a fix with new words; goes back to moderation.',
    who: ['author'],
    params: params.id,
    body: z.object(submissionDetails).strict(),
    reply: moved,
    problems: [
      'NOT_FOUND',
      'MOVE_NOT_ALLOWED',
      'TITLE_REQUIRED',
      'TITLE_TOO_LONG',
      'STORY_TOO_LONG',
      'PLACE_TOO_LONG',
      'FACES_NOT_CLEARED',
    ],
  }),
  withdrawSubmission: endpoint({
    id: 'withdrawSubmission',
    method: 'POST',
    path: '/v1/submissions/:id/withdraw',
    summary: 'Takes the consent back: the photo leaves every public page; past tallies stay recomputable.',
    who: ['author'],
    params: params.id,
    body: noBody,
    reply: moved,
    problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  }),
  listModerationQueue: endpoint({
    id: 'listModerationQueue',
    method: 'GET',
    path: '/v1/moderation/submissions',
    summary: 'Submissions in one state, oldest first: `processed` is the queue.',
    who: ['moderator', 'organizer', 'observer'],
    query: pageQuery.extend({
      edition: editionKey,
      state: z.enum(['processed', 'approved', 'fix-requested', 'rejected']).default('processed'),
    }),
    reply: { kind: 'json', status: 200, schema: page(moderationItem) },
    problems: ['NOT_FOUND'],
  }),
  approveSubmission: endpoint({
    id: 'approveSubmission',
    method: 'POST',
    path: '/v1/submissions/:id/approve',
    summary: 'Passes a submission: it becomes a numbered, anonymous entry.',
    who: ['moderator', 'organizer'],
    params: params.id,
    body: noBody,
    reply: { kind: 'json', status: 200, schema: moderationItem },
    problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  }),
  rejectSubmission: endpoint({
    id: 'rejectSubmission',
    method: 'POST',
    path: '/v1/submissions/:id/reject',
    summary: 'Refuses a submission with one of six reasons.',
    who: ['moderator', 'organizer'],
    params: params.id,
    body: z.object({ reason: z.enum(REFUSAL_REASONS), note: text(300).nullable().default(null) }).strict(),
    reply: { kind: 'json', status: 200, schema: moderationItem },
    problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  }),
  requestFix: endpoint({
    id: 'requestFix',
    method: 'POST',
    path: '/v1/submissions/:id/request-fix',
    summary: 'Asks the author for a change, with a reason.',
    who: ['moderator', 'organizer'],
    params: params.id,
    body: z.object({ reason: z.enum(REFUSAL_REASONS), note: text(300).nullable().default(null) }).strict(),
    reply: { kind: 'json', status: 200, schema: moderationItem },
    problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  }),
  undoModeration: endpoint({
    id: 'undoModeration',
    method: 'POST',
    path: '/v1/submissions/:id/undo',
    summary: 'Takes a decision back, as long as the entry is in no prepared round.',
    who: ['moderator', 'organizer'],
    params: params.id,
    body: noBody,
    reply: { kind: 'json', status: 200, schema: moderationItem },
    problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED', 'ENTRY_ALREADY_IN_ROUND'],
  }),
  getMedia: endpoint({
    id: 'getMedia',
    method: 'GET',
    path: '/media/:name',
    summary:
      'A derivative by its content hash (`<sha256>.webp|.jpg`): public once its entry is, before that for its author and staff.',
    who: ['anyone'],
    params: z.object({ name: z.string().regex(/^[0-9a-f]{64}\.(webp|jpg)$/) }),
    reply: { kind: 'bytes', status: 200, contentType: 'image/webp' },
    problems: ['NOT_FOUND'],
  }),
};
