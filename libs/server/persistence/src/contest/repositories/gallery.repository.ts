import type { DataSource } from 'typeorm';
import type { EntryState } from '@zuimei/domain';
import { poolOf } from '../../base/data-source.js';
import type { Queryable } from '../../base/unit-of-work.js';
import { PUBLIC_HEARTS } from './hearts.repository.js';
import { PHOTO_COLUMNS, type PhotoColumns } from './photo-columns.js';

/** One entry of a gallery page. */
export interface GalleryRow extends PhotoColumns {
  id: string;
  number: number;
  title: string;
  rank: number | null;
  prize: string | null;
}

/** Entries that one statement reads at most, the one that only says that there is a next page included. */
const MOST_ROWS = 101;

/**
 * One page of a gallery, newest number first, below `$2`. Its plan, at any depth and on any machine:
 *
 *   Limit
 *     -> Nested Loop Left Join                          awards, one probe a row
 *          -> Nested Loop                               photos by primary key
 *               -> Nested Loop                          submissions by primary key
 *                    -> Limit
 *                         -> Index Scan Backward using entries_gallery_idx on entries
 *                              Index Cond: (edition_id = $0 AND number < $2)
 *
 * The key condition starts the scan at the right place, so page 500 reads as many rows as page one; an OFFSET would
 * read and drop all that stand before. Nothing is counted (the count stands beside the edition) and nothing is sorted.
 * The inner limit is a constant, because of `LIMIT $3` the planner only assumes a tenth of all rows: it would take a plan
 * without values for dear and plan every page anew, which costs more than reading it.
 */
export const GALLERY_PAGE_SQL = `
  SELECT e.id, e.number, s.title, a.rank, a.prize, ${PHOTO_COLUMNS}
    FROM (SELECT id, number, submission_id, photo_id FROM entries
           WHERE edition_id = (SELECT id FROM editions WHERE key = $1) AND state = 'active' AND number < $2
           ORDER BY number DESC LIMIT ${MOST_ROWS}) e
    JOIN submissions s ON s.id = e.submission_id
    JOIN photos p ON p.id = e.photo_id
    LEFT JOIN awards a ON a.publication_id = (SELECT publication_id FROM editions WHERE key = $1) AND a.entry_id = e.id
   ORDER BY e.number DESC
   LIMIT $3`;

/** The largest `integer`: above every number, so page one needs no statement of its own. */
const ABOVE_ALL = 2_147_483_647;

/** The gallery's hot path: prepared once a connection. */
export class GalleryPages {
  constructor(private readonly source: DataSource) {}

  /** Up to `limit` entries with a number below `below` (all where it is null). */
  async read(editionKey: string, below: number | null, limit: number): Promise<GalleryRow[]> {
    const { rows } = await poolOf(this.source).query<GalleryRow>({
      name: 'gallery-page',
      text: GALLERY_PAGE_SQL,
      values: [editionKey, below ?? ABOVE_ALL, limit],
    });
    return rows;
  }
}

export interface EntryDetailRow extends GalleryRow {
  editionKey: string;
  state: EntryState;
  story: string;
  place: string;
  displayName: string | null;
  company: string | null;
  /** Null until the result of the edition is public. */
  hearts: number | null;
  previousId: string | null;
  nextId: string | null;
}

/** One active entry with its neighbours in the gallery: the previous one has the next higher number. */
export async function findEntryDetail(db: Queryable, id: string): Promise<EntryDetailRow | null> {
  const [row] = await db.query<EntryDetailRow>(
    `SELECT e.id, e.number, e.state, ed.key AS "editionKey", s.title, s.story, s.place, a.rank, a.prize,
            au.display_name AS "displayName", au.company, ${PHOTO_COLUMNS},
            ${PUBLIC_HEARTS} AS hearts,
            (SELECT n.id FROM entries n WHERE n.edition_id = e.edition_id AND n.state = 'active' AND n.number > e.number
              ORDER BY n.number LIMIT 1) AS "previousId",
            (SELECT n.id FROM entries n WHERE n.edition_id = e.edition_id AND n.state = 'active' AND n.number < e.number
              ORDER BY n.number DESC LIMIT 1) AS "nextId"
       FROM entries e
       JOIN editions ed ON ed.id = e.edition_id
       JOIN submissions s ON s.id = e.submission_id
       JOIN authors au ON au.id = s.author_id
       JOIN photos p ON p.id = e.photo_id
       LEFT JOIN awards a ON a.publication_id = ed.publication_id AND a.entry_id = e.id
      WHERE e.id = $1 AND e.state = 'active'`,
    [id],
  );
  return row ?? null;
}
