import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import type { AuthorCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import {
  deleteUnclaimedUpload,
  findSubmissionOfUpload,
  lockAuthorIntake,
  lockUpload,
} from '@zuimei/persistence/contest';

/** Gives an upload up before anything was made of it. What was handed in already is withdrawn instead. */
@Injectable()
export class DiscardUpload {
  constructor(private readonly unit: UnitOfWork) {}

  /** Removes the row; the file is the upload protocol's to remove. */
  async run(caller: AuthorCaller, uploadId: string): Promise<Result<null, Problem>> {
    return this.unit.run(async (tx) => {
      await lockAuthorIntake(tx, caller.authorId);
      const upload = await lockUpload(tx, uploadId);
      if (upload?.authorId !== caller.authorId) return err<Problem>({ code: 'UPLOAD_NOT_FOUND' });
      if (await findSubmissionOfUpload(tx, uploadId)) return err<Problem>({ code: 'MOVE_NOT_ALLOWED' });
      await deleteUnclaimedUpload(tx, uploadId);
      return ok(null);
    });
  }
}
