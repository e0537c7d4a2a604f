import type { Queryable } from '../../base/unit-of-work.js';

/** A winner of the newest publication of its edition, still active, with all that stands on a poster or certificate. */
export interface KeepsakeRow {
  entryId: string;
  number: number;
  title: string;
  story: string;
  rank: number;
  shared: boolean;
  prize: string;
  displayName: string | null;
  company: string | null;
  editionKey: string;
  theme: string;
  contestName: string;
  publicationId: string;
  version: number;
  publishedAt: Date;
  correctionReason: string | null;
  /** The JPEG derivative of 1,080 px: where it stands in the store, and its public name. */
  pictureKey: string;
  pictureName: string;
  pictureWidth: number;
  pictureHeight: number;
}

const SELECT = `
  SELECT e.id AS "entryId", e.number, s.title, s.story, a.rank, a.shared, a.prize, au.display_name AS "displayName",
         au.company, ed.key AS "editionKey", ed.theme, c.name AS "contestName", pu.id AS "publicationId", pu.version,
         pu.published_at AS "publishedAt", pu.correction_reason AS "correctionReason",
         d.key AS "pictureKey", d.sha256 || '.jpg' AS "pictureName", d.width AS "pictureWidth", d.height AS "pictureHeight"
    FROM editions ed
    JOIN contests c ON c.id = ed.contest_id
    JOIN publications pu ON pu.id = ed.publication_id
    JOIN awards a ON a.publication_id = pu.id
    JOIN entries e ON e.id = a.entry_id AND e.state = 'active'
    JOIN submissions s ON s.id = e.submission_id
    JOIN authors au ON au.id = s.author_id
    JOIN derivatives d ON d.photo_id = e.photo_id AND d.variant = 'share1080'`;

export async function findKeepsake(db: Queryable, entryId: string): Promise<KeepsakeRow | undefined> {
  return (await db.query<KeepsakeRow>(`${SELECT} WHERE e.id = $1`, [entryId]))[0];
}

/** The winners of an edition, best first. */
export function listKeepsakes(db: Queryable, editionKey: string): Promise<KeepsakeRow[]> {
  return db.query<KeepsakeRow>(`${SELECT} WHERE ed.key = $1 ORDER BY a.rank, e.number`, [editionKey]);
}
