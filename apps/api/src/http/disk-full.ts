/** No space (`ENOSPC`), a quota (`EDQUOT`), or the same told by PostgreSQL (`disk_full`). */
const CODES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', '53100']);

/** Whether an error says that a disk is full, here or where the database is. */
export const isDiskFull = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && CODES.has((error as { code?: unknown }).code);
