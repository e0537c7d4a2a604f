import type { Tx } from '../../base/unit-of-work.js';
import type { AwardScale } from '../entities/award.entity.js';

/** One award of a publication with the figures that stand beside it. */
export interface NewAward {
  entryId: string;
  /** 1 is best; entries that share a place have the same. */
  rank: number;
  shared: boolean;
  prize: string;
  picks: number;
  exposures: number;
  rate: number;
  low: number;
  high: number;
  /** What `value`, the figure that ranks, is. */
  scale: AwardScale;
  value: number | null;
  /** Public hearts and the rank by the jury alone, where hearts weigh something. */
  hearts?: number | null;
  juryRank?: number | null;
}

export interface NewPublication {
  id: string;
  editionKey: string;
  roundId: string;
  /** When it became public; also the edition's time of publication, if it has none yet. */
  at: Date;
  /** What a correction is for; null for the first publication. */
  correctionReason: string | null;
  jurors: number;
  answers: number;
  merkleRoot: string;
  /** What public hearts weigh in it, per cent; nothing unless told. */
  heartsWeight?: number;
  awards: readonly NewAward[];
}

/**
 * Writes a publication and makes it the one that counts. Versions of an edition ascend from 1; the edition's row is
 * locked, so two publications at once take turns.
 * @throws where the edition does not exist
 */
export async function insertPublication(tx: Tx, publication: NewPublication): Promise<{ version: number }> {
  const [edition] = await tx.query<{ id: string; version: number }>(
    `WITH edition AS (SELECT id FROM editions WHERE key = $1 FOR UPDATE)
     SELECT id, (SELECT coalesce(max(version), 0) + 1 FROM publications WHERE edition_id = edition.id) AS version
       FROM edition`,
    [publication.editionKey],
  );
  if (!edition) throw new Error(`there is no edition ${publication.editionKey}`);
  const { id, roundId, at, correctionReason, jurors, answers, merkleRoot, heartsWeight = 0, awards } = publication;
  await tx.execute(
    `INSERT INTO publications
       (id, edition_id, round_id, version, published_at, correction_reason, jurors, answers, merkle_root,
        hearts_weight)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, edition.id, roundId, edition.version, at, correctionReason, jurors, answers, merkleRoot, heartsWeight],
  );
  await tx.execute(
    `INSERT INTO awards (publication_id, entry_id, rank, shared, prize, picks, exposures, rate, low, high, scale, value,
                         hearts, jury_rank)
     SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::bool[], $5::text[], $6::int[], $7::int[],
                              $8::float8[], $9::float8[], $10::float8[], $11::text[], $12::float8[], $13::int[], $14::int[])`,
    [
      id,
      awards.map((a) => a.entryId),
      awards.map((a) => a.rank),
      awards.map((a) => a.shared),
      awards.map((a) => a.prize),
      awards.map((a) => a.picks),
      awards.map((a) => a.exposures),
      awards.map((a) => a.rate),
      awards.map((a) => a.low),
      awards.map((a) => a.high),
      awards.map((a) => a.scale),
      awards.map((a) => a.value),
      awards.map((a) => a.hearts ?? null),
      awards.map((a) => a.juryRank ?? null),
    ],
  );
  // Whom a correction makes a winner has no prize yet.
  await tx.execute(
    `UPDATE editions SET publication_id = $2, published_at = coalesce(published_at, $3), prizes_handed_over_at = NULL
      WHERE id = $1`,
    [edition.id, id, at],
  );
  return { version: edition.version };
}
