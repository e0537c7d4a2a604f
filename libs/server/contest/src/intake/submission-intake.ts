import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { type Actor, AuditTrail } from '@zuimei/identity';
import type { Tx } from '@zuimei/persistence';
import { type EditionRow, findSubmissionOfUpload, insertSubmission, type UploadRow } from '@zuimei/persistence/contest';
import { Clock, Ids } from '@zuimei/platform';
import { PhotoJobs } from '../photos/photo-jobs.port.js';
import { LAST_BYTE_GRACE_MS, quotaProblem } from './intake-limits.js';

/** Where the words of a submission and the last byte of its photo meet. */
@Injectable()
export class SubmissionIntake {
  constructor(
    private readonly audit: AuditTrail,
    private readonly jobs: PhotoJobs,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Commits the submission of an upload when both its last byte and its words are there; whichever comes last calls this
   * with both. Gives the submission's id, or null while one of them is missing. Idempotent.
   *
   * The caller holds the locks of the author's intake and of the upload's row, so of two that come at the same moment the
   * later one sees what the first one wrote, and the quota is counted by one at a time.
   */
  async commit(
    tx: Tx,
    actor: Actor,
    upload: UploadRow,
    edition: EditionRow,
  ): Promise<Result<{ submissionId: string | null }, Problem>> {
    const { details, clientKey } = upload;
    if (upload.finishedAt === null || details === null || clientKey === null) return ok({ submissionId: null });
    const before = await findSubmissionOfUpload(tx, upload.id);
    if (before) return ok({ submissionId: before.id });
    const now = this.clock.now();
    if (now.getTime() >= edition.collectingUntil.getTime() + LAST_BYTE_GRACE_MS) {
      return err({ code: 'EDITION_NOT_COLLECTING' });
    }
    const over = await quotaProblem(tx, upload.authorId, edition);
    if (over) return err(over);
    const id = this.ids.next();
    await insertSubmission(tx, {
      ...details,
      id,
      editionId: edition.id,
      authorId: upload.authorId,
      uploadId: upload.id,
      clientKey,
      consentedAt: new Date(details.consentedAt),
      receivedAt: now,
    });
    await this.audit.append(tx, {
      actor,
      action: 'submission.received',
      subject: { kind: 'submission', id },
      facts: {
        edition: edition.key,
        consentVersion: details.consentVersion,
        keepDistrict: details.keepDistrict,
        bytes: upload.size,
      },
    });
    tx.afterCommit(() => this.jobs.derive(id));
    return ok({ submissionId: id });
  }
}
