import { Injectable } from '@nestjs/common';
import type { HeartView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import type { AuthorCaller } from '@zuimei/identity';
import { ReadDb } from '@zuimei/persistence';
import { findHeart } from '@zuimei/persistence/contest';

/** What a person sees of hearts. */
@Injectable()
export class Hearts {
  constructor(private readonly db: ReadDb) {}

  /** NOT_FOUND where the entry has left or never was. */
  async of(caller: AuthorCaller, entryId: string): Promise<Result<HeartView, Problem>> {
    const heart = await findHeart(this.db, entryId, caller.authorId);
    return heart ? ok(heart) : err({ code: 'NOT_FOUND' });
  }
}
