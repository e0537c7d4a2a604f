import type { LikenessKind } from '@zuimei/contracts';
import type { Queryable } from '../../base/unit-of-work.js';
import type { MomentPlace } from './moments.repository.js';
import { PHOTO_COLUMNS, type PhotoColumns } from './photo-columns.js';

/** What hangs and is the same photo as another, or a near-duplicate of it. */
export interface LikeMoment extends MomentPlace {
  kind: LikenessKind;
  /** 0 to 1. */
  likeness: number;
}

/** As JSON, the likest of what hangs and is like the photo `p` of the entry `e`; null where there is none. */
const LIKE_MOMENT = `(
  SELECT json_build_object('day', to_char(om.day, 'YYYY-MM-DD'), 'entryId', o.id, 'editionKey', oed.key, 'number', o.number,
                           'kind', other.kind, 'likeness', other.likeness)
    FROM (SELECT o.id AS entry_id, l.kind, l.likeness
            FROM photo_likenesses l JOIN entries o ON o.photo_id = l.other_id
           WHERE l.photo_id = p.id AND l.told_apart_at IS NULL
           UNION ALL
          SELECT same.entry_id, 'same-bytes', 1 FROM moments same
           WHERE same.photo_sha256 = p.original_sha256 AND same.entry_id <> e.id) AS other
    JOIN moments om ON om.entry_id = other.entry_id
    JOIN entries o ON o.id = om.entry_id
    JOIN editions oed ON oed.id = o.edition_id
   ORDER BY other.kind = 'same-bytes' DESC, other.likeness DESC, om.day LIMIT 1)`;

/** What hangs already and is like an entry's photo, the likest one. */
export async function findLikeMoment(db: Queryable, entryId: string): Promise<LikeMoment | null> {
  const [row] = await db.query<{ like: LikeMoment | null }>(
    `SELECT ${LIKE_MOMENT} AS "like" FROM entries e JOIN photos p ON p.id = e.photo_id WHERE e.id = $1`,
    [entryId],
  );
  return row?.like ?? null;
}

/** An active entry that an organizer may look at for the wall. */
export interface WallCandidateRow extends PhotoColumns {
  entryId: string;
  number: number;
  title: string;
  rank: number | null;
  day: string | null;
  like: LikeMoment | null;
}

/** Active entries of an edition, newest number first, below `below` (all where it is null); its winners alone if asked. */
export async function listWallCandidates(
  db: Queryable,
  page: { editionId: string; winnersOnly: boolean; below: number | null; limit: number },
): Promise<WallCandidateRow[]> {
  return db.query(
    `SELECT e.id AS "entryId", e.number, s.title, a.rank, to_char(m.day, 'YYYY-MM-DD') AS day, ${LIKE_MOMENT} AS "like",
            ${PHOTO_COLUMNS}
       FROM entries e
       JOIN editions ed ON ed.id = e.edition_id
       JOIN submissions s ON s.id = e.submission_id
       JOIN photos p ON p.id = e.photo_id
       LEFT JOIN moments m ON m.entry_id = e.id
       LEFT JOIN awards a ON a.publication_id = ed.publication_id AND a.entry_id = e.id
      WHERE e.edition_id = $1 AND e.state = 'active' AND ($2::int IS NULL OR e.number < $2)
        AND (NOT $3::bool OR a.rank IS NOT NULL)
      ORDER BY e.number DESC LIMIT $4`,
    [page.editionId, page.below, page.winnersOnly, page.limit],
  );
}
