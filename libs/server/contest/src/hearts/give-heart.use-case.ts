import { Injectable } from '@nestjs/common';
import type { HeartView, Problem } from '@zuimei/contracts';
import { err, type Result } from '@zuimei/domain';
import type { AuthorCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { insertHeart } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { Hearts } from './hearts.query.js';

/**
 * Gives an entry a heart, once a person and entry. Its row is the whole record: hearts are many and no act on the contest,
 * so the audit trail has none of them.
 */
@Injectable()
export class GiveHeart {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly hearts: Hearts,
    private readonly clock: Clock,
  ) {}

  async run(caller: AuthorCaller, entryId: string): Promise<Result<HeartView, Problem>> {
    const heart = { entryId, authorId: caller.authorId, at: this.clock.now() };
    const given = await this.unit.run((tx) => insertHeart(tx, heart));
    return given ? this.hearts.of(caller, entryId) : err({ code: 'NOT_FOUND' });
  }
}
