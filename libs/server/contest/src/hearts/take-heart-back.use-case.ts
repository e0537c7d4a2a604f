import { Injectable } from '@nestjs/common';
import type { HeartView, Problem } from '@zuimei/contracts';
import type { Result } from '@zuimei/domain';
import type { AuthorCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { deleteHeart } from '@zuimei/persistence/contest';
import { Hearts } from './hearts.query.js';

/** Takes a heart back; without one it changes nothing. */
@Injectable()
export class TakeHeartBack {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly hearts: Hearts,
  ) {}

  async run(caller: AuthorCaller, entryId: string): Promise<Result<HeartView, Problem>> {
    await this.unit.run((tx) => deleteHeart(tx, entryId, caller.authorId));
    return this.hearts.of(caller, entryId);
  }
}
