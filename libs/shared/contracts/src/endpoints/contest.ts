import { SUBMISSION_STATES } from '@zuimei/domain';
import { z } from 'zod';
import { STAFF_ROLES, endpoint } from '../endpoint.js';
import { editionKey, id, instant, noBody, optionalText, page, pageQuery, params, text } from '../shapes.js';
import {
  RECOGNISABLE,
  REFUSAL_REASONS,
  editionSummary,
  editionView,
  entryCard,
  entryView,
  moderationItem,
  publicRules,
  submissionView,
  winnersView,
} from './contest.views.js';

/** What the author says of one photo. Whether it keeps to the edition's rules is said of all of it at once, by name. */
const submissionDetails = {
  title: optionalText(1_000),
  story: optionalText(10_000),
  place: optionalText(1_000),
  /** Null where the author has not said. */
  recognisable: z.enum(RECOGNISABLE).nullable().default(null),
};

/** The answers of the author. What is left out is not answered, and refused by its name. */
const consentAnswers = z
  .object({
    version: z.string().max(20).default(''),
    /** 照片是我拍的. */
    original: z.boolean().default(false),
    /** 照片不含单位秘密. */
    noSecrets: z.boolean().default(false),
    /** Keep the district of the photo's position; never asked for as a condition. */
    district: z.boolean().default(false),
  })
  .strict();

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
    /** Those that are named are set, each within its range; the others stay. */
    rules: publicRules.partial().strict().default({}),
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
    problems: ['EDITION_EXISTS', 'EDITION_SCHEDULE_INVALID', 'EDITION_RULES_INVALID'],
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
    problems: ['NOT_FOUND', 'EDITION_SCHEDULE_INVALID', 'EDITION_RULES_INVALID', 'RULES_LOCKED'],
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
        /** Entries that are out of judging as near-duplicates of past winners. */
        blockedEntries: z.int(),
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
      'STORAGE_FULL',
      'UPLOAD_CONFLICT',
      'UPLOAD_TOO_LONG',
      'REQUEST_TOO_SLOW',
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
        consent: consentAnswers,
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
      'CONSENT_MISSING',
      'CONSENT_OUTDATED',
      'ORIGINALITY_MISSING',
      'PORTRAIT_MISSING',
      'SECRETS_NOT_CLEARED',
      'TITLE_REQUIRED',
      'TITLE_TOO_LONG',
      'STORY_TOO_LONG',
      'PLACE_REQUIRED',
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
      'PORTRAIT_MISSING',
      'TITLE_REQUIRED',
      'TITLE_TOO_LONG',
      'STORY_TOO_LONG',
      'PLACE_REQUIRED',
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
    summary:
      'Passes a submission: it becomes a numbered, anonymous entry; a blocked one where it is a near-duplicate of a past winner.',
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
  tellApart: endpoint({
    id: 'tellApart',
    method: 'POST',
    path: '/v1/submissions/:id/tell-apart',
    summary:
      'States that two photos that were found alike are not the same: the pair is shown no more and blocks nothing.',
    who: ['moderator', 'organizer'],
    params: params.id,
    body: z.object({ otherId: z.uuid() }).strict(),
    reply: { kind: 'json', status: 200, schema: moderationItem },
    problems: ['NOT_FOUND', 'SAME_BYTES'],
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
    problems: ['NOT_FOUND', 'PICTURE_MISSING', 'STORE_UNAVAILABLE'],
  }),
};
