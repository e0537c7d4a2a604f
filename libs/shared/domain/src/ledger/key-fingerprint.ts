import { fromHex, type Sha256 } from '../bytes/bytes.js';
import { crockford } from './receipt.js';

const FINGERPRINT_CHARS = 20;

/**
 * The name by which people compare a public key: the first 100 bits of its SHA-256 as twenty Crockford characters,
 * written in groups of four. It stands on the winners' page and on the big screen.
 */
export const keyFingerprint = (publicKey: Uint8Array, sha256: Sha256): string =>
  (crockford(sha256(publicKey), FINGERPRINT_CHARS).match(/.{4}/g) as string[]).join('-');

/** A key that somebody trusts, as they give it: its 64 hexadecimal digits or its fingerprint; undefined for neither. */
export const readTrustedKey = (given: string): string | undefined => {
  const hex = given.trim().toLowerCase();
  if (hex.length === 64 && fromHex(hex)) return hex;
  const chars = given.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const groups = /^[0-9A-HJKMNP-TV-Z]{20}$/.test(chars) ? chars.match(/.{4}/g) : null;
  return groups?.join('-');
};

/** Whether `publicKey` is the one that `trusted` (see `readTrustedKey`) names. */
export const isTrustedKey = (publicKey: Uint8Array, trusted: string, sha256: Sha256): boolean =>
  trusted.length === 64
    ? Array.from(publicKey, (byte) => byte.toString(16).padStart(2, '0')).join('') === trusted
    : keyFingerprint(publicKey, sha256) === trusted;
