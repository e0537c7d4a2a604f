import { createHash } from 'node:crypto';

/** What is kept of a token: its SHA-256. A copy of the database opens no session. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
