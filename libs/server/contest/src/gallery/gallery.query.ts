import { Injectable } from '@nestjs/common';
import type { EntryCard, EntryView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { numberInCursor, pageOf, ReadDb } from '@zuimei/persistence';
import { findEdition, findEntryDetail, GalleryPages, type GalleryRow, photoView } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { phaseOf } from '../editions/edition-rules.js';
import { makerOf } from '../results/maker.js';

const toCard = (row: GalleryRow): EntryCard => ({
  id: row.id,
  number: row.number,
  title: row.title,
  photo: photoView(row),
  award: row.rank !== null && row.prize !== null ? { rank: row.rank, prize: row.prize } : null,
});

const TOLD_IN: ReadonlySet<string> = new Set(['upcoming', 'collecting', 'published']);

/** The public, anonymous gallery. */
@Injectable()
export class Gallery {
  constructor(
    private readonly db: ReadDb,
    private readonly pages: GalleryPages,
    private readonly clock: Clock,
  ) {}

  /** A page of an edition's entries, newest number first. NOT_FOUND for an unknown edition. */
  async page(query: {
    editionKey: string;
    cursor?: string;
    limit: number;
  }): Promise<Result<{ items: EntryCard[]; nextCursor: string | null }, Problem>> {
    const below = query.cursor === undefined ? null : numberInCursor(query.cursor);
    if (query.cursor !== undefined && below === null) {
      return err({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/query/cursor', code: 'cursor' }] });
    }
    const rows = await this.pages.read(query.editionKey, below, query.limit + 1);
    if (rows.length === 0 && !(await findEdition(this.db, query.editionKey))) return err({ code: 'NOT_FOUND' });
    const { items, nextCursor } = pageOf(rows, query.limit, (row) => [row.number]);
    return ok({ items: items.map(toCard), nextCursor });
  }

  /**
   * One active entry; its maker only where it has won. From the end of collecting until publication its story and place
   * are withheld: they may say whose it is, and a juror's tablet can open the gallery too.
   */
  async entry(id: string): Promise<Result<EntryView, Problem>> {
    const row = await findEntryDetail(this.db, id);
    if (!row) return err({ code: 'NOT_FOUND' });
    const card = toCard(row);
    const edition = await findEdition(this.db, row.editionKey);
    const told = edition !== null && TOLD_IN.has(phaseOf(edition, this.clock.now()));
    return ok({
      ...card,
      editionKey: row.editionKey,
      story: told ? row.story : '',
      place: told ? row.place : '',
      maker: card.award ? makerOf(row) : null,
      hearts: row.hearts,
      previousId: row.previousId,
      nextId: row.nextId,
    });
  }
}
