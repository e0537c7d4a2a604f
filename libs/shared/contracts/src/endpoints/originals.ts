import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { id, instant, noBody, params } from '../shapes.js';

/** What leads to an original for a few minutes. */
export const originalLink = z.object({
  submissionId: id,
  /** On this server; whoever has it may fetch the file until `expiresAt`. */
  url: z.string(),
  expiresAt: instant,
  /** Never the name that the author's device gave the file. */
  fileName: z.string(),
  bytes: z.int(),
});
export type OriginalLink = z.infer<typeof originalLink>;

export const originalEndpoints = {
  createOriginalLink: endpoint({
    id: 'createOriginalLink',
    method: 'POST',
    path: '/v1/submissions/:id/original-link',
    summary:
      'Makes a signed link to the byte-identical original, good for five minutes; the audit trail says who asked. An author for their own photo; staff only as long as the consent stands.',
    who: ['organizer', 'moderator', 'observer', 'author'],
    params: params.id,
    body: noBody,
    reply: { kind: 'json', status: 201, schema: originalLink },
    problems: ['NOT_FOUND', 'ORIGINAL_WITHDRAWN', 'PICTURE_MISSING', 'STORE_UNAVAILABLE'],
  }),
  getOriginal: endpoint({
    id: 'getOriginal',
    method: 'GET',
    path: '/v1/originals/:token',
    summary: 'The original that a signed link leads to, as a download.',
    who: ['anyone'],
    params: z.object({ token: z.string().min(1).max(200) }),
    reply: { kind: 'bytes', status: 200, contentType: 'application/octet-stream' },
    problems: [
      'ORIGINAL_LINK_INVALID',
      'ORIGINAL_LINK_EXPIRED',
      'ORIGINAL_WITHDRAWN',
      'NOT_FOUND',
      'PICTURE_MISSING',
      'STORE_UNAVAILABLE',
    ],
  }),
};
