import { Injectable } from '@nestjs/common';
import type { Problem, WinnersView, WinnerView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import {
  findEdition,
  findPublication,
  listEarlierPublications,
  listWinnerRows,
  photoView,
  type WinnerRow,
} from '@zuimei/persistence/contest';
import { makerOf } from './maker.js';

/** A winner as it stands now. Of one that has left, place and figures stay and everything else is gone. */
function toWinner(row: WinnerRow): WinnerView {
  const { rank, shared, prize, entryId, number, picks, exposures, rate, low, high, scale, value, hearts, juryRank } =
    row;
  const standing = {
    rank,
    shared,
    prize,
    entryId,
    number,
    picks,
    exposures,
    rate,
    low,
    high,
    scale,
    value,
    hearts,
    juryRank,
  };
  if (row.state !== 'active') {
    const left = { state: row.state, at: row.withdrawnAt?.toISOString() ?? null };
    return { ...standing, left, title: '', story: '', place: '', photo: null, maker: null };
  }
  const { title, story, place } = row;
  return { ...standing, left: null, title, story, place, photo: photoView(row), maker: makerOf(row) };
}

/** What the public sees of results. */
@Injectable()
export class Winners {
  constructor(private readonly db: ReadDb) {}

  /** The winners of an edition as the newest publication has them; RESULT_NOT_PUBLIC before the first one. */
  async of(editionKey: string): Promise<Result<WinnersView, Problem>> {
    const edition = await findEdition(this.db, editionKey);
    if (!edition) return err({ code: 'NOT_FOUND' });
    const publication = edition.publicationId && (await findPublication(this.db, edition.publicationId));
    if (!publication) return err({ code: 'RESULT_NOT_PUBLIC' });
    const rows = await listWinnerRows(this.db, publication.id);
    const earlier = await listEarlierPublications(this.db, publication);
    return ok({
      editionKey,
      theme: edition.theme,
      publishedAt: publication.publishedAt.toISOString(),
      version: publication.version,
      correctionReason: publication.correctionReason,
      roundId: publication.roundId,
      jurors: publication.jurors,
      answers: publication.answers,
      merkleRoot: publication.merkleRoot,
      heartsWeight: publication.heartsWeight,
      earlier: earlier.map((before) => ({ ...before, publishedAt: before.publishedAt.toISOString() })),
      items: rows.map(toWinner),
    });
  }
}
