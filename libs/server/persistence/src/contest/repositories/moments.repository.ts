import { CONSENTS_SHOWING_DISTRICT, type District, type EntryState, hangWinners } from '@zuimei/domain';
import type { Queryable, Tx } from '../../base/unit-of-work.js';

/** The one name of a moment among others: its day, and the entry that hangs there. */
export interface MomentPlace {
  /** `YYYY-MM-DD`. */
  day: string;
  entryId: string;
  editionKey: string;
  number: number;
}

export interface MomentRow extends MomentPlace {
  title: string;
  displayName: string | null;
  rank: number | null;
  /** Only where the author agreed to a text that lets it be shown. */
  district: District | null;
  width: number;
  height: number;
  thumbhash: string;
  name_320: string;
}

/** A moment as staff see it. */
export interface StaffMomentRow extends MomentRow {
  placedAt: Date;
  /** The organizer who chose it; null where it was hung as a winner. */
  chosenBy: string | null;
  /** Days on which near-duplicates of it hang: they were found after both were hung. */
  alikeDays: string[];
}

const SHOWN_DISTRICT = `CASE WHEN s.keep_district
    AND s.consent_version IN (${CONSENTS_SHOWING_DISTRICT.map((version) => `'${version}'`).join(', ')}) THEN p.district END`;

const MOMENT_COLUMNS = `to_char(m.day, 'YYYY-MM-DD') AS day, e.id AS "entryId", ed.key AS "editionKey", e.number, s.title,
  au.display_name AS "displayName", a.rank,
  ${SHOWN_DISTRICT} AS district,
  p.width, p.height, p.thumbhash, p.name_320`;

const MOMENT_TABLES = `moments m
  JOIN entries e ON e.id = m.entry_id
  JOIN editions ed ON ed.id = e.edition_id
  JOIN submissions s ON s.id = e.submission_id
  JOIN authors au ON au.id = s.author_id
  JOIN photos p ON p.id = e.photo_id
  LEFT JOIN awards a ON a.publication_id = ed.publication_id AND a.entry_id = e.id`;

const OF_YEAR = `m.day >= make_date($1, 1, 1) AND m.day < make_date($1 + 1, 1, 1) AND e.state = 'active'`;

/** The moments of a year, by day: at most 366 rows, so there are no pages. */
export async function listMomentRows(db: Queryable, year: number): Promise<MomentRow[]> {
  return db.query(`SELECT ${MOMENT_COLUMNS} FROM ${MOMENT_TABLES} WHERE ${OF_YEAR} ORDER BY m.day`, [year]);
}

/** The same for staff. */
export async function listStaffMomentRows(db: Queryable, year: number): Promise<StaffMomentRow[]> {
  return db.query(
    `SELECT ${MOMENT_COLUMNS}, m.placed_at AS "placedAt", st.display_name AS "chosenBy",
            ARRAY(SELECT to_char(om.day, 'YYYY-MM-DD')
                    FROM photo_likenesses l JOIN entries o ON o.photo_id = l.other_id JOIN moments om ON om.entry_id = o.id
                   WHERE l.photo_id = e.photo_id AND l.told_apart_at IS NULL ORDER BY om.day) AS "alikeDays"
       FROM ${MOMENT_TABLES} LEFT JOIN staff st ON st.id = m.chosen_by
      WHERE ${OF_YEAR} ORDER BY m.day`,
    [year],
  );
}

/** What hangs on a day of the wall that this edition's entries hang on. */
export async function findMomentOfDay(db: Queryable, contestId: string, day: string): Promise<MomentPlace | null> {
  const [row] = await db.query<MomentPlace>(
    `SELECT to_char(m.day, 'YYYY-MM-DD') AS day, e.id AS "entryId", ed.key AS "editionKey", e.number
       FROM moments m JOIN entries e ON e.id = m.entry_id JOIN editions ed ON ed.id = e.edition_id
      WHERE m.contest_id = $1 AND m.day = $2`,
    [contestId, day],
  );
  return row ?? null;
}

/** An entry with all that decides whether it may hang, and where it hangs. */
export interface EntryToHang extends Omit<MomentRow, 'day' | 'editionKey'> {
  contestId: string;
  state: EntryState;
  published: boolean;
  compared: boolean;
  consentVersion: string;
  consentOriginal: boolean;
  consentNoSecrets: boolean;
  facesOpen: boolean;
  /** Its own day, if it hangs. */
  day: string | null;
}

export async function findEntryToHang(db: Queryable, entryId: string): Promise<EntryToHang | null> {
  const [row] = await db.query<EntryToHang>(
    `SELECT e.id AS "entryId", ed.contest_id AS "contestId", e.number, e.state, s.title, a.rank,
            au.display_name AS "displayName", ed.publication_id IS NOT NULL AS published,
            k.compared_at IS NOT NULL AS compared, s.consent_version AS "consentVersion",
            s.consent_original AS "consentOriginal", s.consent_no_secrets AS "consentNoSecrets",
            s.recognisable = 'not-consented' AS "facesOpen", ${SHOWN_DISTRICT} AS district, p.width, p.height, p.thumbhash, p.name_320,
            to_char(m.day, 'YYYY-MM-DD') AS day
       FROM entries e
       JOIN editions ed ON ed.id = e.edition_id
       JOIN submissions s ON s.id = e.submission_id
       JOIN authors au ON au.id = s.author_id
       JOIN photos p ON p.id = e.photo_id
       LEFT JOIN photo_sketches k ON k.photo_id = p.id
       LEFT JOIN moments m ON m.entry_id = e.id
       LEFT JOIN awards a ON a.publication_id = ed.publication_id AND a.entry_id = e.id
      WHERE e.id = $1`,
    [entryId],
  );
  return row ?? null;
}

