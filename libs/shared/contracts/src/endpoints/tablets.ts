import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { deviceKey, id, instant, noBody, params, photo, text } from '../shapes.js';
import { roundMethod, screenView, seatRound } from './judging.views.js';

const HALL = ['organizer', 'host'] as const;
const count = z.int().min(0).max(10_000);

/** How far a tablet is ready to go on without a network, in its own words. */
export const readiness = z
  .object({
    photos: count,
    photosOf: count,
    /** Screens of its pool that nobody has taken. */
    screens: count,
    /** Why it cannot do without a network, by a word of its own; null where it can. */
    problem: z
      .string()
      .regex(/^[A-Z][A-Z_]{0,39}$/)
      .nullable(),
  })
  .strict();
export type ReadinessView = z.infer<typeof readiness>;

export const tabletView = z.object({
  id,
  name: z.string(),
  enrolledAt: instant,
  enrolledBy: z.string(),
  revokedAt: instant.nullable(),
  lastSeenAt: instant,
  /** Answers that wait on it, as it last said. */
  pending: z.int(),
  /** Null until it has said something. */
  readiness: readiness.nullable(),
});
export type TabletView = z.infer<typeof tabletView>;

const sittingBrief = z.object({ id, name: z.string(), venue: z.string() });

export const preloadView = z.object({
  version: z.string(),
  sitting: sittingBrief,
  /** Ed25519, 32 bytes, base64url: the signatures of badges are checked with it. */
  sittingKey: z.string(),
  /** The round that is open, paused or ready; null between rounds. */
  round: seatRound.extend({ method: roundMethod, plannedMinutes: z.int(), targetExposure: z.int() }).nullable(),
  /** Of that round. */
  photos: z.array(z.object({ entryId: id, number: z.int(), photo })),
  /** One line a pass: `sealed` opens with the badge's secret only. */
  passes: z.array(z.object({ tag: z.string(), sealed: z.string() })),
  serverTime: instant,
});
export type PreloadView = z.infer<typeof preloadView>;

export const poolView = z.object({
  poolId: id,
  roundId: id,
  decks: z.array(z.object({ no: z.int(), screens: z.array(screenView) })),
});
export type PoolView = z.infer<typeof poolView>;

export const OFFLINE_SEAT_REASONS = ['PASS_REVOKED', 'PASS_ELSEWHERE'] as const;
export const HELD_REASONS = [
  'SCREEN_TAKEN',
  'ENTRY_SEEN_TWICE',
  'ENTRY_EXCLUDED',
  'PASS_REVOKED',
  'PASS_ON_PAPER',
] as const;

export const heldView = z.object({
  /** Answers that were held back. */
  answers: z.int(),
  /** How many of them staff have acknowledged. */
  acknowledged: z.int(),
  /** By juror and reason; what the answers say is shown to nobody. */
  items: z.array(
    z.object({
      alias: z.string().nullable(),
      tablets: z.array(z.string()),
      reason: z.enum(HELD_REASONS),
      answers: z.int(),
    }),
  ),
  /** Badges that were used without a network while they were at another tablet, or after they were revoked. */
  usedTwice: z.array(
    z.object({ alias: z.string(), tablets: z.array(z.string()), reason: z.enum(OFFLINE_SEAT_REASONS) }),
  ),
});
export type HeldView = z.infer<typeof heldView>;

