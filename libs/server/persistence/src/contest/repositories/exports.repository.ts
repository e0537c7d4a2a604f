import type { District, EntryState } from '@zuimei/domain';
import { type Statement, sql } from '../../base/sql.js';

/** An entry with all that an export may say of it. */
export interface ExportEntryRow {
  entryId: string;
  number: number;
  state: EntryState;
  stateReason: string | null;
  /** The author took the consent back. */
  withdrawn: boolean;
  title: string;
  story: string;
  place: string;
  district: District | null;
  displayName: string | null;
  company: string | null;
  receivedAt: Date;
  approvedAt: Date;
  width: number;
  height: number;
  bytes: number;
  mime: string;
  photoSha256: string;
}

/** All entries of an edition, ascending by number, for a cursor. */
export const exportEntriesSql = (editionKey: string): Statement => sql`
  SELECT e.id AS "entryId", e.number, e.state, e.state_reason AS "stateReason",
         e.state = 'withdrawn' OR s.state = 'withdrawn' AS withdrawn, s.title, s.story, s.place, p.district,
         au.display_name AS "displayName", au.company, s.received_at AS "receivedAt", e.created_at AS "approvedAt",
         p.width, p.height, p.bytes, p.mime, p.original_sha256 AS "photoSha256"
    FROM entries e
    JOIN submissions s ON s.id = e.submission_id
    JOIN authors au ON au.id = s.author_id
    JOIN photos p ON p.id = e.photo_id
   WHERE e.edition_id = (SELECT id FROM editions WHERE key = ${editionKey})
   ORDER BY e.number`;

/** A winner and the number to reach them by. */
export interface WinnerContactRow {
  rank: number;
  prize: string;
  number: number;
  title: string;
  author: string | null;
  company: string | null;
  /** Null once its term is over. */
  phone: string | null;
}

/** The active winners of the newest publication of an edition, best first, for a cursor. */
export const winnerContactsSql = (editionKey: string): Statement => sql`
  SELECT a.rank, a.prize, e.number, s.title, au.display_name AS author, au.company, au.phone
    FROM editions ed
    JOIN awards a ON a.publication_id = ed.publication_id
    JOIN entries e ON e.id = a.entry_id AND e.state = 'active'
    JOIN submissions s ON s.id = e.submission_id
    JOIN authors au ON au.id = s.author_id
   WHERE ed.key = ${editionKey}
   ORDER BY a.rank, e.number`;
