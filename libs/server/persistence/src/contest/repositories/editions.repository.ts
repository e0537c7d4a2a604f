import type { Queryable, Tx } from '../../base/unit-of-work.js';
import { PHOTO_COLUMNS, type PhotoColumns } from './photo-columns.js';

/** An edition as it is stored. `rules` holds what differs from the usual ones. */
export interface EditionRow {
  id: string;
  key: string;
  theme: string;
  themeEn: string;
  lead: string;
  coverEntryId: string | null;
  collectingFrom: Date;
  collectingUntil: Date;
  judgingFrom: Date;
  publishedAt: Date | null;
  publicationId: string | null;
  rules: Record<string, unknown>;
  isDemo: boolean;
  entryCount: number;
}

const EDITION_COLUMNS = `ed.id, ed.key, ed.theme, ed.theme_en AS "themeEn", ed.lead, ed.cover_entry_id AS "coverEntryId",
  ed.collecting_from AS "collectingFrom", ed.collecting_until AS "collectingUntil", ed.judging_from AS "judgingFrom",
  ed.published_at AS "publishedAt", ed.publication_id AS "publicationId", ed.rules, ed.is_demo AS "isDemo",
  ed.entry_count AS "entryCount"`;

export async function findEdition(db: Queryable, key: string): Promise<EditionRow | null> {
  const [row] = await db.query<EditionRow>(`SELECT ${EDITION_COLUMNS} FROM editions ed WHERE ed.key = $1`, [key]);
  return row ?? null;
}

/**
 * The edition, held until the commit against everybody else who comes through here: who changes its rules, and who
 * prepares a round by them. An advisory lock and not the edition's row: whoever leaves the contest takes an entry's row and
 * then the edition's, and a round that is prepared would take them the other way round.
 */
export async function holdEdition(tx: Tx, key: string): Promise<EditionRow | null> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('edition rules ' || $1, 0))`, [key]);
  return findEdition(tx, key);
}

export async function findEditionById(db: Queryable, id: string): Promise<EditionRow | null> {
  const [row] = await db.query<EditionRow>(`SELECT ${EDITION_COLUMNS} FROM editions ed WHERE ed.id = $1`, [id]);
  return row ?? null;
}

/** All editions, newest key first. */
export async function listEditionRows(db: Queryable): Promise<EditionRow[]> {
  return db.query<EditionRow>(`SELECT ${EDITION_COLUMNS} FROM editions ed ORDER BY ed.key DESC`);
}

/** The photo that stands for an edition, with what is said beside it. */
export interface EditionCover extends PhotoColumns {
  /** The cover won something in a published edition, so its maker is public. */
  named: boolean;
  editionId: string;
  entryId: string;
  title: string;
  displayName: string | null;
  company: string | null;
}

/** The covers of editions: the entry that the organizer chose while it is active, else the first active one. */
export async function editionCovers(db: Queryable, editionIds: readonly string[]): Promise<Map<string, EditionCover>> {
  const rows = await db.query<EditionCover>(
    `SELECT ed.id AS "editionId", c.id AS "entryId", s.title, a.display_name AS "displayName", a.company,
            EXISTS (SELECT FROM awards w WHERE w.entry_id = c.id) AS named, ${PHOTO_COLUMNS}
       FROM editions ed
      CROSS JOIN LATERAL (
        (SELECT e.id, e.submission_id, e.photo_id, 0 AS place
           FROM entries e WHERE e.id = ed.cover_entry_id AND e.state = 'active')
        UNION ALL
        (SELECT e.id, e.submission_id, e.photo_id, 1
           FROM entries e WHERE e.edition_id = ed.id AND e.state = 'active' ORDER BY e.number LIMIT 1)
        ORDER BY place LIMIT 1) AS c
       JOIN submissions s ON s.id = c.submission_id
       JOIN authors a ON a.id = s.author_id
       JOIN photos p ON p.id = c.photo_id
      WHERE ed.id = ANY($1::uuid[])`,
    [editionIds],
  );
  return new Map(rows.map((row) => [row.editionId, row]));
}

export type NewEdition = Omit<EditionRow, 'publishedAt' | 'publicationId' | 'entryCount' | 'coverEntryId'> & {
  createdAt: Date;
};

/** False where an edition of this key is already there. */
export async function insertEdition(tx: Tx, edition: NewEdition): Promise<boolean> {
  const e = edition;
  const inserted = await tx.execute(
    `INSERT INTO editions (id, contest_id, key, theme, theme_en, lead, collecting_from, collecting_until, judging_from,
                           rules, is_demo, created_at)
     SELECT $1, c.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM contests c
     ON CONFLICT (key) DO NOTHING`,
    [
      e.id,
      e.key,
      e.theme,
      e.themeEn,
      e.lead,
      e.collectingFrom,
      e.collectingUntil,
      e.judgingFrom,
      JSON.stringify(e.rules),
      e.isDemo,
      e.createdAt,
    ],
  );
  return inserted === 1;
}

export type EditionChange = Pick<
  EditionRow,
  'id' | 'theme' | 'themeEn' | 'lead' | 'coverEntryId' | 'collectingFrom' | 'collectingUntil' | 'judgingFrom' | 'rules'
>;

export async function updateEditionRow(tx: Tx, change: EditionChange): Promise<void> {
  await tx.execute(
    `UPDATE editions SET theme = $2, theme_en = $3, lead = $4, cover_entry_id = $5, collecting_from = $6,
                         collecting_until = $7, judging_from = $8, rules = $9
      WHERE id = $1`,
    [
      change.id,
      change.theme,
      change.themeEn,
      change.lead,
      change.coverEntryId,
      change.collectingFrom,
      change.collectingUntil,
      change.judgingFrom,
      JSON.stringify(change.rules),
    ],
  );
}

/** How many submissions of an edition are in which state; states that nobody is in are left out. */
export async function countByState(db: Queryable, editionId: string): Promise<{ state: string; n: number }[]> {
  return db.query('SELECT state, count(*)::int AS n FROM submissions WHERE edition_id = $1 GROUP BY state', [
    editionId,
  ]);
}

/** How many entries of an edition are blocked as copies of past winners. */
export async function countBlocked(db: Queryable, editionId: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM entries WHERE edition_id = $1 AND state = 'blocked'`,
    [editionId],
  );
  return row?.n ?? 0;
}

/** Decisions since `since` that still stand, by the state that they led to. */
export async function countDecidedSince(
  db: Queryable,
  editionId: string,
  since: Date,
): Promise<{ state: string; n: number }[]> {
  return db.query(
    `SELECT state, count(*)::int AS n FROM submissions
      WHERE edition_id = $1 AND state IN ('approved', 'fix-requested', 'rejected') AND decided_at >= $2
      GROUP BY state`,
    [editionId, since],
  );
}

/** Marks every edition as a demo: its people and photos are invented, and the pages say so. */
export async function markEditionsAsDemo(tx: Tx): Promise<void> {
  await tx.execute('UPDATE editions SET is_demo = true');
}
