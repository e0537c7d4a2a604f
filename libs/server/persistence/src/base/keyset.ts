/** A key of a keyset page: what the last row was ordered by, most significant first. */
export type Keyset = readonly (string | number)[];

/** An opaque cursor for `nextCursor`: base64url of the key as JSON. */
export const encodeCursor = (key: Keyset): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/**
 * The key inside a cursor, or null for one that was not made by `encodeCursor` with keys of these kinds. A caller
 * treats null as a bad request, never as the first page.
 */
export function decodeCursor(cursor: string, kinds: readonly ('string' | 'number')[]): Keyset | null {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(key) || key.length !== kinds.length) return null;
    return key.every((part, i) => typeof part === kinds[i]) ? (key as Keyset) : null;
  } catch {
    return null;
  }
}

/** The entry number inside the cursor of a list that goes down by number, null for one that was not made for such a list. */
export function numberInCursor(cursor: string): number | null {
  const number = decodeCursor(cursor, ['number'])?.[0];
  return typeof number === 'number' && Number.isInteger(number) && number > 0 && number < 2 ** 31 ? number : null;
}

/**
 * Cuts a list that was read with one row more than asked for (`LIMIT limit + 1`): the extra row only says that there is
 * a next page.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => Keyset,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}
