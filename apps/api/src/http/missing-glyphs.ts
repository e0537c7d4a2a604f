import { MISSING_GLYPHS_HEADER, missingGlyphsHeader } from '@zuimei/glossary';
import type { FastifyReply } from 'fastify';

/** Says which characters of a drawing no font here has. */
export function tellMissingGlyphs(reply: FastifyReply, missing: readonly string[]): void {
  if (missing.length > 0) void reply.header(MISSING_GLYPHS_HEADER, missingGlyphsHeader(missing));
}
