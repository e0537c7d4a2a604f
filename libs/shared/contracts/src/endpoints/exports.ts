import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { EXPORT_FORMATS } from '../exports.js';
import { editionKey, instant, noBody, params } from '../shapes.js';

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

/** How long phone numbers are kept. Counts are of all authors. */
export const phoneRetentionView = z.object({
  /** When this edition’s prizes were handed over; null until somebody says so. */
  handedOverAt: instant.nullable(),
  /** Days that a number is kept after that, by this edition’s rules. */
  days: z.int(),
  /** Days after the publication that a winner’s number is kept where nobody says so. */
  mostDays: z.int(),
  kept: z.int(),
  /** Whose term is over and which the next run removes. */
  due: z.int(),
  /** When the next term ends; null where no number is kept. */
  nextAt: instant.nullable(),
});
export type PhoneRetentionView = z.infer<typeof phoneRetentionView>;

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
  getPhoneRetention: endpoint({
    id: 'getPhoneRetention',
    method: 'GET',
    path: '/v1/editions/:key/phone-retention',
    summary: 'How many phone numbers are kept, until when, and whether this edition’s prizes were handed over.',
    who: READERS,
    params: ofEdition,
    reply: { kind: 'json', status: 200, schema: phoneRetentionView },
    problems: ['NOT_FOUND'],
  }),
  handOverPrizes: endpoint({
    id: 'handOverPrizes',
    method: 'POST',
    path: '/v1/editions/:key/hand-over-prizes',
    summary: 'Says that the winners have their prizes: from now on the term of their phone numbers runs.',
    who: ['organizer'],
    params: ofEdition,
    body: noBody,
    reply: { kind: 'json', status: 200, schema: phoneRetentionView },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
  takeBackHandOver: endpoint({
    id: 'takeBackHandOver',
    method: 'POST',
    path: '/v1/editions/:key/take-back-hand-over',
    summary: 'Takes back that the prizes were handed over.',
    who: ['organizer'],
    params: ofEdition,
    body: noBody,
    reply: { kind: 'json', status: 200, schema: phoneRetentionView },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
};
