import { Inject, Injectable } from '@nestjs/common';
import { move, photoCheckMachine } from '@zuimei/domain';
import { AuditTrail } from '@zuimei/identity';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import {
  advanceCheck,
  findCheck,
  finishCheck,
  insertFaults,
  type InventoryRow,
  listInventory,
  lockCheck,
  type NewFault,
  type PhotoCheckRow,
} from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { PhotoJobs } from '../photos/photo-jobs.port.js';
import { PHOTO_STORE, type PhotoStore } from '../photos/photo-store.js';
import { missingOf } from './missing-of.js';
import { FindOrphans } from './find-orphans.js';

/** Photos that are looked at before the progress is written down. */
const BATCH = 100;
/** Photos whose objects are asked for at the same time. */
const ABREAST = 4;

/** `done` and `failed` checks are left alone; `overtaken`: another run of the same check is further. */
export type VerifyOutcome = 'finished' | 'skipped' | 'overtaken';

/**
 * Carries a full check on from where its row stands: looks at each photo's objects, writes down what is missing and asks
 * for its repair, batch by batch, so that a killed worker costs one batch. A store that does not answer is no missing
 * object: the run ends with that error, and the next one goes on.
 */
@Injectable()
export class VerifyPhotos {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
    private readonly jobs: PhotoJobs,
    private readonly orphans: FindOrphans,
    private readonly clock: Clock,
  ) {}

  async run(checkId: string): Promise<VerifyOutcome> {
    for (;;) {
      const check = await findCheck(this.db, checkId);
      if (!check || check.state === 'done' || check.state === 'failed') return 'skipped';
      const batch = await listInventory(this.db, check.afterPhotoId, BATCH);
      if (batch.length === 0) return this.finish(checkId);
      if (!(await this.note(check, batch, await this.faultsOf(batch)))) return 'overtaken';
    }
  }

  /** Writes down that a check broke off for good. */
  async fail(checkId: string, error: Error): Promise<void> {
    await this.unit.run(async (tx) => {
      const check = await lockCheck(tx, checkId);
      const moved = check && move(photoCheckMachine, check.state, 'fail');
      if (!moved?.ok) return;
      await finishCheck(tx, checkId, {
        state: moved.value,
        at: this.clock.now(),
        failure: error.message.slice(0, 500),
      });
      await this.audit.append(tx, {
        actor: 'system',
        action: 'photo-check.failed',
        subject: { kind: 'photo-check', id: checkId },
      });
    });
  }

  private async faultsOf(batch: readonly InventoryRow[]): Promise<NewFault[]> {
    const faults: NewFault[] = [];
    for (let i = 0; i < batch.length; i += ABREAST) {
      const some = batch.slice(i, i + ABREAST);
      const missing = await Promise.all(some.map((photo) => missingOf(photo, this.store)));
      for (const [j, photo] of some.entries()) {
        const parts = missing[j] ?? [];
        if (parts.length === 0) continue;
        const lost = parts.includes('original');
        faults.push({
          photoId: photo.id,
          missing: parts,
          state: lost ? 'lost' : 'queued',
          failure: lost ? 'original-missing' : null,
        });
      }
    }
    return faults;
  }

  /** False where another run has written this batch down already. */
  private async note(before: PhotoCheckRow, batch: readonly InventoryRow[], faults: NewFault[]): Promise<boolean> {
    return this.unit.run(async (tx) => {
      const check = await lockCheck(tx, before.id);
      if (check?.afterPhotoId !== before.afterPhotoId || check.finishedAt) return false;
      const begun = move(photoCheckMachine, check.state, 'begin');
      await advanceCheck(tx, check.id, {
        state: begun.ok ? begun.value : check.state,
        afterPhotoId: batch.at(-1)?.id ?? null,
        checked: check.checked + batch.length,
        at: this.clock.now(),
      });
      await insertFaults(tx, check.id, faults, this.clock.now());
      tx.afterCommit(async () => {
        for (const { photoId, state } of faults) if (state === 'queued') await this.jobs.repair(photoId);
      });
      return true;
    });
  }

  private async finish(checkId: string): Promise<VerifyOutcome> {
    const orphans = await this.orphans.count();
    return this.unit.run(async (tx): Promise<VerifyOutcome> => {
      const check = await lockCheck(tx, checkId);
      if (!check) return 'skipped';
      // Where there are no photos at all, nothing has begun it.
      const state = check.state === 'waiting' ? 'running' : check.state;
      const moved = move(photoCheckMachine, state, 'finish');
      if (!moved.ok) return 'skipped';
      await finishCheck(tx, checkId, { state: moved.value, at: this.clock.now(), orphans });
      const found = await findCheck(tx, checkId);
      await this.audit.append(tx, {
        actor: 'system',
        action: 'photo-check.finished',
        subject: { kind: 'photo-check', id: checkId },
        facts: { checked: check.checked, faults: (found?.queued ?? 0) + (found?.mended ?? 0) + (found?.lost ?? 0) },
      });
      return 'finished';
    });
  }
}
