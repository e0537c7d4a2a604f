import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { checkWindow, err, ok, type Result } from '@zuimei/domain';
import type { AuthorCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { countUnclaimedUploads, findEdition, insertUpload, lockAuthorIntake } from '@zuimei/persistence/contest';
import { Clock, Ids } from '@zuimei/platform';
import { phaseOf, rulesOf } from '../editions/edition-rules.js';
import { quotaProblem } from './intake-limits.js';
import { pictureProblem } from './picture-problem.js';

/** Uploads of one author that nothing came of yet: more than any phone has under way, few enough to bound the disk. */
const MOST_UNCLAIMED = 30;

/** Lets an author begin an upload, if its edition, their quota and its size allow one at all. */
@Injectable()
export class BeginUpload {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @param upload.size in bytes, as announced; gives the upload's id, which is also its file's name */
  async run(
    caller: AuthorCaller,
    upload: { editionKey: string; size: number },
  ): Promise<Result<{ uploadId: string }, Problem>> {
    return this.unit.run(async (tx) => {
      const edition = await findEdition(tx, upload.editionKey);
      const now = this.clock.now();
      if (!edition || !checkWindow(phaseOf(edition, now)).ok) return err<Problem>({ code: 'EDITION_NOT_COLLECTING' });
      const rules = rulesOf(edition);
      if (upload.size === 0) return err(pictureProblem('EMPTY', { bytes: 0 }));
      if (upload.size > rules.maxBytes) {
        return err(pictureProblem('TOO_LARGE', { maxBytes: rules.maxBytes, bytes: upload.size }));
      }
      await lockAuthorIntake(tx, caller.authorId);
      const over = await quotaProblem(tx, caller.authorId, edition);
      if (over) return err(over);
      if ((await countUnclaimedUploads(tx, caller.authorId)) >= MOST_UNCLAIMED) {
        return err<Problem>({ code: 'RATE_LIMITED', facts: { retryAfterSeconds: 3600 } });
      }
      const id = this.ids.next();
      await insertUpload(tx, {
        id,
        authorId: caller.authorId,
        editionId: edition.id,
        size: upload.size,
        createdAt: now,
      });
      return ok({ uploadId: id });
    });
  }
}
