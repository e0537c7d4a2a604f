import { Injectable } from '@nestjs/common';
import type { Problem, SubmissionView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import type { AuthorCaller } from '@zuimei/identity';
import { ReadDb } from '@zuimei/persistence';
import { countAgainstQuota, findOwnSubmission, listEditionRows, listOwnSubmissions } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { phaseOf, rulesOf } from '../editions/edition-rules.js';
import { toSubmissionView } from './submission-view.js';

export interface MySubmissionList {
  items: SubmissionView[];
  quota: { editionKey: string; used: number; limit: number } | null;
}

/** What an author handed in. */
@Injectable()
export class MySubmissions {
  constructor(
    private readonly db: ReadDb,
    private readonly clock: Clock,
  ) {}

  /** Newest first, with the quota of the edition that is collecting now. */
  async list(caller: AuthorCaller): Promise<MySubmissionList> {
    const now = this.clock.now();
    const [rows, editions] = await Promise.all([
      listOwnSubmissions(this.db, caller.authorId),
      listEditionRows(this.db),
    ]);
    const collecting = editions.find((edition) => phaseOf(edition, now) === 'collecting');
    const quota = collecting && {
      editionKey: collecting.key,
      used: await countAgainstQuota(this.db, caller.authorId, collecting.id),
      limit: rulesOf(collecting).quota,
    };
    return { items: rows.map(toSubmissionView), quota: quota ?? null };
  }

  /** One of the author's own, or NOT_FOUND. */
  async get(caller: AuthorCaller, id: string): Promise<Result<SubmissionView, Problem>> {
    const row = await findOwnSubmission(this.db, id, caller.authorId);
    return row ? ok(toSubmissionView(row)) : err({ code: 'NOT_FOUND' });
  }
}
