import { Injectable } from '@nestjs/common';
import type { PhotoCheckView, PhotoFaultView, Problem } from '@zuimei/contracts';
import { err, ok, type PhotoFaultState, type Result } from '@zuimei/domain';
import { decodeCursor, pageOf, ReadDb } from '@zuimei/persistence';
import { findCheck, listChecks, listFaults } from '@zuimei/persistence/contest';
import { toCheckView, toFaultView } from './photo-check-view.js';

/** Older ones say nothing about today. */
const LATEST = 10;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What checks of the stored photos found. */
@Injectable()
export class PhotoChecks {
  constructor(private readonly db: ReadDb) {}

  async list(): Promise<{ items: PhotoCheckView[] }> {
    return { items: (await listChecks(this.db, LATEST)).map(toCheckView) };
  }

  /** A page of the photos of which a check found something missing. */
  async faults(query: {
    checkId: string;
    state?: PhotoFaultState | undefined;
    cursor?: string | undefined;
    limit: number;
  }): Promise<Result<{ items: PhotoFaultView[]; nextCursor: string | null }, Problem>> {
    const key = query.cursor === undefined ? null : decodeCursor(query.cursor, ['string']);
    const after = key ? String(key[0]) : null;
    if (query.cursor !== undefined && !(after && UUID.test(after))) {
      return err({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/query/cursor', code: 'cursor' }] });
    }
    if (!(await findCheck(this.db, query.checkId))) return err({ code: 'NOT_FOUND' });
    const { checkId, state = null } = query;
    const rows = await listFaults(this.db, { checkId, state, after }, query.limit + 1);
    const { items, nextCursor } = pageOf(rows, query.limit, (row) => [row.photoId]);
    return ok({ items: items.map(toFaultView), nextCursor });
  }
}
