import { Injectable } from '@nestjs/common';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import {
  findIncompletePhotos,
  findStuckChecks,
  insertCheck,
  insertFaults,
  takeWaitingRepairs,
} from '@zuimei/persistence/contest';
import { Clock, Ids } from '@zuimei/platform';
import { PhotoJobs } from '../photos/photo-jobs.port.js';
import { WANTED_VARIANTS } from './missing-of.js';

const MINUTE = 60_000;

/** Milliseconds. */
export const REPAIR_TIMES = {
  /** A check that has written nothing down for this long may have lost its job. */
  stuckCheck: 2 * MINUTE,
  /** A repair that was asked for this long ago and has not ended is asked for again. */
  waitingRepair: 10 * MINUTE,
  /** How often rows are compared with the variants that a photo must have. */
  incomplete: 60 * MINUTE,
} as const;

const AT_ONCE = 500;

export interface RepairSweepReport {
  checksResumed: number;
  repairsAsked: number;
  incomplete: number;
}

/** The part of the sweep that looks after repairs: what a crash or a lost queue left undone is asked for again. */
@Injectable()
export class SweepRepairs {
  #comparedAt: Date | undefined;

  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly jobs: PhotoJobs,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(): Promise<RepairSweepReport> {
    return {
      checksResumed: await this.resumeChecks(),
      repairsAsked: await this.askAgain(),
      incomplete: await this.findIncomplete(),
    };
  }

  private before(age: number): Date {
    return new Date(this.clock.now().getTime() - age);
  }

  private async resumeChecks(): Promise<number> {
    const stuck = await findStuckChecks(this.db, this.before(REPAIR_TIMES.stuckCheck));
    for (const id of stuck) await this.jobs.verify(id);
    return stuck.length;
  }

  private async askAgain(): Promise<number> {
    const times = { before: this.before(REPAIR_TIMES.waitingRepair), now: this.clock.now() };
    const waiting = await this.unit.run((tx) => takeWaitingRepairs(tx, times, AT_ONCE));
    for (const id of waiting) await this.jobs.repair(id);
    return waiting.length;
  }

  /** Photos without a row for every variant, once an hour: the store is not asked. */
  private async findIncomplete(): Promise<number> {
    if (this.#comparedAt && this.#comparedAt > this.before(REPAIR_TIMES.incomplete)) return 0;
    const found = await findIncompletePhotos(this.db, WANTED_VARIANTS, AT_ONCE);
    // More than can be asked for at once: the next run goes on with the rest.
    if (found.length < AT_ONCE) this.#comparedAt = this.clock.now();
    if (found.length === 0) return 0;
    await this.unit.run(async (tx) => {
      const [id, at] = [this.ids.next(), this.clock.now()];
      const { length } = found;
      await insertCheck(tx, {
        id,
        kind: 'sweep',
        state: 'done',
        askedBy: null,
        askedAt: at,
        total: length,
        checked: length,
      });
      const faults = found.map((photo) => ({ photoId: photo.id, missing: photo.missing, failure: null }));
      await insertFaults(
        tx,
        id,
        faults.map((fault) => ({ ...fault, state: 'queued' })),
        at,
      );
    });
    for (const { id } of found) await this.jobs.repair(id);
    return found.length;
  }
}
