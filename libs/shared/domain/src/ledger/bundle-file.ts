import { canonicalBytes } from '../bytes/canonical-json.js';

/** A bundle file of more bytes is not read. */
export const BUNDLE_MOST_BYTES = 256 * 1024 * 1024;
/** A bundle nests ten deep at most; a file that goes deeper than this is no bundle. */
export const BUNDLE_MOST_DEPTH = 32;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];

/** Whether brackets nest deeper than `most` anywhere outside of strings. */
const nestsDeeper = (bytes: Uint8Array, most: number): boolean => {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] as number;
    if (inString) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > most) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  return false;
};

/** What a file says, and what is wrong with its bytes. */
export interface BundleFile {
  /** Undefined where the file is no JSON at all. */
  readonly value: unknown;
  readonly faults: readonly string[];
}

/**
 * Reads a bundle file. It must be the canonical JSON (RFC 8785) of what it says, byte for byte: white space, another
 * order, another way to write a number or a text, a member twice, a byte order mark and broken UTF-8 are all faults,
 * so that no bit of the file can change unseen.
 * @param decode UTF-8 to text; may replace what is malformed, since the bytes are compared afterwards
 */
export const readBundleFile = (bytes: Uint8Array, decode: (bytes: Uint8Array) => string): BundleFile => {
  const broken = (fault: string): BundleFile => ({ value: undefined, faults: [fault] });
  if (bytes.length === 0) return broken('the file is empty');
  if (bytes.length > BUNDLE_MOST_BYTES) return broken(`the file has more than ${BUNDLE_MOST_BYTES} bytes`);
  if (nestsDeeper(bytes, BUNDLE_MOST_DEPTH)) return broken(`the file nests deeper than ${BUNDLE_MOST_DEPTH}`);
  let value: unknown;
  let canonical: Uint8Array;
  try {
    value = JSON.parse(decode(bytes));
  } catch (error) {
    const ended = bytes[bytes.length - 1] === 0x7d ? '' : ' (it does not end with "}": was it cut short?)';
    return broken(`not JSON: ${(error as Error).message}${ended}`);
  }
  try {
    canonical = canonicalBytes(value);
  } catch (error) {
    return { value, faults: [`no canonical JSON: ${(error as Error).message}`] };
  }
  const at = canonical.findIndex((byte, i) => byte !== bytes[i]);
  const differs = at >= 0 ? at : canonical.length < bytes.length ? canonical.length : -1;
  return {
    value,
    faults: differs < 0 ? [] : [`not canonical JSON (RFC 8785): byte ${differs} is not what it must be`],
  };
};
