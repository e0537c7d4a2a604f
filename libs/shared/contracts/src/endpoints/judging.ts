import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { editionKey, figureScale, id, instant, params, photo, text } from '../shapes.js';
import {
  advancingView,
  capsView,
  passView,
  progressView,
  resultInsight,
  resultView,
  roundMethod,
  roundView,
  sittingView,
  tieLadder,
  turnoutView,
} from './judging.views.js';

const roundMove = (
  verb: string,
  summary: string,
  who: readonly ('organizer' | 'host')[],
  extra: {
    fresh?: true;
    problems?: (
      | 'OUTBOXES_NOT_EMPTY'
      | 'HELD_NOT_ACKNOWLEDGED'
      | 'SECOND_PERSON_REQUIRED'
      | 'ROUND_HAS_NO_ENTRIES'
      | 'METHOD_DOES_NOT_FIT'
      | 'RUN_OFF_PENDING'
      | 'ROUND_HAS_NO_ANSWERS'
      | 'GRADES_NOT_CONNECTED'
      | 'ROUND_NOT_FINAL'
      | 'ROUND_BEFORE_NOT_CERTIFIED'
      | 'PUBLISH_TIME_OUT_OF_RANGE'
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

/** The rules of a round as they are declared. */
const roundInput = z
  .object({
    name: text(20),
    method: roundMethod,
    /** `null`: all active entries of the edition. */
    entryIds: z.array(id).min(2).max(5000).nullable(),
    /** It finds the winners: winners, ladder and caps are those of the edition. Else it only says who goes on. */
    final: z.boolean().default(true),
    /** Null, as for ladder and caps: what the edition promised. */
    winners: z.int().min(1).max(1000).nullable().default(null),
    plannedMinutes: z.int().min(1).max(480),
    targetExposure: z.int().min(1).max(1000),
    /** Drawn by the server when absent; its SHA-256 is shown from then on. */
    seed: text(64).nullable().default(null),
    tieLadder: tieLadder.nullable().default(null),
    caps: capsView.nullable().default(null),
    excludeOwnCompany: z.boolean().default(false),
    /** Once every entry has its target, screens go to the entries whose interval crosses the cut. */
    focus: z.boolean().default(false),
    parentId: id.nullable().default(null),
    /** The round whose places go on to this one: then `entryIds` is null, and the entries are put in by preparing. */
    afterId: id.nullable().default(null),
  })
  .strict();

const HALL = ['organizer', 'host'] as const;
const ORGANIZER = ['organizer'] as const;

/** What staff and the big screen call: sittings, passes, rounds, the hall, results. */
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
    summary: 'All valid passes, or one of them, as cut-out QR badges in one PDF. Each printing is audited.',
    who: HALL,
    params: params.id,
    query: z.object({ passId: id.optional() }),
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
    body: roundInput,
    reply: { kind: 'json', status: 201, schema: roundView },
    problems: [
      'NOT_FOUND',
      'FOREIGN_EDITION_ENTRY',
      'ROUND_HAS_NO_ENTRIES',
      'METHOD_DOES_NOT_FIT',
      'ROUND_RULES_DIFFER',
    ],
  }),
  createRoundChain: endpoint({
    id: 'createRoundChain',
    method: 'POST',
    path: '/v1/sittings/:id/round-chain',
    summary: 'Makes several rounds as drafts, all or none: each takes those who go on from the one before.',
    who: ORGANIZER,
    params: params.id,
    body: z
      .object({
        rounds: z
          .array(roundInput.omit({ afterId: true, parentId: true }))
          .min(2)
          .max(4),
      })
      .strict(),
    reply: { kind: 'json', status: 201, schema: z.object({ items: z.array(roundView) }) },
    problems: [
      'NOT_FOUND',
      'FOREIGN_EDITION_ENTRY',
      'ROUND_HAS_NO_ENTRIES',
      'METHOD_DOES_NOT_FIT',
      'ROUND_RULES_DIFFER',
    ],
  }),
  getAdvancing: endpoint({
    id: 'getAdvancing',
    method: 'GET',
    path: '/v1/rounds/:id/advancing',
    summary: 'Who goes on from a counted round, and how far apart the last of them and the first of the others are.',
    who: ['organizer', 'observer'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: advancingView },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
  holdRunOffs: endpoint({
    id: 'holdRunOffs',
    method: 'POST',
    path: '/v1/rounds/:id/run-offs',
    summary: 'Makes the run-offs that a counted round waits for, ready to be opened; asked again, gives the same.',
    who: ORGANIZER,
    params: params.id,
    reply: { kind: 'json', status: 200, schema: z.object({ items: z.array(roundView) }) },
    problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
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
      problems: ['ROUND_HAS_NO_ENTRIES', 'METHOD_DOES_NOT_FIT', 'ROUND_BEFORE_NOT_CERTIFIED'],
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
      { fresh: true, problems: ['OUTBOXES_NOT_EMPTY', 'HELD_NOT_ACKNOWLEDGED'] },
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
      problems: ['SECOND_PERSON_REQUIRED', 'ROUND_HAS_NO_ANSWERS', 'RUN_OFF_PENDING', 'GRADES_NOT_CONNECTED'],
    }),
  }),
  publishRound: endpoint({
    id: 'publishRound',
    ...roundMove('publish', 'Makes the winners public: certified → published.', ORGANIZER, {
      fresh: true,
      problems: ['ROUND_NOT_FINAL'],
    }),
  }),
  schedulePublication: endpoint({
    id: 'schedulePublication',
    ...roundMove(
      'schedule-publication',
      'Sets the time at which a certified result becomes public by itself; until then nothing of it is.',
      ORGANIZER,
      { fresh: true, problems: ['ROUND_NOT_FINAL', 'PUBLISH_TIME_OUT_OF_RANGE'] },
    ),
    body: z.object({ publishAt: instant }).strict(),
  }),
  callOffPublication: endpoint({
    id: 'callOffPublication',
    ...roundMove('call-off-publication', 'Takes back the time at which a result was to become public.', ORGANIZER),
  }),
  proposeCorrection: endpoint({
    id: 'proposeCorrection',
    method: 'POST',
    path: '/v1/rounds/:id/propose-correction',
    summary: 'Counts a published round again and keeps the count, with the reason, for a second person to confirm.',
    who: ORGANIZER,
    fresh: true,
    params: params.id,
    body: z.object({ reason: text(300) }).strict(),
    reply: { kind: 'json', status: 200, schema: resultView },
    problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  }),
  correctRound: endpoint({
    id: 'correctRound',
    ...roundMove(
      'correct',
      'A second person confirms a proposed correction: published or corrected → corrected. What was published stays.',
      ORGANIZER,
      { fresh: true, problems: ['SECOND_PERSON_REQUIRED', 'RUN_OFF_PENDING', 'GRADES_NOT_CONNECTED'] },
    ),
    body: z.object({ version: z.int().min(1) }).strict(),
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
            scale: figureScale,
            value: z.number().nullable(),
            /** Null, and the words empty, where the entry has left: its consent was taken back. */
            photo: photo.nullable(),
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
  getLedgerKey: endpoint({
    id: 'getLedgerKey',
    method: 'GET',
    path: '/v1/ledger-key',
    summary: 'The public key that signs result bundles, and the fingerprint by which people compare it.',
    who: ['anyone'],
    reply: { kind: 'json', status: 200, schema: z.object({ publicKey: z.string(), fingerprint: z.string() }) },
    problems: [],
  }),
  listReceipts: endpoint({
    id: 'listReceipts',
    method: 'GET',
    path: '/v1/rounds/:id/receipts',
    summary: 'The receipts of all ballots of a published round, sorted; which one is asked for stays with the asker.',
    who: ['anyone'],
    params: params.id,
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({ roundName: z.string(), editionKey, items: z.array(z.string()) }),
    },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
  getResultInsight: endpoint({
    id: 'getResultInsight',
    method: 'GET',
    path: '/v1/rounds/:id/result/insight',
    summary: 'What another method makes of the same answers, and the result with and without hasty jurors.',
    who: ['organizer', 'observer'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: resultInsight },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
  getBundle: endpoint({
    id: 'getBundle',
    method: 'GET',
    path: '/v1/rounds/:id/bundle.json',
    summary: 'The public result bundle of a published round, from which anyone can recompute the ranking.',
    who: ['anyone'],
    params: params.id,
    /** Without it the newest one. */
    query: z.object({ version: z.coerce.number().int().min(1).max(1000).optional() }),
    reply: { kind: 'bytes', status: 200, contentType: 'application/json' },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
};
