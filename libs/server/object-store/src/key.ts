/** The longest key: S3 stops at 1,024 bytes, most file systems at 255 a name and 4,096 a path. */
const LONGEST_KEY = 512;
const LONGEST_SEGMENT = 200;
const SEGMENT = /^[a-z0-9_-][a-z0-9._-]*$/;

/** A key (or a prefix) that no store may be asked for. It is a bug of the caller: keys are made by code, never by users. */
export class InvalidKeyError extends Error {
  override readonly name = 'InvalidKeyError';

  constructor(key: string, why: string) {
    super(`not a key of the object store: ${JSON.stringify(key.slice(0, 80))} (${why})`);
  }
}

/**
 * Throws unless `key` is made of segments of `a–z 0–9 - _ .` joined by single slashes, with no segment that begins with
 * a dot (so neither `..` nor a hidden file). Lower case only: a folder on Windows or macOS does not tell `A` from `a`.
 *
 * @throws InvalidKeyError
 */
export function assertKey(key: string): void {
  if (key.length === 0) throw new InvalidKeyError(key, 'empty');
  if (key.length > LONGEST_KEY) throw new InvalidKeyError(key, `longer than ${LONGEST_KEY}`);
  for (const segment of key.split('/')) {
    if (segment.length > LONGEST_SEGMENT) throw new InvalidKeyError(key, `a segment longer than ${LONGEST_SEGMENT}`);
    if (!SEGMENT.test(segment)) throw new InvalidKeyError(key, 'segments of a-z 0-9 - _ . not beginning with a dot');
  }
}

/**
 * Throws unless some key could begin with `prefix`: the empty prefix, `photos/`, `photos/ab` are fine.
 *
 * @throws InvalidKeyError
 */
export function assertPrefix(prefix: string): void {
  if (prefix !== '') assertKey(prefix.endsWith('/') ? `${prefix}x` : prefix);
}
