import { PASS_STATES, ROUND_STATES } from '@zuimei/domain';
import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { editionKey, id, instant, noBody, params, photo, text } from '../shapes.js';

/** How a screen is voted on. This release runs `approve` and `grid`; `pair` is a grid of 2 with 1 pick. */
export const roundMethod = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approve'), max: z.int().min(1).max(60) }).strict(),
  z.object({ kind: z.literal('grid'), size: z.int().min(2).max(12), picks: z.int().min(1).max(11) }).strict(),
]);
export type RoundMethodView = z.infer<typeof roundMethod>;

/** The steps that settle a tie, in order; declared before the round opens. */
export const LADDER_STEPS = ['primary', 'head-to-head', 'distinct-jurors', 'run-off', 'shared', 'seeded-hash'] as const;
export const tieLadder = z.array(z.enum(LADDER_STEPS)).min(2).max(5);

export const capsView = z
  .object({ perAuthor: z.int().positive().nullable(), perCompany: z.int().positive().nullable() })
  .strict();

export const roundView = z.object({
  id,
  sittingId: id,
  editionKey,
  parentId: id.nullable(),
  name: z.string(),
  state: z.enum(ROUND_STATES),
  method: roundMethod,
  entryCount: z.int(),
  winners: z.int(),
  plannedMinutes: z.int(),
  targetExposure: z.int(),
  /** SHA-256 of the seed, shown from the start; the seed itself only after closing. */
  seedCommitment: z.string(),
  seed: z.string().nullable(),
  tieLadder,
  caps: capsView,
  excludeOwnCompany: z.boolean(),
  openedAt: instant.nullable(),
  endsAt: instant.nullable(),
  closedAt: instant.nullable(),
  talliedBy: z.string().nullable(),
  certifiedBy: z.string().nullable(),
  publishedAt: instant.nullable(),
});
export type RoundView = z.infer<typeof roundView>;

export const sittingView = z.object({
  id,
  editionKey,
  name: z.string(),
  venue: z.string(),
  heldOn: z.iso.date(),
  passes: z.object({ issued: z.int(), active: z.int(), returned: z.int(), revoked: z.int() }),
  rounds: z.array(roundView),
});
export type SittingView = z.infer<typeof sittingView>;

export const passView = z.object({
  id,
  alias: z.string(),
  state: z.enum(PASS_STATES),
  holderName: z.string().nullable(),
  holderCompany: z.string().nullable(),
  issuedAt: instant,
  activatedAt: instant.nullable(),
});
export type PassView = z.infer<typeof passView>;

/** An entry as a juror sees it: number and photo, nothing else. */
export const screenEntry = z.object({ entryId: id, number: z.int(), photo });
export const screenView = z.object({ id, ordinal: z.int(), entries: z.array(screenEntry) });
export type ScreenView = z.infer<typeof screenView>;

export const deckView = z.object({
  id,
  roundId: id,
  leasedUntil: instant,
  screens: z.array(screenView),
  /** Nothing more will come for this juror after these screens. */
  last: z.boolean(),
});
export type DeckView = z.infer<typeof deckView>;

export const seatRound = z.object({
  id,
  name: z.string(),
  state: z.enum(ROUND_STATES),
  method: roundMethod,
  /** About how many screens one juror will see, by the plan. */
  expectedScreens: z.int(),
  endsAt: instant.nullable(),
});

export const seatView = z.object({
  seatId: id,
  alias: z.string(),
  sitting: z.object({ id, name: z.string(), venue: z.string() }),
  round: seatRound,
  /** Screens of this juror that the server already holds an answer to. */
  answeredScreens: z.int(),
});
export type SeatView = z.infer<typeof seatView>;

/** What a juror did with one screen. */
export const answerBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('picks'), picks: z.array(id).max(60) }).strict(),
  z.object({ kind: z.literal('skip') }).strict(),
]);

export const answerInput = z
  .object({
    /** Drawn by the tablet; the server keeps the first body it sees under it. */
    id,
    screenId: id,
    revision: z.int().min(1).max(1000),
    answer: answerBody,
    /** The tablet's clock, for the seconds a screen took; never decides anything. */
    shownMs: z.int().min(0).max(86_400_000),
  })
  .strict();
export type AnswerInput = z.infer<typeof answerInput>;

export const answerResult = z.object({
  id,
  /** `late`: stored after closing, never counted. `refused` carries the code of the rule. */
  status: z.enum(['accepted', 'duplicate', 'late', 'refused']),
  seq: z.int().nullable(),
  code: z.string().nullable(),
});
export type AnswerResult = z.infer<typeof answerResult>;

