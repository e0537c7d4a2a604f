import { fromBase64Url, toBase64Url } from '../bytes/base64url.js';
import { concatBytes, utf8 } from '../bytes/bytes.js';
import { uuidBytes, uuidOf } from '../bytes/uuid-bytes.js';

export const BADGE_SECRET_BYTES = 16;
export const BADGE_SIGNATURE_BYTES = 64;

/** What a badge's QR holds: which pass, the secret that opens it, and the sitting's signature over both. */
export interface Badge {
  passId: string;
  /** 128 bits. */
  secret: Uint8Array;
  /** Ed25519 (RFC 8032) over `badgeMessage`, by the key of the sitting. */
  signature: Uint8Array;
}

const FRAGMENT = /#b1\.([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/** The address that a badge's QR holds. Everything stands in the fragment, which no server and no log ever sees. */
export const badgeLink = (origin: string, { passId, secret, signature }: Badge): string =>
  `${origin}/jury/#b1.${[idBytes(passId), secret, signature].map(toBase64Url).join('.')}`;

/**
 * Reads a badge off the text of its QR, or off a bare fragment. The host is not looked at: a badge printed under one name
 * of the hall's server must open on another, and its signature opens nothing elsewhere.
 */
export function parseBadge(text: string): Badge | undefined {
  const parts = FRAGMENT.exec(text.trim())?.slice(1).map(fromBase64Url);
  const [id, secret, signature] = parts ?? [];
  if (id?.length !== 16 || secret?.length !== BADGE_SECRET_BYTES || signature?.length !== BADGE_SIGNATURE_BYTES)
    return undefined;
  return { passId: uuidOf(id), secret, signature };
}

/** What the sitting signs, so that a tablet without a network can tell its own badges from drawn ones. */
export const badgeMessage = (sittingId: string, passId: string, secret: Uint8Array): Uint8Array =>
  concatBytes(utf8('zuimei-badge-v1\n'), idBytes(sittingId), idBytes(passId), secret);

/**
 * What a tablet proves with the badge's secret (HMAC-SHA-256) when it opens a seat without a network: that this badge was
 * before it, for this seat in this round. The secret itself is not kept.
 */
export const badgeProofMessage = (seatId: string, tabletId: string, roundId: string): Uint8Array =>
  concatBytes(utf8('zuimei-offline-seat-v1\n'), idBytes(seatId), idBytes(tabletId), idBytes(roundId));

/** @throws RangeError where an id is no UUID: ids never come from people. */
function idBytes(id: string): Uint8Array {
  const bytes = uuidBytes(id);
  if (!bytes) throw new RangeError('an id is no UUID');
  return bytes;
}
