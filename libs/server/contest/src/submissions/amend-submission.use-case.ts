import { Injectable } from '@nestjs/common';
import type { Problem, SubmissionView } from '@zuimei/contracts';
import { ok, type Result } from '@zuimei/domain';
import { type AuthorCaller, AuditTrail } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { changeDetails, findEditionById, findOwnSubmission } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { rulesOf } from '../editions/edition-rules.js';
import { cleanDetails, type SubmissionWords } from '../intake/details.js';
import { PhotoJobs } from '../photos/photo-jobs.port.js';
import { moveSubmission } from './move-submission.js';
import { toSubmissionView } from './submission-view.js';

/** Answers a request for a fix with new words. The photo stays, so the worker sends it back to moderation at once. */
@Injectable()
export class AmendSubmission {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly jobs: PhotoJobs,
    private readonly clock: Clock,
  ) {}

  async run(caller: AuthorCaller, id: string, words: SubmissionWords): Promise<Result<SubmissionView, Problem>> {
    return this.unit.run(async (tx): Promise<Result<SubmissionView, Problem>> => {
      const own = (row: { authorId: string }) => row.authorId === caller.authorId;
      const moved = await moveSubmission(tx, id, 'amend', { at: this.clock.now(), decidedBy: null }, own);
      if (!moved.ok) return moved;
      const edition = await findEditionById(tx, moved.value.editionId);
      if (!edition) throw new Error(`submission ${id} is of no edition`);
      const rules = rulesOf(edition);
      // The consent was given when the photo was handed in; new words do not ask for it again.
      const given = {
        version: rules.consentVersion,
        original: true,
        noSecrets: true,
        district: moved.value.keepDistrict,
      };
      const clean = cleanDetails(words, given, rules);
      if (!clean.ok) return clean;
      await changeDetails(tx, id, clean.value);
      await this.audit.append(tx, {
        actor: caller,
        action: 'submission.amended',
        subject: { kind: 'submission', id },
      });
      tx.afterCommit(() => this.jobs.derive(id));
      const row = await findOwnSubmission(tx, id, caller.authorId);
      if (!row) throw new Error(`submission ${id} vanished`);
      return ok(toSubmissionView(row));
    });
  }
}