export const turnoutView = z.object({
  roundId: id,
  editionKey,
  theme: z.string(),
  roundName: z.string(),
  sittingName: z.string(),
  venue: z.string(),
  state: z.enum(ROUND_STATES),
  passes: z.int(),
  checkedIn: z.int(),
  completed: z.int(),
  endsAt: instant.nullable(),
  serverTime: instant,
  /** The edition's cover, never an entry of this round. */
  cover: photo.nullable(),
});
export type TurnoutView = z.infer<typeof turnoutView>;

export const progressView = z.object({
  roundId: id,
  state: z.enum(ROUND_STATES),
  serverTime: instant,
  endsAt: instant.nullable(),
  passes: z.int(),
  checkedIn: z.int(),
  completed: z.int(),
  answers: z.int(),
  lateAnswers: z.int(),
  medianSecondsPerScreen: z.number().nullable(),
  targetExposure: z.int(),
  /** Exposures of all entries, ascending, without their names. */
  exposures: z.array(z.int()),
  tablets: z.array(
    z.object({
      name: z.string(),
      alias: z.string().nullable(),
      status: z.enum(['voting', 'unsynced', 'offline', 'done', 'idle']),
      pending: z.int(),
      lastSeenAt: instant,
    }),
  ),
  /** Screens leased and neither answered nor expired. */
  leasedScreens: z.int(),
  recent: z.array(z.object({ at: instant, action: z.string(), facts: z.record(z.string(), z.unknown()) })),
});
export type ProgressView = z.infer<typeof progressView>;

export const resultEntry = z.object({
  entryId: id,
  number: z.int(),
  title: z.string(),
  maker: z.string(),
  company: z.string().nullable(),
  photo,
  rank: z.int(),
  shared: z.boolean(),
  picks: z.int(),
  exposures: z.int(),
  rate: z.number(),
  low: z.number(),
  high: z.number(),
  /** Entries of one band cannot be told apart statistically; null where an entry stands alone. */
  band: z.int().nullable(),
  /** The ladder step that settled this place, where one was needed. */
  settledBy: z.enum(LADDER_STEPS).nullable(),
  award: z.object({ prize: z.string() }).nullable(),
});

export const resultView = z.object({
  roundId: id,
  roundName: z.string(),
  sittingName: z.string(),
  editionKey,
  state: z.enum(ROUND_STATES),
  version: z.int(),
  talliedBy: z.string(),
  certifiedBy: z.string().nullable(),
  jurors: z.int(),
  answers: z.int(),
  skips: z.int(),
  lateAnswers: z.int(),
  chainLength: z.int(),
  chainHead: z.string(),
  merkleRoot: z.string(),
  /** The chain was recomputed from its rows and agrees. */
  chainVerified: z.boolean(),
  exposures: z.object({ least: z.int(), most: z.int(), target: z.int() }),
  tieLadder,
  /** Each use of the ladder, in words' facts: which entries, which step, what decided. */
  ladderUses: z.array(
    z.object({
      step: z.enum(LADDER_STEPS),
      numbers: z.array(z.int()),
      order: z.array(z.int()),
      facts: z.record(z.string(), z.unknown()),
    }),
  ),
  runOffNeeded: z.array(z.int()),
  passedOver: z.array(
    z.object({
      number: z.int(),
      title: z.string(),
      rate: z.number(),
      cap: z.enum(['author', 'company']),
      limit: z.int(),
    }),
  ),
  winners: z.int(),
  items: z.array(resultEntry),
});
export type ResultView = z.infer<typeof resultView>;

const roundMove = (
  verb: string,
  summary: string,
  who: readonly ('organizer' | 'host')[],
  extra: {
    fresh?: true;
    problems?: (
      | 'OUTBOXES_NOT_EMPTY'
      | 'SECOND_PERSON_REQUIRED'
      | 'ROUND_HAS_NO_ENTRIES'
      | 'METHOD_DOES_NOT_FIT'
      | 'RUN_OFF_PENDING'
    )[];
  } = {},
) => ({
  method: 'POST' as const,
  path: `/v1/rounds/:id/${verb}` as const,
  summary,
  who,
  ...(extra.fresh ? { fresh: true as const } : {}),
  params: params.id,
  reply: { kind: 'json' as const, status: 200 as const, schema: roundView },
  problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED', ...(extra.problems ?? [])] as const,
});

const HALL = ['organizer', 'host'] as const;
const ORGANIZER = ['organizer'] as const;

