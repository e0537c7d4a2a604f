const BADGE = /#([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([0-9a-f]{32})$/i;

/** What a pass is shown by: the code printed on it, or what its QR holds. */
export type Pass = { code: string } | { passId: string; secret: string };

/**
 * Reads a badge's QR: an address of this app whose fragment is `<passId>.<secret>`. The host is not looked at: a badge
 * printed under one name of the hall's server must open on another, and its secret opens nothing elsewhere.
 */
export function readBadge(text: string): Pass | null {
  const match = BADGE.exec(text.trim());
  return match?.[1] && match[2] ? { passId: match[1].toLowerCase(), secret: match[2].toLowerCase() } : null;
}
