import { Injectable } from '@nestjs/common';
import type { PassView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import { PassRepository, SittingRepository } from '@zuimei/persistence/judging';
import { passView } from './pass-view.js';

/** Reads passes. */
@Injectable()
export class Passes {
  constructor(
    private readonly db: ReadDb,
    private readonly sittings: SittingRepository,
    private readonly passes: PassRepository,
  ) {}

  /** The passes of a sitting by alias, or NOT_FOUND. */
  async list(sittingId: string): Promise<Result<PassView[], Problem>> {
    if (!(await this.sittings.byId(this.db, sittingId))) return err({ code: 'NOT_FOUND' });
    return ok((await this.passes.ofSitting(this.db, sittingId)).map(passView));
  }
}
