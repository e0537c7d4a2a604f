import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import type { Actor } from '@zuimei/identity';
import { inspectPicture } from '@zuimei/imaging';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import {
  deleteUnclaimedUpload,
  findEditionById,
  findUpload,
  lockAuthorIntake,
  lockUpload,
  storeUploadFinished,
  type UploadRow,
} from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { intakeRulesOf, rulesOf } from '../editions/edition-rules.js';
import { pictureProblems } from './picture-problem.js';
import { StagingFolder } from './staging-folder.js';
import { SubmissionIntake } from './submission-intake.js';

/**
 * What happens on the last byte: the file is synced, hashed and inspected by its content. A refused one leaves nothing
 * behind. Safe to call again, and by two at once; an api that was killed between the last byte and this is made good by
 * the next request for the upload, or by the sweep.
 */
@Injectable()
export class FinishUpload {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly staging: StagingFolder,
    private readonly intake: SubmissionIntake,
    private readonly clock: Clock,
  ) {}

  /** @returns whether the upload was finished by this or an earlier call; `false` while bytes are missing */
  async run(actor: Actor, uploadId: string): Promise<Result<{ finished: boolean }, Problem>> {
    const upload = await findUpload(this.db, uploadId);
    if (!upload) return err({ code: 'UPLOAD_NOT_FOUND' });
    if (upload.finishedAt) return ok({ finished: true });
    if ((await this.staging.size(uploadId)) !== upload.size) return ok({ finished: false });
    const edition = await findEditionById(this.db, upload.editionId);
    if (!edition) throw new Error(`upload ${uploadId} is of no edition`);

    const sha256 = await this.staging.settle(uploadId);
    const seen = await inspectPicture(this.staging.path(uploadId), intakeRulesOf(edition));
    const done = seen.ok
      ? await this.unit.run(async (tx): Promise<Result<null, Problem>> => {
          const locked = await this.lock(tx, upload);
          if (!locked) return err({ code: 'UPLOAD_NOT_FOUND' });
          const { inspection } = seen;
          const finishedAt = locked.finishedAt ?? this.clock.now();
          if (!locked.finishedAt) await storeUploadFinished(tx, uploadId, { inspection, sha256, at: finishedAt });
          const committed = await this.intake.commit(tx, actor, { ...locked, finishedAt }, edition);
          return committed.ok ? ok(null) : committed;
        })
      : err(pictureProblems(seen.broken, rulesOf(edition).photoTypes));
    if (done.ok) return ok({ finished: true });
    await this.discard(upload);
    return done;
  }

  private async lock(tx: Parameters<typeof lockUpload>[0], upload: UploadRow): Promise<UploadRow | null> {
    await lockAuthorIntake(tx, upload.authorId);
    return lockUpload(tx, upload.id);
  }

  /** The row first: a file without a row is swept, a row without a file would look like an upload. */
  private async discard(upload: UploadRow): Promise<void> {
    const gone = await this.unit.run(async (tx) => {
      await this.lock(tx, upload);
      return deleteUnclaimedUpload(tx, upload.id);
    });
    if (gone) await this.staging.remove(upload.id);
  }
}
