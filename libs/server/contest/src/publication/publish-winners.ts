import { editionMonth, shanghaiTime, type EditionKey } from '@zuimei/domain';
import type { Tx } from '@zuimei/persistence';
import { findEdition, insertPublication, placeOnWall, type NewAward } from '@zuimei/persistence/contest';
import { v7 as uuidv7 } from 'uuid';
import { rulesOf } from '../editions/edition-rules.js';

/** What judging hands over when a round's result becomes public, or is corrected. */
export interface WinnersToPublish {
  editionKey: string;
  roundId: string;
  at: Date;
  /** What the correction is for; null for the first publication. */
  correctionReason: string | null;
  jurors: number;
  answers: number;
  merkleRoot: string;
  /** What public hearts weigh in it, per cent; nothing unless told. */
  heartsWeight?: number;
  /** Every winner with the figures that stand beside it, best first. */
  winners: readonly NewAward[];
}

/**
 * Writes the winners of an edition as its newest publication, within the caller's transaction. Versions ascend from 1;
 * earlier ones stay as they were. The caller writes the audit row of its move.
 */
export async function publishWinners(
  tx: Tx,
  { winners, ...publication }: WinnersToPublish,
): Promise<{ publicationId: string; version: number }> {
  const publicationId = uuidv7();
  const { version } = await insertPublication(tx, { ...publication, id: publicationId, awards: winners });
  return { publicationId, version };
}

const day = (at: number): string => {
  const { year, month, day: date } = shanghaiTime(at);
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
};

/**
 * Hangs winners on the wall of 365: the i-th winner takes the i-th free day of the edition's month. After a correction
 * those who are no longer winners give their day back, the others keep theirs. `withoutDay` counts winners for whom the
 * month has no free day left, `alike` those who do not hang because a photo like theirs does.
 * No more than the edition's rule allows are hung.
 * @param entryIds the winners, best first
 */
export async function placeMoments(
  tx: Tx,
  placing: { editionKey: string; entryIds: readonly string[]; at: Date },
): Promise<{ withoutDay: number; alike: number }> {
  const { startsAt, endsAt } = editionMonth(placing.editionKey as EditionKey);
  const edition = await findEdition(tx, placing.editionKey);
  if (!edition) throw new Error(`there is no edition ${placing.editionKey}`);
  const entryIds = placing.entryIds.slice(0, rulesOf(edition).moments);
  return placeOnWall(tx, { ...placing, entryIds, firstDay: day(startsAt), lastDay: day(endsAt - 1) });
}
