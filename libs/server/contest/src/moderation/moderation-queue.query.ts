import { Injectable } from '@nestjs/common';
import type { ModerationItem, Problem } from '@zuimei/contracts';
import { err, ok, type Result, type SubmissionState } from '@zuimei/domain';
import { decodeCursor, pageOf, type Queryable, ReadDb } from '@zuimei/persistence';
import {
  findEdition,
  findEditionById,
  findModeration,
  findSimilar,
  findSubmission,
  listModeration,
} from '@zuimei/persistence/contest';
import { rulesOf } from '../editions/edition-rules.js';
import { toModerationItem } from './moderation-view.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What moderators work through. */
@Injectable()
export class ModerationQueue {
  constructor(private readonly db: ReadDb) {}

  /** A page of one state, oldest first. NOT_FOUND for an unknown edition. */
  async page(query: {
    editionKey: string;
    state: SubmissionState;
    cursor?: string;
    limit: number;
  }): Promise<Result<{ items: ModerationItem[]; nextCursor: string | null }, Problem>> {
    const edition = await findEdition(this.db, query.editionKey);
    if (!edition) return err({ code: 'NOT_FOUND' });
    const after = query.cursor === undefined ? null : String(decodeCursor(query.cursor, ['string'])?.[0]);
    if (after !== null && !UUID.test(after)) {
      return err({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/query/cursor', code: 'cursor' }] });
    }
    const rows = await listModeration(this.db, {
      editionId: edition.id,
      state: query.state,
      after,
      limit: query.limit + 1,
    });
    const { items, nextCursor } = pageOf(rows, query.limit, (row) => [row.id]);
    const similar = await findSimilar(
      this.db,
      items.map((row) => row.photoId),
    );
    const { quota } = rulesOf(edition);
    return ok({
      items: items.map((row) =>
        toModerationItem(
          row,
          similar.filter((other) => other.ofPhotoId === row.photoId),
          quota,
        ),
      ),
      nextCursor,
    });
  }

  /** One item, also within the transaction that has just changed it. */
  async item(db: Queryable, submissionId: string): Promise<ModerationItem> {
    const submission = await findSubmission(db, submissionId);
    const row = await findModeration(db, submissionId);
    const edition = submission && (await findEditionById(db, submission.editionId));
    if (!row || !edition) throw new Error(`submission ${submissionId} has nothing to moderate`);
    return toModerationItem(row, await findSimilar(db, [row.photoId]), rulesOf(edition).quota);
  }
}
