import type { FastifyRequest } from 'fastify';

/** Where people reach this system, e.g. `https://vote.example`: as it was declared, else as this request came. */
export const originOf = (request: FastifyRequest, publicOrigin: string | null): string =>
  publicOrigin ?? `${request.protocol}://${request.host}`;
