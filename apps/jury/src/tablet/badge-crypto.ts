import {
  type Badge,
  badgeMessage,
  badgeProofMessage,
  fromBase64Url,
  PASS_PRELOAD_INFO,
  PASS_TAG_BYTES,
  passTagMessage,
  toBase64Url,
  uuidBytes,
} from '@zuimei/domain';

const IV_BYTES = 12;
const source = (bytes: Uint8Array | undefined): BufferSource => (bytes ?? new Uint8Array()) as BufferSource;

/** What a badge opens in the preload: who its juror is to the hall, and which entries they may not see. */
export interface PassLine {
  alias: string;
  exclude: string[];
}

/** Whether the sitting signed this badge (RFC 8032). Browsers of before 2025 have no Ed25519 of their own. */
export async function isSignedBySitting(badge: Badge, sittingId: string, sittingKey: string): Promise<boolean> {
  const key = fromBase64Url(sittingKey);
  if (key?.length !== 32) return false;
  const message = badgeMessage(sittingId, badge.passId, badge.secret);
  try {
    const own = await crypto.subtle.importKey('raw', source(key), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', own, source(badge.signature), source(message));
  } catch {
    const { verifyAsync } = await import('@noble/ed25519');
    return verifyAsync(badge.signature, message, key).catch(() => false);
  }
}

/** Which line of the preload is this pass's. */
export async function tagOf(passId: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', source(passTagMessage(passId)));
  return toBase64Url(new Uint8Array(digest).subarray(0, PASS_TAG_BYTES));
}

/** Opens a pass's line with its badge; undefined where the badge is another one. */
export async function openLine({ passId, secret }: Badge, sealed: string): Promise<PassLine | undefined> {
  const bytes = fromBase64Url(sealed);
  if (!bytes || bytes.length <= IV_BYTES) return undefined;
  const ikm = await crypto.subtle.importKey('raw', source(secret), 'HKDF', false, ['deriveKey']);
  const hkdf = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: source(uuidBytes(passId)),
    info: source(new TextEncoder().encode(PASS_PRELOAD_INFO)),
  };
  const aes = { name: 'AES-GCM', length: 256 };
  const key = await crypto.subtle.deriveKey(hkdf, ikm, aes, false, ['decrypt']);
  try {
    const iv = source(bytes.subarray(0, IV_BYTES));
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, source(bytes.subarray(IV_BYTES)));
    return JSON.parse(new TextDecoder().decode(plain)) as PassLine;
  } catch {
    return undefined;
  }
}

/** Shows the server later that this badge was before this tablet, for this seat in this round. The secret is not kept. */
export async function proofOf(badge: Badge, seatId: string, tabletId: string, roundId: string): Promise<string> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', source(badge.secret), hmac, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, source(badgeProofMessage(seatId, tabletId, roundId)));
  return toBase64Url(new Uint8Array(mac));
}