export interface NewMoments {
  contestId: string;
  moments: readonly { entryId: string; day: string }[];
  at: Date;
  /** The organizer who chose them; null for winners. */
  chosenBy: string | null;
}

/**
 * Hangs entries on their days, each with a claim on every pair of photos that are alike and were not told apart.
 * @throws a unique violation where a day is taken, an entry or its file hangs already, or a near-duplicate does
 */
export async function insertMoments(tx: Tx, { contestId, moments, at, chosenBy }: NewMoments): Promise<void> {
  await tx.execute(
    `WITH hung AS (
       INSERT INTO moments (contest_id, day, entry_id, photo_sha256, placed_at, chosen_by)
       SELECT $1, w.day, e.id, p.original_sha256, $4, $5
         FROM unnest($2::uuid[], $3::date[]) AS w (entry_id, day)
         JOIN entries e ON e.id = w.entry_id JOIN photos p ON p.id = e.photo_id
       RETURNING contest_id, day, entry_id
     )
     INSERT INTO moment_likenesses (contest_id, low_id, high_id, day)
     SELECT h.contest_id, least(l.photo_id, l.other_id), greatest(l.photo_id, l.other_id), h.day
       FROM hung h JOIN entries e ON e.id = h.entry_id
       JOIN photo_likenesses l ON l.photo_id = e.photo_id AND l.told_apart_at IS NULL
      ORDER BY 2, 3`,
    [contestId, moments.map((m) => m.entryId), moments.map((m) => m.day), at, chosenBy],
  );
}

/** Takes an entry off its day. False where it does not hang there. */
export async function deleteMoment(tx: Tx, day: string, entryId: string): Promise<boolean> {
  return (await tx.execute('DELETE FROM moments WHERE day = $1 AND entry_id = $2', [day, entryId])) > 0;
}

export interface MomentPlaces {
  editionKey: string;
  /** First and last day of the edition's month, `YYYY-MM-DD`. */
  firstDay: string;
  lastDay: string;
  /** The winners, best first. */
  entryIds: readonly string[];
  at: Date;
}

/**
 * Hangs winners on the wall, as `hangWinners` says. Entries that were hung as winners of this edition and are not among
 * them any more give their day back; what an organizer chose stays. Gives how many found no free day, and how many do
 * not hang because a photo like theirs does.
 */
export async function placeOnWall(tx: Tx, places: MomentPlaces): Promise<{ withoutDay: number; alike: number }> {
  const { editionKey, firstDay, lastDay, entryIds, at } = places;
  const [edition] = await tx.query<{ id: string; contest_id: string }>(
    'SELECT id, contest_id FROM editions WHERE key = $1 FOR UPDATE',
    [editionKey],
  );
  if (!edition) throw new Error(`there is no edition ${editionKey}`);
  const contestId = edition.contest_id;
  await tx.execute(
    `DELETE FROM moments m USING entries e
      WHERE e.id = m.entry_id AND e.edition_id = $1 AND m.chosen_by IS NULL AND m.entry_id <> ALL($2::uuid[])`,
    [edition.id, entryIds],
  );
  const active = await tx.query<{ id: string }>(
    `SELECT w.id FROM unnest($1::uuid[]) WITH ORDINALITY AS w (id, place) JOIN entries e USING (id)
      WHERE e.state = 'active' ORDER BY w.place`,
    [entryIds],
  );
  const winners = active.map(({ id }) => id);
  const free = await tx.query<{ day: string }>(
    `SELECT to_char(d, 'YYYY-MM-DD') AS day FROM generate_series($2::date, $3::date, interval '1 day') AS d
      WHERE NOT EXISTS (SELECT FROM moments m WHERE m.contest_id = $1 AND m.day = d::date) ORDER BY d`,
    [contestId, firstDay, lastDay],
  );
  const alike = await tx.query<{ a: string; b: string }>(
    `SELECT e.id AS a, o.id AS b
       FROM entries e JOIN photos p ON p.id = e.photo_id
      CROSS JOIN LATERAL (
        SELECT l.other_id AS id FROM photo_likenesses l WHERE l.photo_id = p.id AND l.told_apart_at IS NULL
        UNION
        SELECT same.id FROM photos same WHERE same.original_sha256 = p.original_sha256 AND same.id <> p.id) AS other
       JOIN entries o ON o.photo_id = other.id
      WHERE e.id = ANY($1::uuid[])
        AND (o.id = ANY($1::uuid[]) OR EXISTS (SELECT FROM moments m WHERE m.entry_id = o.id))`,
    [winners],
  );
  const hanging = await tx.query<{ id: string }>(
    'SELECT entry_id AS id FROM moments WHERE entry_id = ANY($1::uuid[])',
    [[...winners, ...alike.map(({ b }) => b)]],
  );
  const placed = hangWinners(
    winners,
    free.map(({ day }) => day),
    alike.map(({ a, b }) => [a, b] as const),
    new Set(hanging.map(({ id }) => id)),
  );
  await insertMoments(tx, { contestId, moments: placed.hung, at, chosenBy: null });
  return { withoutDay: placed.withoutDay.length, alike: placed.alike.length };
}