export const judgingEndpoints = {
  listSittings: endpoint({
    id: 'listSittings',
    method: 'GET',
    path: '/v1/sittings',
    summary: 'The sittings of an edition with their rounds.',
    who: ['organizer', 'host', 'observer'],
    query: z.object({ edition: editionKey }),
    reply: { kind: 'json', status: 200, schema: z.object({ items: z.array(sittingView) }) },
    problems: ['NOT_FOUND'],
  }),
  createSitting: endpoint({
    id: 'createSitting',
    method: 'POST',
    path: '/v1/sittings',
    summary: 'Makes an on-site judging event at a venue.',
    who: ORGANIZER,
    body: z.object({ editionKey, name: text(60), venue: text(80), heldOn: z.iso.date() }).strict(),
    reply: { kind: 'json', status: 201, schema: sittingView },
    problems: ['NOT_FOUND'],
  }),
  getSitting: endpoint({
    id: 'getSitting',
    method: 'GET',
    path: '/v1/sittings/:id',
    summary: 'One sitting with its rounds and passes in numbers.',
    who: ['organizer', 'host', 'observer'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: sittingView },
    problems: ['NOT_FOUND'],
  }),
  issuePasses: endpoint({
    id: 'issuePasses',
    method: 'POST',
    path: '/v1/sittings/:id/passes',
    summary: 'Issues passes, with or without names. A holder’s phone excludes the juror from their own entries.',
    who: ORGANIZER,
    params: params.id,
    body: z
      .object({
        count: z.int().min(1).max(500),
        /** For the first passes, in order; further passes carry no name. */
        holders: z
          .array(
            z
              .object({
                name: text(40),
                company: text(60).nullable().default(null),
                phone: z
                  .string()
                  .regex(/^1\d{10}$/)
                  .nullable()
                  .default(null),
              })
              .strict(),
          )
          .max(500)
          .default([]),
      })
      .strict(),
    reply: { kind: 'json', status: 201, schema: z.object({ items: z.array(passView) }) },
    problems: ['NOT_FOUND'],
  }),
  listPasses: endpoint({
    id: 'listPasses',
    method: 'GET',
    path: '/v1/sittings/:id/passes',
    summary: 'The passes of a sitting, by alias; never their codes.',
    who: ['organizer', 'host', 'observer'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: z.object({ items: z.array(passView) }) },
    problems: ['NOT_FOUND'],
  }),
  getBadges: endpoint({
    id: 'getBadges',
    method: 'GET',
    path: '/v1/sittings/:id/badges.pdf',
    summary: 'All valid passes as cut-out QR badges, one PDF. Each printing is audited.',
    who: HALL,
    params: params.id,
    reply: { kind: 'bytes', status: 200, contentType: 'application/pdf' },
    problems: ['NOT_FOUND'],
  }),
  revokePass: endpoint({
    id: 'revokePass',
    method: 'POST',
    path: '/v1/passes/:id/revoke',
    summary: 'Revokes a lost pass: its badge opens nothing any more.',
    who: HALL,
    params: params.id,
    body: z.object({ reason: text(200) }).strict(),
    reply: { kind: 'json', status: 200, schema: passView },
    problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  }),
  replacePass: endpoint({
    id: 'replacePass',
    method: 'POST',
    path: '/v1/passes/:id/replace',
    summary: 'A new badge for the same juror; the old one is revoked, the ballot goes on.',
    who: HALL,
    params: params.id,
    body: z.object({ reason: text(200) }).strict(),
    reply: { kind: 'json', status: 201, schema: passView },
    problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  }),
  createRound: endpoint({
    id: 'createRound',
    method: 'POST',
    path: '/v1/sittings/:id/rounds',
    summary: 'Makes a round: entries, method, seed, tie ladder, caps.',
    who: ORGANIZER,
    params: params.id,
    body: z
      .object({
        name: text(20),
        method: roundMethod,
        /** `null`: all active entries of the edition. */
        entryIds: z.array(id).min(2).max(5000).nullable(),
        winners: z.int().min(1).max(366),
        plannedMinutes: z.int().min(1).max(480),
        targetExposure: z.int().min(1).max(1000),
        /** Drawn by the server when absent; its SHA-256 is shown from then on. */
        seed: text(64).nullable().default(null),
        tieLadder,
        caps: capsView,
        excludeOwnCompany: z.boolean().default(false),
        parentId: id.nullable().default(null),
      })
      .strict(),
    reply: { kind: 'json', status: 201, schema: roundView },
    problems: ['NOT_FOUND', 'FOREIGN_EDITION_ENTRY', 'ROUND_HAS_NO_ENTRIES', 'METHOD_DOES_NOT_FIT'],
  }),
  getRound: endpoint({
    id: 'getRound',
    method: 'GET',
    path: '/v1/rounds/:id',
    summary: 'One round with its declared rules.',
    who: ['organizer', 'host', 'observer'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: roundView },
    problems: ['NOT_FOUND'],
  }),
  prepareRound: endpoint({
    id: 'prepareRound',
    ...roundMove('prepare', 'Freezes entries and rules: draft → ready.', ORGANIZER, {
      problems: ['ROUND_HAS_NO_ENTRIES', 'METHOD_DOES_NOT_FIT'],
    }),
  }),
  openRound: endpoint({ id: 'openRound', ...roundMove('open', 'Opens the round: ready → open.', HALL) }),
  pauseRound: endpoint({ id: 'pauseRound', ...roundMove('pause', 'Stops the clock: open → paused.', HALL) }),
  resumeRound: endpoint({ id: 'resumeRound', ...roundMove('resume', 'Goes on: paused → open.', HALL) }),
  collectRound: endpoint({
    id: 'collectRound',
    ...roundMove(
      'collect',
      'Issues no more screens and still takes answers to leased ones: open or paused → collecting.',
      HALL,
    ),
  }),
  closeRound: endpoint({
    id: 'closeRound',
    ...roundMove(
      'close',
      'Ends the round; tablets that still hold answers must be confirmed as missing by name: collecting → closed.',
      HALL,
      { fresh: true, problems: ['OUTBOXES_NOT_EMPTY'] },
    ),
    body: z.object({ confirmMissing: z.array(z.string().max(60)).max(500).default([]) }).strict(),
  }),
  cancelRound: endpoint({
    id: 'cancelRound',
    ...roundMove('cancel', 'Gives a round up that was never opened: draft or ready → cancelled.', ORGANIZER),
    body: z.object({ reason: text(300) }).strict(),
  }),
  tallyRound: endpoint({
    id: 'tallyRound',
    ...roundMove('tally', 'Counts the snapshot with the declared ladder: closed → tallied.', ORGANIZER),
  }),
  refuseCertification: endpoint({
    id: 'refuseCertification',
    ...roundMove('refuse-certification', 'Sends the tally back with a reason: tallied → closed.', ORGANIZER, {
      fresh: true,
      problems: ['SECOND_PERSON_REQUIRED'],
    }),
    body: z.object({ reason: text(300) }).strict(),
  }),
  certifyRound: endpoint({
    id: 'certifyRound',
    ...roundMove('certify', 'A second person confirms the tally: tallied → certified.', ORGANIZER, {
      fresh: true,
      problems: ['SECOND_PERSON_REQUIRED', 'RUN_OFF_PENDING'],
    }),
  }),
  publishRound: endpoint({
    id: 'publishRound',
    ...roundMove('publish', 'Makes the winners public: certified → published.', ORGANIZER, { fresh: true }),
  }),
  getRoundProgress: endpoint({
    id: 'getRoundProgress',
    method: 'GET',
    path: '/v1/rounds/:id/progress',
    summary: 'Check-ins, exposures, tablets: how the hall is doing, never a score.',
    who: ['organizer', 'host', 'observer'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: progressView },
    problems: ['NOT_FOUND'],
  }),
  streamRoundProgress: endpoint({
    id: 'streamRoundProgress',
    method: 'GET',
    path: '/v1/rounds/:id/progress/stream',
    summary: 'The same as server-sent events, at most one a second.',
    who: ['organizer', 'host', 'observer'],
    params: params.id,
    reply: { kind: 'sse', status: 200, event: progressView },
    problems: ['NOT_FOUND'],
  }),
  getHall: endpoint({
    id: 'getHall',
    method: 'GET',
    path: '/v1/hall',
    summary: 'The round that the big screen shows now: the one open, else the latest.',
    who: ['anyone'],
    reply: { kind: 'json', status: 200, schema: z.object({ roundId: id.nullable() }) },
    problems: [],
  }),
  getTurnout: endpoint({
    id: 'getTurnout',
    method: 'GET',
    path: '/v1/rounds/:id/turnout',
    summary: 'Turnout and countdown for the big screen, never a score.',
    who: ['anyone'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: turnoutView },
    problems: ['NOT_FOUND'],
  }),
  streamTurnout: endpoint({
    id: 'streamTurnout',
    method: 'GET',
    path: '/v1/rounds/:id/turnout/stream',
    summary: 'The same as server-sent events, at most one a second.',
    who: ['anyone'],
    params: params.id,
    reply: { kind: 'sse', status: 200, event: turnoutView },
    problems: ['NOT_FOUND'],
  }),
  getReveal: endpoint({
    id: 'getReveal',
    method: 'GET',
    path: '/v1/rounds/:id/reveal',
    summary: 'First to third of a certified result, for the host’s reveal in the hall.',
    who: HALL,
    params: params.id,
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        editionKey,
        theme: z.string(),
        items: z.array(
          z.object({
            rank: z.int(),
            prize: z.string(),
            number: z.int(),
            title: z.string(),
            maker: z.string(),
            company: z.string().nullable(),
            picks: z.int(),
            exposures: z.int(),
            photo,
          }),
        ),
      }),
    },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
  getResult: endpoint({
    id: 'getResult',
    method: 'GET',
    path: '/v1/rounds/:id/result',
    summary: 'The tally with intervals, ladder steps and caps, once the round is counted.',
    who: ['organizer', 'observer'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: resultView },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
  getBundle: endpoint({
    id: 'getBundle',
    method: 'GET',
    path: '/v1/rounds/:id/bundle.json',
    summary: 'The public result bundle of a published round, from which anyone can recompute the ranking.',
    who: ['anyone'],
    params: params.id,
    reply: { kind: 'bytes', status: 200, contentType: 'application/json' },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
  checkIn: endpoint({
    id: 'checkIn',
    method: 'POST',
    path: '/v1/seats',
    summary:
      'Opens a seat with a pass: its typed code, or id and secret from the QR. An earlier seat of the pass ends.',
    who: ['anyone'],
    body: z
      .object({
        pass: z.union([
          z.object({ code: z.string().min(8).max(12) }).strict(),
          z.object({ passId: id, secret: z.string().regex(/^[0-9a-f]{32}$/) }).strict(),
        ]),
        device: z.object({ id, name: text(20) }).strict(),
      })
      .strict(),
    reply: {
      kind: 'json',
      status: 201,
      schema: seatView.extend({
        /** Opens `submitAnswers` and `completeBallot` only, so that a tablet can deliver for a juror who has left. */
        deliveryToken: z.string(),
      }),
    },
    problems: ['PASS_CODE_WRONG', 'PASS_REVOKED', 'PASS_USED', 'NO_OPEN_ROUND'],
  }),
  getSeat: endpoint({
    id: 'getSeat',
    method: 'GET',
    path: '/v1/seats/current',
    summary: 'The seat of this tablet.',
    who: ['juror'],
    reply: { kind: 'json', status: 200, schema: seatView },
    problems: ['NOT_FOUND'],
  }),
  leaseDeck: endpoint({
    id: 'leaseDeck',
    method: 'POST',
    path: '/v1/seats/current/decks',
    summary: 'Leases the next screens; asked again while screens are unanswered, gives those first.',
    who: ['juror'],
    body: noBody,
    reply: { kind: 'json', status: 201, schema: deckView },
    problems: ['ROUND_NOT_OPEN', 'NO_SCREENS_LEFT'],
  }),
  heartbeat: endpoint({
    id: 'heartbeat',
    method: 'POST',
    path: '/v1/seats/current/heartbeat',
    summary: 'Says how many answers still wait on the tablet; hears how the round stands.',
    who: ['juror'],
    body: z.object({ pending: z.int().min(0).max(10_000) }).strict(),
    reply: { kind: 'json', status: 200, schema: z.object({ round: seatRound, serverTime: instant }) },
    problems: ['NOT_FOUND'],
  }),
  submitAnswers: endpoint({
    id: 'submitAnswers',
    method: 'POST',
    path: '/v1/seats/current/answer-sets',
    summary:
      'Delivers answers, idempotent by answer id and revision; each is acknowledged after its commit, or refused by its own code.',
    who: ['juror'],
    body: z
      .object({
        roundId: id,
        answers: z.array(answerInput).min(1).max(100),
        pending: z.int().min(0).max(10_000).default(0),
      })
      .strict(),
    reply: { kind: 'json', status: 200, schema: z.object({ results: z.array(answerResult), serverTime: instant }) },
    problems: ['NOT_FOUND', 'PASS_REVOKED'],
  }),
  completeBallot: endpoint({
    id: 'completeBallot',
    method: 'POST',
    path: '/v1/seats/current/complete',
    summary: 'Hands the ballot in: the seat ends, the receipt is recorded apart from the answers. Safe to repeat.',
    who: ['juror'],
    body: z.object({ roundId: id, receiptNonce: z.string().regex(/^[0-9a-f]{32}$/) }).strict(),
    reply: { kind: 'json', status: 200, schema: z.object({ receipt: z.string() }) },
    problems: ['NOT_FOUND', 'PASS_REVOKED', 'PASS_USED'],
  }),
};
