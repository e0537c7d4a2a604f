import { concatBytes, fromHex, utf8, type Sha256 } from '../bytes/bytes.js';
import { ok, refuse, type Refusal, type Result } from '../result.js';

/** Crockford's base 32: no I, L, O, U. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RECEIPT_CHARS = 10;

/** The bytes whose SHA-256 makes a receipt: the round id as UTF-8, then the 16 bytes of the tablet's nonce. */
export const receiptInput = (roundId: string, nonceHex: string): Uint8Array => {
  const nonce = fromHex(nonceHex);
  if (nonce?.length !== 16) throw new RangeError('a receipt nonce has 32 hexadecimal digits');
  return concatBytes(utf8(roundId), nonce);
};

/** The first `chars` × 5 bits of a digest as Crockford characters. */
export const crockford = (digest: Uint8Array, chars: number): string => {
  const whole = Math.ceil((chars * 5) / 8);
  let bits = 0n;
  for (const byte of digest.subarray(0, whole)) bits = (bits << 8n) | BigInt(byte);
  bits >>= BigInt(whole * 8 - chars * 5);
  return Array.from({ length: chars }, (_, i) =>
    CROCKFORD.charAt(Number((bits >> BigInt(5 * (chars - 1 - i))) & 31n)),
  ).join('');
};

/** A receipt from the SHA-256 of `receiptInput`: its first 50 bits as ten Crockford characters, written 4-4-2. */
export const receiptFromDigest = (digest: Uint8Array): string => formatReceipt(crockford(digest, RECEIPT_CHARS));

/** The receipt of a ballot: it shows that the ballot arrived, not what it says. */
export const receiptOf = (roundId: string, nonceHex: string, sha256: Sha256): string =>
  receiptFromDigest(sha256(receiptInput(roundId, nonceHex)));

const formatReceipt = (chars: string): string => `${chars.slice(0, 4)}-${chars.slice(4, 8)}-${chars.slice(8)}`;

const half = (text: string): string => text.normalize('NFKC').toUpperCase();

/** Reads a receipt as a person types it: any case, any dashes or spaces, O for 0, I and L for 1. */
export const normalizeReceipt = (typed: string): Result<string, Refusal<'RECEIPT_MALFORMED'>> => {
  const chars = half(typed)
    .replace(/[\s\-–—_.]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const good = chars.length === RECEIPT_CHARS && [...chars].every((char) => CROCKFORD.includes(char));
  return good ? ok(formatReceipt(chars)) : refuse('RECEIPT_MALFORMED', {});
};

/** The 26 characters of a pass code: none that looks like another (no 0 O 1 I 2 Z 5 S B G). */
export const PASS_CODE_ALPHABET = '346789ACDEFHJKLMNPQRTUVWXY';
export const PASS_CODE_CHARS = 8;

/**
 * A pass code from random bytes, or undefined where they were used up: a byte of 234 or more is thrown away, since
 * keeping it would favour some characters. 16 bytes fail less than once in a million times.
 */
export const passCodeFrom = (random: Uint8Array): string | undefined => {
  const base = PASS_CODE_ALPHABET.length;
  const chars = Array.from(random)
    .filter((byte) => byte < Math.floor(256 / base) * base)
    .slice(0, PASS_CODE_CHARS)
    .map((byte) => PASS_CODE_ALPHABET.charAt(byte % base));
  return chars.length === PASS_CODE_CHARS ? chars.join('') : undefined;
};

/** Reads a pass code as a juror types it: any case, full-width or not, with or without dashes and spaces. */
export const normalizePassCode = (typed: string): Result<string, Refusal<'PASS_CODE_MALFORMED'>> => {
  const chars = half(typed).replace(/[\s\-–—_.]/g, '');
  const good = chars.length === PASS_CODE_CHARS && [...chars].every((char) => PASS_CODE_ALPHABET.includes(char));
  // What was typed is a secret, so it stays out of the facts.
  return good ? ok(chars) : refuse('PASS_CODE_MALFORMED', { length: PASS_CODE_CHARS });
};

/** A pass code as it is printed: 4-4. */
export const formatPassCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
