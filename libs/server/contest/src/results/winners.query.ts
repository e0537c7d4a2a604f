import { Injectable } from '@nestjs/common';
import type { PhotoView, Problem, WinnersView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import {
  findEdition,
  findPublication,
  listEarlierPublications,
  listMomentRows,
  listWinnerRows,
  photoView,
} from '@zuimei/persistence/contest';
import { makerOf } from './maker.js';

export interface MomentView {
  day: string;
  entryId: string;
  number: number;
  title: string;
  maker: string;
  photo: PhotoView;
  rank: number | null;
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
      earlier: earlier.map((before) => ({ ...before, publishedAt: before.publishedAt.toISOString() })),
      items: rows.map((row) => ({
        rank: row.rank,
        shared: row.shared,
        prize: row.prize,
        entryId: row.entryId,
        number: row.number,
        title: row.title,
        story: row.story,
        place: row.place,
        photo: photoView(row),
        maker: makerOf(row),
        picks: row.picks,
        exposures: row.exposures,
        rate: row.rate,
        low: row.low,
        high: row.high,
      })),
    });
  }

  /** The wall of one year. */
  async moments(year: number): Promise<{ year: number; items: MomentView[] }> {
    const rows = await listMomentRows(this.db, year);
    const items = rows.map((row) => ({
      day: row.day,
      entryId: row.entryId,
      number: row.number,
      title: row.title,
      maker: makerOf({ ...row, company: null }).displayName,
      photo: photoView(row),
      rank: row.rank,
    }));
    return { year, items };
  }
}
