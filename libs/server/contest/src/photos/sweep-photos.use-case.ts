import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import {
  deleteStaleUploads,
  findStuckSubmissions,
  findUncompared,
  findUnfinishedUploads,
  purgeUnreadable,
  uploadsStillNeeded,
} from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { FinishUpload } from '../intake/finish-upload.use-case.js';
import { StagingFolder } from '../intake/staging-folder.js';
import { FindLikenesses } from './find-likenesses.js';
import { PhotoJobs } from './photo-jobs.port.js';
import { WORK_FOLDER } from './work-folder.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** After how long what is asked for again, given up, or removed. Milliseconds. */
export const SWEEP_TIMES = {
  /** A submission that waits longer than this may have lost its job; one that has not is not queued twice. */
  stuck: MINUTE / 3,
  /** A submission whose work failed for good is tried again after this long. */
  retryFailed: 10 * MINUTE,
  /** A last byte that arrived this long ago without being recorded: the api was killed at that moment. */
  unrecorded: MINUTE,
  /** An upload that nothing was made of. */
  staleUpload: DAY,
  /** A staged file whose row is gone or done. */
  strayFile: HOUR,
  /** An unreadable submission's row. */
  unreadable: 30 * DAY,
} as const;

const AT_ONCE = 500;
const COMPARED_AT_ONCE = 100;

export interface SweepReport {
  requeued: number;
  finished: number;
  staleUploads: number;
  strayFiles: number;
  purged: number;
  /** Photos whose likenesses nobody had looked for. */
  compared: number;
}

/** Makes good what a crash left undone, and removes what nobody needs. Rows are the truth; every step can be repeated. */
@Injectable()
export class SweepPhotos {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly staging: StagingFolder,
    private readonly finishUpload: FinishUpload,
    private readonly likenesses: FindLikenesses,
    private readonly jobs: PhotoJobs,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<SweepReport> {
    return {
      finished: await this.finishUploads(),
      requeued: await this.requeue(),
      staleUploads: await this.removeStaleUploads(),
      strayFiles: await this.removeStrayFiles(),
      purged: await this.unit.run((tx) => purgeUnreadable(tx, this.before(SWEEP_TIMES.unreadable))),
      compared: await this.compare(),
    };
  }

  private before(age: number): Date {
    return new Date(this.clock.now().getTime() - age);
  }

  private async requeue(): Promise<number> {
    const times = { since: this.before(SWEEP_TIMES.stuck), retryFailedBefore: this.before(SWEEP_TIMES.retryFailed) };
    const stuck = await findStuckSubmissions(this.db, times, AT_ONCE);
    for (const id of stuck) await this.jobs.derive(id);
    return stuck.length;
  }

  /** Photos from before likenesses were looked for, and those whose search was cut short. */
  private async compare(): Promise<number> {
    let compared = 0;
    for (const id of await findUncompared(this.db, this.before(SWEEP_TIMES.stuck), COMPARED_AT_ONCE)) {
      if (await this.likenesses.run(id)) compared++;
    }
    return compared;
  }

  private async finishUploads(): Promise<number> {
    let finished = 0;
    for (const { id, size } of await findUnfinishedUploads(this.db, this.before(SWEEP_TIMES.unrecorded), AT_ONCE)) {
      if ((await this.staging.size(id)) !== size) continue;
      const result = await this.finishUpload.run('system', id);
      if (result.ok && result.value.finished) finished++;
    }
    return finished;
  }

  private async removeStaleUploads(): Promise<number> {
    const gone = await this.unit.run((tx) => deleteStaleUploads(tx, this.before(SWEEP_TIMES.staleUpload)));
    for (const id of gone) await this.staging.remove(id);
    return gone.length;
  }

  private async removeStrayFiles(): Promise<number> {
    const before = this.before(SWEEP_TIMES.strayFile);
    const old = (await this.staging.list()).filter((file) => file.modifiedAt < before);
    const needed = await uploadsStillNeeded(
      this.db,
      old.map((file) => file.uploadId),
    );
    const stray = old.filter((file) => !needed.has(file.uploadId));
    for (const { uploadId } of stray) await this.staging.remove(uploadId);
    await this.removeWork(before);
    return stray.length;
  }

  private async removeWork(before: Date): Promise<void> {
    const parent = path.join(this.staging.root, WORK_FOLDER);
    for (const name of await readdir(parent).catch(() => [])) {
      const folder = path.join(parent, name);
      const found = await stat(folder).catch(() => null);
      if (found && found.mtime < before) await rm(folder, { recursive: true, force: true });
    }
  }
}
