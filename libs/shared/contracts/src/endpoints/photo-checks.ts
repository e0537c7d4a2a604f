import { PHOTO_CHECK_STATES, PHOTO_FAULT_STATES } from '@zuimei/domain';
import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { editionKey, id, instant, noBody, page, pageQuery, params } from '../shapes.js';

/** One look at every stored photo: how far it has come, and what it found. */
export const photoCheckView = z.object({
  id,
  /** `full` was asked for by a person and looks into the store; `sweep` compares rows and stands here only where it found something. */
  kind: z.enum(['full', 'sweep']),
  state: z.enum(PHOTO_CHECK_STATES),
  askedBy: z.string().nullable(),
  askedAt: instant,
  finishedAt: instant.nullable(),
  /** Photos. */
  total: z.int(),
  checked: z.int(),
  /** Derivatives whose row or object was missing when they were looked for. */
  missing: z.int(),
  /** Photos with something missing, by what has become of them. */
  queued: z.int(),
  mended: z.int(),
  lost: z.int(),
  /** Objects and staged files that no row names; null until they were counted. */
  orphans: z.object({ count: z.int(), bytes: z.int() }).nullable(),
  /** Why it broke off: what the store or the database said last. */
  failure: z.string().nullable(),
});
export type PhotoCheckView = z.infer<typeof photoCheckView>;

/** Why a photo could not be mended; a sentence for each is in the glossary. */
export const PHOTO_LOSSES = ['original-missing', 'original-changed', 'original-undecodable'] as const;
export type PhotoLoss = (typeof PHOTO_LOSSES)[number];

export const photoFaultView = z.object({
  photoId: id,
  submissionId: id,
  editionKey,
  /** Null for a photo that is no entry. */
  number: z.int().nullable(),
  title: z.string(),
  /** `original`, `w320`, `w1080`, `w2048`, `share1080`. */
  missing: z.array(z.string()),
  state: z.enum(PHOTO_FAULT_STATES),
  loss: z.enum(PHOTO_LOSSES).nullable(),
  changedAt: instant,
});
export type PhotoFaultView = z.infer<typeof photoFaultView>;

export const photoCheckEndpoints = {
  listPhotoChecks: endpoint({
    id: 'listPhotoChecks',
    method: 'GET',
    path: '/v1/photo-checks',
    summary: 'The latest checks of the stored photos, newest first.',
    who: ['organizer', 'observer'],
    reply: { kind: 'json', status: 200, schema: z.object({ items: z.array(photoCheckView) }) },
    problems: [],
  }),
  startPhotoCheck: endpoint({
    id: 'startPhotoCheck',
    method: 'POST',
    path: '/v1/photo-checks',
    summary:
      'Looks at every stored photo and derives again what is missing. While a check is under way it is given back, and no other is begun.',
    who: ['organizer'],
    body: noBody,
    reply: { kind: 'json', status: 202, schema: photoCheckView },
    problems: [],
  }),
  listPhotoFaults: endpoint({
    id: 'listPhotoFaults',
    method: 'GET',
    path: '/v1/photo-checks/:id/faults',
    summary: 'The photos of which a check found something missing, by name.',
    who: ['organizer', 'observer'],
    params: params.id,
    query: pageQuery.extend({ state: z.enum(PHOTO_FAULT_STATES).optional() }),
    reply: { kind: 'json', status: 200, schema: page(photoFaultView) },
    problems: ['NOT_FOUND'],
  }),
};
