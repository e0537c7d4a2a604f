import { parseBadge, toHex } from '@zuimei/domain';

/** What a pass is shown by: the code printed on it, or what its QR holds. */
export type Pass = { code: string } | { passId: string; secret: string };

/** Reads a badge's QR as what opens a seat with the server. */
export function readBadge(text: string): Pass | null {
  const badge = parseBadge(text);
  return badge ? { passId: badge.passId, secret: toHex(badge.secret) } : null;
}
