import type { Tx } from '../../base/unit-of-work.js';

/** Which entries are held against past winners. */
export type EntriesAgainstWinners =
  | { entryId: string }
  /** All of an edition. */
  | { editionId: string }
  /** All that are in no prepared round, of editions that are not published, against the winners of this one. */
  | { winnersOf: string };

/** An entry that was blocked, and the winner that it is a copy of. */
export interface BlockedEntry {
  id: string;
  number: number;
  winner: { editionKey: string; number: number };
  kind: 'same-bytes' | 'near';
  likeness: number;
}

/** Why an entry is `blocked`, in its row. */
export const LIKE_PAST_WINNER = 'like-past-winner';

/**
 * Blocks the active ones among the given entries whose photo is alike, and was not told apart, to that of an active entry
 * that won in another edition, by that edition's counting publication. The editions' counts follow. Gives what was
 * blocked, each with the winner that it is most like.
 */
export async function blockCopiesOfWinners(tx: Tx, which: EntriesAgainstWinners): Promise<BlockedEntry[]> {
  const [where, value] =
    'entryId' in which
      ? ['e.id = $1', which.entryId]
      : 'editionId' in which
        ? ['e.edition_id = $1', which.editionId]
        : [`won.key = $1 AND e.locked_at IS NULL AND mine.published_at IS NULL`, which.winnersOf];
  return tx.query(
    `WITH copies AS (
       SELECT DISTINCT ON (e.id) e.id, w.id AS winner_id, w.number AS winner_number, won.key AS winner_edition, l.kind,
              l.likeness
         FROM entries e
         JOIN editions mine ON mine.id = e.edition_id
         JOIN photo_likenesses l ON l.photo_id = e.photo_id AND l.told_apart_at IS NULL
         JOIN entries w ON w.photo_id = l.other_id AND w.edition_id <> e.edition_id AND w.state = 'active'
         JOIN editions won ON won.id = w.edition_id
         JOIN awards a ON a.publication_id = won.publication_id AND a.entry_id = w.id
        WHERE e.state = 'active' AND ${where}
        ORDER BY e.id, l.kind = 'same-bytes' DESC, l.likeness DESC, w.id
     ), blocked AS (
       UPDATE entries e SET state = 'blocked', state_reason = '${LIKE_PAST_WINNER}', blocked_by_id = copies.winner_id
         FROM copies WHERE e.id = copies.id AND e.state = 'active'
       RETURNING e.id, e.number, e.edition_id
     ), taken_off AS (
       DELETE FROM moments m USING blocked b WHERE m.entry_id = b.id
     ), counted AS (
       UPDATE editions ed SET entry_count = entry_count - gone.n
         FROM (SELECT edition_id, count(*)::int AS n FROM blocked GROUP BY edition_id) AS gone
        WHERE ed.id = gone.edition_id
     )
     SELECT b.id, b.number, json_build_object('editionKey', c.winner_edition, 'number', c.winner_number) AS winner,
            c.kind, c.likeness
       FROM blocked b JOIN copies c USING (id) ORDER BY b.number`,
    [value],
  );
}
