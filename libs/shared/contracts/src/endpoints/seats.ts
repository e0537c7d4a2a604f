import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { deviceKey, deviceSignature, id, instant, noBody, text } from '../shapes.js';
import { answerInput, answerResult, deckView, heartbeatReply, seatView } from './judging.views.js';

/** What a tablet calls: checking in, decks, answers, handing in. */
export const seatEndpoints = {
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
        /** The key is the browser's own; what it delivers is signed with it. */
        device: z.object({ id, name: text(20), publicKey: deviceKey }).strict(),
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
    problems: ['PASS_CODE_WRONG', 'PASS_REVOKED', 'PASS_USED', 'NO_OPEN_ROUND', 'DEVICE_KEY_WRONG', 'PASS_ON_PAPER'],
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
    summary:
      'Says how many answers still wait on the tablet; hears how the round stands and which entries have left it.',
    who: ['juror'],
    body: z.object({ pending: z.int().min(0).max(10_000) }).strict(),
    reply: { kind: 'json', status: 200, schema: heartbeatReply },
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
        /** Over `answersMessage`. */
        signature: deviceSignature,
      })
      .strict(),
    reply: { kind: 'json', status: 200, schema: z.object({ results: z.array(answerResult), serverTime: instant }) },
    problems: ['NOT_FOUND', 'DEVICE_KEY_WRONG'],
  }),
  leaveSeat: endpoint({
    id: 'leaveSeat',
    method: 'POST',
    path: '/v1/seats/current/leave',
    summary:
      'Ends the seat of a juror who has gone without handing the ballot in; the pass goes on elsewhere. Safe to repeat.',
    who: ['juror'],
    body: noBody,
    reply: { kind: 'empty', status: 204 },
    problems: ['NOT_FOUND'],
  }),
  completeBallot: endpoint({
    id: 'completeBallot',
    method: 'POST',
    path: '/v1/seats/current/complete',
    summary: 'Hands the ballot in: the seat ends, the receipt is recorded apart from the answers. Safe to repeat.',
    who: ['juror'],
    body: z
      .object({
        roundId: id,
        receiptNonce: z.string().regex(/^[0-9a-f]{32}$/),
        /** Over `completeMessage`. */
        signature: deviceSignature,
      })
      .strict(),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        receipt: z.string(),
        /** The ballot was handed in at another tablet before: this one's answers are in it, its receipt is not published. */
        merged: z.boolean(),
      }),
    },
    problems: ['NOT_FOUND', 'PASS_REVOKED', 'PASS_USED', 'PASS_ON_PAPER', 'DEVICE_KEY_WRONG'],
  }),
};