/** Tablets that staff enrol for a sitting, and what they do without a juror. */
export const tabletEndpoints = {
  createEnrolment: endpoint({
    id: 'createEnrolment',
    method: 'POST',
    path: '/v1/sittings/:id/enrolments',
    summary: 'A ticket that enrols tablets for 30 minutes; its QR is a link, the PIN is said or shown beside it.',
    who: HALL,
    params: params.id,
    body: noBody,
    reply: {
      kind: 'json',
      status: 201,
      schema: z.object({ id, secret: z.string(), pin: z.string(), link: z.string(), expiresAt: instant }),
    },
    problems: ['NOT_FOUND'],
  }),
  listTablets: endpoint({
    id: 'listTablets',
    method: 'GET',
    path: '/v1/sittings/:id/tablets',
    summary: 'The tablets of a sitting by name, the revoked ones last.',
    who: ['organizer', 'host', 'observer'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: z.object({ items: z.array(tabletView), serverTime: instant }) },
    problems: ['NOT_FOUND'],
  }),
  revokeTablet: endpoint({
    id: 'revokeTablet',
    method: 'POST',
    path: '/v1/tablets/:id/revoke',
    summary: 'The tablet is enrolled no more and its pool goes back; what it still holds can be delivered.',
    who: HALL,
    params: params.id,
    body: noBody,
    reply: { kind: 'json', status: 200, schema: tabletView },
    problems: ['NOT_FOUND', 'MOVE_NOT_ALLOWED'],
  }),
  releasePool: endpoint({
    id: 'releasePool',
    method: 'POST',
    path: '/v1/tablets/:id/release-pool',
    summary: 'The screens of a tablet’s pool that nobody answered go to others; an answer that comes still counts.',
    who: HALL,
    params: params.id,
    body: noBody,
    reply: { kind: 'json', status: 200, schema: tabletView },
    problems: ['NOT_FOUND', 'ROUND_NOT_OPEN'],
  }),
  enrolTablet: endpoint({
    id: 'enrolTablet',
    method: 'POST',
    path: '/v1/tablets',
    summary: 'Enrols this browser as a tablet of a sitting, with a ticket and its PIN.',
    who: ['anyone'],
    body: z
      .object({
        ticketId: id,
        secret: z.string().regex(/^[\w-]{22}$/),
        pin: z.string().regex(/^\d{6}$/),
        name: text(20),
        publicKey: deviceKey,
      })
      .strict(),
    reply: {
      kind: 'json',
      status: 201,
      schema: z.object({ tabletId: id, sitting: sittingBrief, sittingKey: z.string() }),
    },
    problems: ['ENROLMENT_WRONG', 'TABLET_NAME_TAKEN', 'DEVICE_KEY_WRONG'],
  }),
  getPreload: endpoint({
    id: 'getPreload',
    method: 'GET',
    path: '/v1/tablets/current/preload',
    summary: 'What the tablet needs to go on without a network, but for its pool.',
    who: ['tablet'],
    reply: { kind: 'json', status: 200, schema: preloadView },
    problems: ['NOT_FOUND', 'TABLET_REVOKED'],
  }),
  drawPool: endpoint({
    id: 'drawPool',
    method: 'POST',
    path: '/v1/tablets/current/pool',
    summary:
      'Leases decks of screens for jurors who will come, from the moment the round is ready; asked again gives the same open ones and what is missing.',
    who: ['tablet'],
    body: z.object({ decks: z.int().min(1).max(12), screens: z.int().min(1).max(60) }).strict(),
    reply: { kind: 'json', status: 200, schema: poolView },
    problems: ['ROUND_NOT_OPEN', 'TABLET_REVOKED'],
  }),
  openOfflineSeat: endpoint({
    id: 'openOfflineSeat',
    method: 'POST',
    path: '/v1/tablets/current/seats',
    summary: 'Tells of a juror who checked in without a network; the token delivers their answers. Safe to repeat.',
    who: ['tablet'],
    body: z
      .object({
        seatId: id,
        roundId: id,
        passId: id,
        proof: z.string().regex(/^[\w-]{43}$/),
        /** The tablet's clock: kept as a claim, decides nothing. */
        startedAt: instant,
      })
      .strict(),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        deliveryToken: z.string(),
        alias: z.string(),
        /** `held`: what this seat delivers is kept for the host and never counted. */
        status: z.enum(['open', 'held']),
        reason: z.enum(OFFLINE_SEAT_REASONS).nullable(),
      }),
    },
    problems: ['PASS_CODE_WRONG', 'ROUND_NOT_OPEN'],
  }),
  beatTablet: endpoint({
    id: 'beatTablet',
    method: 'POST',
    path: '/v1/tablets/current/heartbeat',
    summary: 'Says what waits on the tablet and how ready it is; hears how the round stands.',
    who: ['tablet'],
    body: z.object({ pending: count, readiness }).strict(),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        round: seatRound.nullable(),
        /** Entries of the round that have left the contest: screens that show them are taken back. */
        gone: z.array(id),
        revoked: z.boolean(),
        preloadVersion: z.string(),
        serverTime: instant,
      }),
    },
    problems: ['NOT_FOUND'],
  }),
  getHeld: endpoint({
    id: 'getHeld',
    method: 'GET',
    path: '/v1/rounds/:id/held',
    summary: 'What was held back of a round and why, by pass and tablet; never what it says.',
    who: ['organizer', 'host', 'observer'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: heldView },
    problems: ['NOT_FOUND'],
  }),
  acknowledgeHeld: endpoint({
    id: 'acknowledgeHeld',
    method: 'POST',
    path: '/v1/rounds/:id/held/acknowledge',
    summary: 'Staff have seen what was held back so far; it stays uncounted.',
    who: HALL,
    params: params.id,
    body: noBody,
    reply: { kind: 'json', status: 200, schema: heldView },
    problems: ['NOT_FOUND'],
  }),
};
