import { Injectable } from '@nestjs/common';
import type { MomentView, Problem, StaffMomentView, WallCandidate } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { numberInCursor, pageOf, ReadDb } from '@zuimei/persistence';
import {
  findEdition,
  listMomentRows,
  listStaffMomentRows,
  listWallCandidates,
  photoView,
  type WallCandidateRow,
} from '@zuimei/persistence/contest';
import { checkHanging } from './check-hanging.js';
import { momentView } from './moment-view.js';

const toCandidate = ({ entryId, number, title, rank, day, like, ...row }: WallCandidateRow): WallCandidate => ({
  entryId,
  number,
  title,
  rank,
  day,
  like,
  photo: photoView(row),
});

/** The wall of 365, as everybody sees it and as those see it who hang it. */
@Injectable()
export class Wall {
  constructor(private readonly db: ReadDb) {}

  /** The wall of one year. */
  async year(year: number): Promise<{ year: number; items: MomentView[] }> {
    return { year, items: (await listMomentRows(this.db, year)).map(momentView) };
  }

  /** The same with who chose what, and what is too alike. */
  async yearForStaff(year: number): Promise<{ year: number; items: StaffMomentView[] }> {
    const rows = await listStaffMomentRows(this.db, year);
    const items = rows.map((row) => ({
      ...momentView(row),
      editionKey: row.editionKey,
      placedAt: row.placedAt.toISOString(),
      chosenBy: row.chosenBy,
      alikeDays: row.alikeDays,
    }));
    return { year, items };
  }

  /** A page of an edition's entries for the wall. NOT_FOUND for an unknown edition, ENTRY_NOT_PUBLIC before publication. */
  async candidates(query: {
    editionKey: string;
    winnersOnly: boolean;
    cursor?: string;
    limit: number;
  }): Promise<Result<{ items: WallCandidate[]; nextCursor: string | null }, Problem>> {
    const { editionKey, winnersOnly, cursor, limit } = query;
    const below = cursor === undefined ? null : numberInCursor(cursor);
    if (cursor !== undefined && below === null) {
      return err({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/query/cursor', code: 'cursor' }] });
    }
    const edition = await findEdition(this.db, editionKey);
    if (!edition) return err({ code: 'NOT_FOUND' });
    if (!edition.publicationId) return err({ code: 'ENTRY_NOT_PUBLIC' });
    const rows = await listWallCandidates(this.db, { editionId: edition.id, winnersOnly, below, limit: limit + 1 });
    const { items, nextCursor } = pageOf(rows, limit, (row) => [row.number]);
    return ok({ items: items.map(toCandidate), nextCursor });
  }

  /** What would hang on a day, or the refusal of `PlaceMoment`. */
  async preview(day: string, entryId: string): Promise<Result<MomentView, Problem>> {
    const checked = await checkHanging(this.db, day, entryId);
    return checked.ok ? ok(momentView({ ...checked.value, day })) : checked;
  }
}
