import type { Queryable } from '../../base/unit-of-work.js';

/** The most bits of 64 in which a mark differs from what is looked for. */
export const MARK_BITS = 7;

const BANDS = [48, 32, 16, 0];
/** A 16-bit band and all that differ from it in one bit. */
const NEAR_BANDS = [0, ...Array.from({ length: 16 }, (_, bit) => 1 << bit)];

/** Bits that differ between `hash` and `l.hash`. */
const DISTANCE = 'bit_count((m.hash # l.hash)::bit(64))';

const keysOf = (shift: number, band: number): string =>
  `ARRAY[${NEAR_BANDS.map((flip) => `((hash >> ${shift}) & 65535)::int # ${flip}`).join(', ')}] AS keys_${band}`;

/**
 * Every mark within {@link MARK_BITS} bits of any of the hashes `$1`: (which hash, from 1; photo; place; distance).
 *
 * Hashes that differ in at most seven bits differ in at most one bit in one of four bands, so 17 keys a band find all of
 * them. Reads the four band indexes alone; what stands in several of them is given once.
 *
 * The array stands in a sub-select so that the planner never counts it: a plan for any number of hashes then costs what
 * one for this number does, and a prepared search is planned once. Planning takes longer than the search for one hash.
 */
export const NEAR_MARKS_SQL = `
  SELECT DISTINCT l.lookup, near.photo_id, near.place, near.distance
    FROM (SELECT lookup::int, hash, ${BANDS.map(keysOf).join(', ')}
            FROM unnest((SELECT $1::bigint[])) WITH ORDINALITY AS given (hash, lookup)) AS l
   CROSS JOIN LATERAL (
     ${BANDS.map(
       (_, band) => `SELECT m.photo_id, m.place, ${DISTANCE}::int AS distance FROM photo_marks m
        WHERE m.band_${band} = ANY (l.keys_${band}) AND ${DISTANCE} <= ${MARK_BITS}`,
     ).join('\n     UNION ALL\n     ')}
   ) AS near`;

/** The best hits that are kept of one photo, and how many photos are compared: those with the most hits. */
const MOST_HITS = 8;
const MOST_PHOTOS = 60;

/** A mark that was found and by which of the lookups, counted from 0. */
export interface MarkHitRow {
  photoId: string;
  lookup: number;
  x: number;
  y: number;
  reach: number;
}

/**
 * The photos that have marks near the given hashes, but `photoId` itself and what was withdrawn; at most sixty of them,
 * at most eight hits each, nearest first.
 */
export async function findMarked(db: Queryable, photoId: string, hashes: readonly bigint[]): Promise<MarkHitRow[]> {
  if (hashes.length === 0) return [];
  return db.query(
    `WITH hits AS (${NEAR_MARKS_SQL}),
     ranked AS (
       SELECT h.*, row_number() OVER (PARTITION BY h.photo_id ORDER BY h.distance, h.lookup, h.place) AS best
         FROM hits h
     ), photos_hit AS (
       SELECT r.photo_id FROM ranked r
         JOIN photos p ON p.id = r.photo_id
         JOIN submissions s ON s.id = p.submission_id
        WHERE r.photo_id <> $2 AND s.state <> 'withdrawn'
        GROUP BY r.photo_id ORDER BY count(*) DESC, min(r.distance), r.photo_id LIMIT ${MOST_PHOTOS}
     )
     SELECT r.photo_id AS "photoId", r.lookup - 1 AS lookup, m.x, m.y, m.reach
       FROM ranked r JOIN photos_hit USING (photo_id) JOIN photo_marks m USING (photo_id, place)
      WHERE r.best <= ${MOST_HITS}
      ORDER BY r.photo_id, r.best`,
    [hashes.map(String), photoId],
  );
}
