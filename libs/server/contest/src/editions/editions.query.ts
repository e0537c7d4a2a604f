import { Injectable } from '@nestjs/common';
import type { EditionSummary, EditionView, Problem } from '@zuimei/contracts';
import {
  err,
  ok,
  type Result,
  shanghaiInstant,
  shanghaiTime,
  SUBMISSION_STATES,
  type SubmissionState,
} from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import {
  countBlocked,
  countByState,
  countDecidedSince,
  editionCovers,
  findEdition,
  listEditionRows,
} from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { toEditionSummary, toEditionView } from './edition-views.js';

export interface EditionOverview {
  submissions: Record<SubmissionState, number>;
  entries: number;
  blockedEntries: number;
  decidedToday: { approved: number; fixRequested: number; rejected: number };
}

/** Reads editions. */
@Injectable()
export class Editions {
  constructor(
    private readonly db: ReadDb,
    private readonly clock: Clock,
  ) {}

  /** All editions, newest first. */
  async list(): Promise<{ items: EditionSummary[] }> {
    const rows = await listEditionRows(this.db);
    const covers = await editionCovers(
      this.db,
      rows.map((row) => row.id),
    );
    const now = this.clock.now();
    return { items: rows.map((row) => toEditionSummary(row, covers.get(row.id), now)) };
  }

  /** One edition, or NOT_FOUND. */
  async get(key: string): Promise<Result<EditionView, Problem>> {
    const row = await findEdition(this.db, key);
    if (!row) return err({ code: 'NOT_FOUND' });
    const covers = await editionCovers(this.db, [row.id]);
    return ok(toEditionView(row, covers.get(row.id), this.clock.now()));
  }

  /** Counts for staff, or NOT_FOUND. Today is that of Shanghai. */
  async overview(key: string): Promise<Result<EditionOverview, Problem>> {
    const row = await findEdition(this.db, key);
    if (!row) return err({ code: 'NOT_FOUND' });
    const { year, month, day } = shanghaiTime(this.clock.now().getTime());
    const [states, decided, blockedEntries] = await Promise.all([
      countByState(this.db, row.id),
      countDecidedSince(this.db, row.id, new Date(shanghaiInstant(year, month, day))),
      countBlocked(this.db, row.id),
    ]);
    const countIn = (rows: typeof states, state: SubmissionState) => rows.find((r) => r.state === state)?.n ?? 0;
    const submissions = Object.fromEntries(SUBMISSION_STATES.map((state) => [state, countIn(states, state)]));
    return ok({
      submissions: submissions as Record<SubmissionState, number>,
      entries: row.entryCount,
      blockedEntries,
      decidedToday: {
        approved: countIn(decided, 'approved'),
        fixRequested: countIn(decided, 'fix-requested'),
        rejected: countIn(decided, 'rejected'),
      },
    });
  }
}
