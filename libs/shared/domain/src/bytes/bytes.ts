import { withRoom } from './growing.js';

/** A SHA-256 implementation, handed in by whoever runs on a machine that has one. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** What the rules need from outside. */
export interface HashDeps {
  readonly sha256: Sha256;
}

const LONE_SURROGATE = 0xfffd;

/** Kept from call to call: millions of texts are hashed one after the other, and each would leave garbage behind. */
let scratch: Uint8Array = new Uint8Array(4_096);

/** Writes a text as UTF-8 into the scratch from `at` on; gives where it ends. */
const encode = (text: string, from: number): number => {
  const out = (scratch = withRoom(scratch, from + text.length * 3));
  let at = from;
  for (let i = 0; i < text.length; i += 1) {
    let code = text.charCodeAt(i);
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = code < 0xdc00 ? text.charCodeAt(i + 1) : NaN;
      if (low >= 0xdc00 && low <= 0xdfff) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i += 1;
      } else code = LONE_SURROGATE;
    }
    if (code < 0x80) out[at++] = code;
    else if (code < 0x800) {
      out[at++] = 0xc0 | (code >> 6);
      out[at++] = 0x80 | (code & 0x3f);
    } else if (code < 0x10000) {
      out[at++] = 0xe0 | (code >> 12);
      out[at++] = 0x80 | ((code >> 6) & 0x3f);
      out[at++] = 0x80 | (code & 0x3f);
    } else {
      out[at++] = 0xf0 | (code >> 18);
      out[at++] = 0x80 | ((code >> 12) & 0x3f);
      out[at++] = 0x80 | ((code >> 6) & 0x3f);
      out[at++] = 0x80 | (code & 0x3f);
    }
  }
  return at;
};

/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD, as in the WHATWG encoder. */
export const utf8 = (text: string): Uint8Array => {
  const end = encode(text, 0);
  return scratch.slice(0, end);
};

/** The hash of bytes that a text follows, as UTF-8. `sha256` must not keep what it is given. */
export const hashOfText = (prefix: Uint8Array, text: string, sha256: Sha256): Uint8Array => {
  scratch = withRoom(scratch, prefix.length);
  scratch.set(prefix);
  const end = encode(text, prefix.length);
  return sha256(scratch.subarray(0, end));
};

/** One array of all the bytes, in order. */
export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal. */
export const toHex = (bytes: Uint8Array): string => {
  let hex = '';
  for (const byte of bytes) hex += HEX[byte] as string;
  return hex;
};

/** The bytes of a hexadecimal text of even length, or undefined where it is none. */
export const fromHex = (hex: string): Uint8Array | undefined => {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) return undefined;
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
};

/** Where two byte strings first differ, or -1. */
export const firstDifferentByte = (a: Uint8Array, b: Uint8Array): number => {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) if (a[i] !== b[i]) return i;
  return a.length === b.length ? -1 : shared;
};

/** Whether two byte strings are the same. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && firstDifferentByte(a, b) < 0;

/** Orders byte strings bytewise, shorter first where one begins with the other. */
export const compareBytes = (a: Uint8Array, b: Uint8Array): number => {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};
