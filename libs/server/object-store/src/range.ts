import { type ByteRange } from './object-store.js';

/**
 * The part of an object of `size` bytes that lies in `range`.
 *
 * @throws RangeError when the range is malformed or no byte lies in it (HTTP 416, RFC 9110 §15.5.17).
 */
export function clampRange(range: ByteRange, size: number): ByteRange {
  assertRange(range);
  if (range.start >= size) throw new RangeError(`no byte of ${size} lies in ${range.start}-${range.end}`);
  return { start: range.start, end: Math.min(range.end, size - 1) };
}

/** @throws RangeError unless start and end are whole numbers with 0 ≤ start ≤ end. */
export function assertRange({ start, end }: ByteRange): void {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw new RangeError(`not a byte range: ${start}-${end}`);
  }
}
