import type { EntryState } from '@zuimei/domain';
import type { Queryable } from '../../base/unit-of-work.js';
import type { NewAward } from './publication.repository.js';
import { PHOTO_COLUMNS, type PhotoColumns } from './photo-columns.js';

/** A publication with the edition that it is of. */
export interface PublicationRow {
  id: string;
  roundId: string;
  version: number;
  publishedAt: Date;
  correctionReason: string | null;
  jurors: number;
  answers: number;
  merkleRoot: string;
  heartsWeight: number;
}

export async function findPublication(db: Queryable, id: string): Promise<PublicationRow | null> {
  const [row] = await db.query<PublicationRow>(
    `SELECT id, round_id AS "roundId", version, published_at AS "publishedAt", correction_reason AS "correctionReason",
            jurors, answers, merkle_root AS "merkleRoot", hearts_weight AS "heartsWeight"
       FROM publications WHERE id = $1`,
    [id],
  );
  return row ?? null;
}

export interface WinnerRow extends PhotoColumns {
  rank: number;
  shared: boolean;
  prize: string;
  entryId: string;
  number: number;
  state: EntryState;
  /** When its consent was taken back; null where it was not. */
  withdrawnAt: Date | null;
  title: string;
  story: string;
  place: string;
  displayName: string | null;
  company: string | null;
  picks: number;
  exposures: number;
  rate: number;
  low: number;
  high: number;
  scale: NewAward['scale'];
  value: number | null;
  /** Those that were counted, or all that there are where hearts weigh nothing. */
  hearts: number;
  juryRank: number | null;
}

/** The winners of a publication, best first, those included whose entry has left since. */
export async function listWinnerRows(db: Queryable, publicationId: string): Promise<WinnerRow[]> {
  return db.query(
    `SELECT a.rank, a.shared, a.prize, e.id AS "entryId", e.number, e.state, s.title, s.story, s.place,
            CASE WHEN s.state = 'withdrawn' THEN s.state_at END AS "withdrawnAt",
            au.display_name AS "displayName", au.company, a.picks, a.exposures, a.rate, a.low, a.high, a.scale, a.value,
            coalesce(a.hearts, (SELECT count(*)::int FROM hearts h WHERE h.entry_id = e.id)) AS hearts,
            a.jury_rank AS "juryRank", ${PHOTO_COLUMNS}
       FROM awards a
       JOIN entries e ON e.id = a.entry_id
       JOIN submissions s ON s.id = e.submission_id
       JOIN authors au ON au.id = s.author_id
       JOIN photos p ON p.id = e.photo_id
      WHERE a.publication_id = $1
      ORDER BY a.rank, e.number`,
    [publicationId],
  );
}

export interface EarlierPublicationRow {
  publishedAt: Date;
  correctionReason: string | null;
  items: { rank: number; prize: string; number: number; title: string | null }[];
}

/** What a round's result said before publication `version` of its edition, newest first. */
export async function listEarlierPublications(
  db: Queryable,
  publication: { id: string; roundId: string; version: number },
): Promise<EarlierPublicationRow[]> {
  return db.query(
    `SELECT p.published_at AS "publishedAt", p.correction_reason AS "correctionReason",
            coalesce((SELECT jsonb_agg(jsonb_build_object('rank', a.rank, 'prize', a.prize, 'number', e.number,
                                'title', CASE WHEN e.state = 'active' THEN s.title END) ORDER BY a.rank, e.number)
                        FROM awards a JOIN entries e ON e.id = a.entry_id JOIN submissions s ON s.id = e.submission_id
                       WHERE a.publication_id = p.id), '[]') AS items
       FROM publications p JOIN publications latest ON latest.id = $1
      WHERE p.edition_id = latest.edition_id AND p.round_id = $2 AND p.version < $3
      ORDER BY p.version DESC`,
    [publication.id, publication.roundId, publication.version],
  );
}
