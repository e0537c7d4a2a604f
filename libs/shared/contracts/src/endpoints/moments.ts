import { DISTRICTS } from '@zuimei/domain';
import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { editionKey, id, instant, page, pageQuery, photo } from '../shapes.js';
import { LIKENESS_KINDS } from './contest.views.js';

const day = z.iso.date();
const ofYear = z.object({ year: z.coerce.number().int().min(2000).max(2999) });
/** A wall is made of small pictures. */
const smallPhoto = photo.pick({ width: true, height: true, thumbhash: true, src320: true });

export const momentView = z.object({
  day,
  entryId: id,
  number: z.int(),
  title: z.string(),
  /** Who took it, where it has won; an entry that was chosen for the wall stays anonymous. */
  maker: z.string().nullable(),
  rank: z.int().nullable(),
  /** Where it was taken, where its author agreed that this is shown. */
  district: z.enum(DISTRICTS).nullable(),
  photo: smallPhoto,
});
export type MomentView = z.infer<typeof momentView>;

export const staffMomentView = momentView.extend({
  editionKey,
  placedAt: instant,
  /** The organizer who chose it; null where it was hung as a winner. */
  chosenBy: z.string().nullable(),
  /** Days on which near-duplicates of it hang, found after both were hung. */
  alikeDays: z.array(day),
});
export type StaffMomentView = z.infer<typeof staffMomentView>;

export const wallCandidate = z.object({
  entryId: id,
  number: z.int(),
  title: z.string(),
  rank: z.int().nullable(),
  photo,
  /** Its own day, if it hangs already. */
  day: day.nullable(),
  /** What hangs already and is the same photo, or a near-duplicate of it. */
  like: z
    .object({ day, entryId: id, editionKey, number: z.int(), kind: z.enum(LIKENESS_KINDS), likeness: z.number() })
    .nullable(),
});
export type WallCandidate = z.infer<typeof wallCandidate>;

const HANGING_PROBLEMS = [
  'NOT_FOUND',
  'ENTRY_LEFT',
  'ENTRY_NOT_PUBLIC',
  'CONSENT_NOT_FOR_WALL',
  'PHOTO_NOT_COMPARED',
  'ENTRY_ON_WALL',
  'LIKE_MOMENT',
  'DAY_TAKEN',
] as const;

export const momentEndpoints = {
  listMoments: endpoint({
    id: 'listMoments',
    method: 'GET',
    path: '/v1/moments',
    summary: 'The moments of a year: at most one entry a day.',
    who: ['anyone'],
    query: ofYear,
    reply: { kind: 'json', status: 200, schema: z.object({ year: z.int(), items: z.array(momentView) }) },
    problems: [],
  }),
  listStaffMoments: endpoint({
    id: 'listStaffMoments',
    method: 'GET',
    path: '/v1/wall',
    summary: 'The moments of a year with who chose them and which are too alike.',
    who: ['organizer', 'observer'],
    query: ofYear,
    reply: { kind: 'json', status: 200, schema: z.object({ year: z.int(), items: z.array(staffMomentView) }) },
    problems: [],
  }),
  listWallCandidates: endpoint({
    id: 'listWallCandidates',
    method: 'GET',
    path: '/v1/editions/:key/wall-candidates',
    summary: 'Entries of a published edition that may hang on the wall, newest number first, by keyset.',
    who: ['organizer', 'observer'],
    params: z.object({ key: editionKey }),
    query: pageQuery.extend({ winners: z.enum(['true', 'false']).default('false') }),
    reply: { kind: 'json', status: 200, schema: page(wallCandidate) },
    problems: ['NOT_FOUND', 'ENTRY_NOT_PUBLIC'],
  }),
  previewMoment: endpoint({
    id: 'previewMoment',
    method: 'GET',
    path: '/v1/moments/:day/preview',
    summary: 'What would hang on a day, or why it may not; changes nothing.',
    who: ['organizer', 'observer'],
    params: z.object({ day }),
    query: z.object({ entryId: id }),
    reply: { kind: 'json', status: 200, schema: momentView },
    problems: HANGING_PROBLEMS,
  }),
  placeMoment: endpoint({
    id: 'placeMoment',
    method: 'POST',
    path: '/v1/moments',
    summary: 'Hangs an entry on a free day of the wall.',
    who: ['organizer'],
    body: z.object({ day, entryId: id }).strict(),
    reply: { kind: 'json', status: 201, schema: momentView },
    problems: HANGING_PROBLEMS,
  }),
  clearMoment: endpoint({
    id: 'clearMoment',
    method: 'POST',
    path: '/v1/moments/:day/clear',
    summary: 'Takes the named entry off its day; placing it again undoes that.',
    who: ['organizer'],
    params: z.object({ day }),
    body: z.object({ entryId: id }).strict(),
    reply: { kind: 'empty', status: 204 },
    problems: ['NOT_FOUND'],
  }),
};
