/** A part of a file: zero-based, both ends included. */
export interface BytePart {
  start: number;
  end: number;
}

/**
 * Reads a `Range` header for a file of `size` bytes (RFC 9110 §14.1.2). Null where the whole file is the right answer:
 * no header, another unit, one that makes no sense, several parts at once, the end of an empty file. A part in which no
 * byte lies is `unsatisfiable`.
 */
export function parseRange(header: string | undefined, size: number): BytePart | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    if (Number(last) === 0) return 'unsatisfiable';
    return size === 0 ? null : { start: Math.max(0, size - Number(last)), end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end };
}
