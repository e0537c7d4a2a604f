import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { noBody, params } from '../shapes.js';

/** `count` is null until the result of its edition is public: what the public likes must not reach the jury. */
const heartView = z.object({ given: z.boolean(), count: z.int().nullable() });
export type HeartView = z.infer<typeof heartView>;

const reply = { kind: 'json', status: 200, schema: heartView } as const;

export const heartEndpoints = {
  getHeart: endpoint({
    id: 'getHeart',
    method: 'GET',
    path: '/v1/entries/:id/heart',
    summary: 'Whether the signed-in author gave an entry a heart.',
    who: ['author'],
    params: params.id,
    reply,
    problems: ['NOT_FOUND'],
  }),
  giveHeart: endpoint({
    id: 'giveHeart',
    method: 'PUT',
    path: '/v1/entries/:id/heart',
    summary: 'Gives an entry a heart, once a person; a second time changes nothing.',
    who: ['author'],
    params: params.id,
    body: noBody,
    reply,
    problems: ['NOT_FOUND'],
  }),
  takeHeartBack: endpoint({
    id: 'takeHeartBack',
    method: 'DELETE',
    path: '/v1/entries/:id/heart',
    summary: 'Takes the heart back.',
    who: ['author'],
    params: params.id,
    reply,
    problems: ['NOT_FOUND'],
  }),
};
