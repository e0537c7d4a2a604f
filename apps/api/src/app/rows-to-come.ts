/** Rows that have no handler yet. The start is refused for any other row without one. */
export const ROWS_TO_COME: readonly string[] = [];
