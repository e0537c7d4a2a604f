import { ProblemError } from '@zuimei/platform';
import type { FastifyRequest } from 'fastify';
import { originOf } from './origin.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a state-changing request that another site's page may have caused: it must carry `x-zuimei: 1`, which a form
 * cannot send and a script of another origin only after a preflight that nobody answers, and where the browser says
 * where it comes from, that must be here.
 * @throws ProblemError CROSS_SITE_REQUEST
 */
export function refuseCrossSite(request: FastifyRequest, publicOrigin: string | null): void {
  if (SAFE.has(request.method)) return;
  const { origin, 'sec-fetch-site': site, 'x-zuimei': own } = request.headers;
  const here = originOf(request, publicOrigin);
  const fits =
    own === '1' &&
    (origin === undefined || origin === here) &&
    (site === undefined || site === 'same-origin' || site === 'none');
  if (!fits) throw new ProblemError({ code: 'CROSS_SITE_REQUEST' });
}
