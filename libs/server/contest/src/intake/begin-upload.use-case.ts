import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { checkWindow, type EditionRules, err, ok, type Result } from '@zuimei/domain';
import type { AuthorCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { countUnclaimedUploads, findEdition, insertUpload, lockAuthorIntake } from '@zuimei/persistence/contest';
import { Clock, Ids } from '@zuimei/platform';
import { phaseOf, rulesOf } from '../editions/edition-rules.js';
import { quotaProblem } from './intake-limits.js';
import { allAtOnce, pictureProblem } from './picture-problem.js';

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
      if (!edition) return err<Problem>({ code: 'EDITION_NOT_COLLECTING' });
      await lockAuthorIntake(tx, caller.authorId);
      const [first, ...others] = [
        checkWindow(phaseOf(edition, now)).ok ? null : ({ code: 'EDITION_NOT_COLLECTING' } as const),
        sizeProblem(upload.size, rulesOf(edition)),
        await quotaProblem(tx, caller.authorId, edition),
      ].filter((problem) => problem !== null);
      if (first) return err(allAtOnce([first, ...others], '/file'));
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

function sizeProblem(bytes: number, { maxBytes, photoTypes }: EditionRules): Problem | null {
  if (bytes === 0) return pictureProblem('EMPTY', { bytes }, photoTypes);
  return bytes > maxBytes ? pictureProblem('TOO_LARGE', { maxBytes, bytes }, photoTypes) : null;
}
