import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { editionKey, id, params } from '../shapes.js';

const ORGANIZER = ['organizer'] as const;
const ofEdition = z.object({ key: editionKey });

/** The article of a publication, and what is to be known before it or the other keepsakes are handed on. */
const articleView = z.object({
  title: z.string(),
  html: z.string(),
  /** From where its pictures are fetched; an editor out there needs a public address by https. */
  origin: z.string(),
  /** Characters of names and titles that no font here has: 〓 on posters and certificates. */
  missingGlyphs: z.array(z.string()),
});

/** What a winner takes home and what organizers hand on: pictures, certificates, the article. */
export const keepsakeEndpoints = {
  getPoster: endpoint({
    id: 'getPoster',
    method: 'GET',
    path: '/v1/entries/:id/poster.jpg',
    summary: 'The poster of a published winner, to be kept by a long press; 404 for whoever is none.',
    who: ['anyone'],
    params: params.id,
    reply: { kind: 'bytes', status: 200, contentType: 'image/jpeg' },
    problems: ['NOT_FOUND', 'PICTURE_MISSING', 'STORE_UNAVAILABLE'],
  }),
  getSharePicture: endpoint({
    id: 'getSharePicture',
    method: 'GET',
    path: '/v1/entries/:id/share.jpg',
    summary: 'The picture for the card of a link to a published winner.',
    who: ['anyone'],
    params: params.id,
    reply: { kind: 'bytes', status: 200, contentType: 'image/jpeg' },
    problems: ['NOT_FOUND', 'PICTURE_MISSING', 'STORE_UNAVAILABLE'],
  }),
  getCertificates: endpoint({
    id: 'getCertificates',
    method: 'GET',
    path: '/v1/editions/:key/certificates.pdf',
    summary: 'Certificates of the published winners of an edition, or of one of them. Each printing is audited.',
    who: ORGANIZER,
    params: ofEdition,
    query: z.object({ entryId: id.optional() }),
    reply: { kind: 'bytes', status: 200, contentType: 'application/pdf' },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
  getArticle: endpoint({
    id: 'getArticle',
    method: 'GET',
    path: '/v1/editions/:key/article',
    summary: 'The published winners as HTML with inline styles, for the editor of an official account.',
    who: ORGANIZER,
    params: ofEdition,
    reply: { kind: 'json', status: 200, schema: articleView },
    problems: ['NOT_FOUND', 'RESULT_NOT_PUBLIC'],
  }),
};
