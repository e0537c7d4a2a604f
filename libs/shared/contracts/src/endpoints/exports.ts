import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { EXPORT_FORMATS } from '../exports.js';
import { editionKey, params } from '../shapes.js';

const READERS = ['organizer', 'observer'] as const;
const ofEdition = z.object({ key: editionKey });
const TABLE = { kind: 'bytes', status: 200, contentType: 'text/csv', or: ['application/json'] } as const;

const form = {
  format: z.enum(EXPORT_FORMATS).default('csv'),
  /** The language of a CSV file’s first line. */
  headings: z.enum(['en', 'zh']).default('en'),
};
const people = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');

/** Tables to take away. Each is audited; a file that breaks off ends without the end of its transfer. */
export const exportEndpoints = {
  exportEntries: endpoint({
    id: 'exportEntries',
    method: 'GET',
    path: '/v1/editions/:key/exports/entries',
    summary: 'The entries of an edition as a table; with the people behind them (`people`) for organizers only.',
    who: READERS,
    params: ofEdition,
    query: z.object({ ...form, people }),
    reply: TABLE,
    problems: ['NOT_FOUND'],
  }),
  exportAnswers: endpoint({
    id: 'exportAnswers',
    method: 'GET',
    path: '/v1/rounds/:id/exports/answers',
    summary: 'The answers of a published round as a table, with no more than the public bundle says.',
    who: READERS,
    params: params.id,
    query: z.object(form),
    reply: TABLE,
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
  exportResult: endpoint({
    id: 'exportResult',
    method: 'GET',
    path: '/v1/rounds/:id/exports/result',
    summary:
      'The published result of a round as a table, its newest version; authors of others than the winners (`people`) for organizers only.',
    who: READERS,
    params: params.id,
    query: z.object({ ...form, people }),
    reply: TABLE,
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
  exportWinnerContacts: endpoint({
    id: 'exportWinnerContacts',
    method: 'GET',
    path: '/v1/editions/:key/exports/winner-contacts',
    summary: 'Names and phone numbers of the published winners, to tell them about the prize.',
    who: ['organizer'],
    fresh: true,
    params: ofEdition,
    query: z.object(form),
    reply: TABLE,
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
};
