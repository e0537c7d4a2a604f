import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { lockObjects, namedObjects, uploadsStillNeeded } from '@zuimei/persistence/contest';
import { StagingFolder } from '../intake/staging-folder.js';
import { PHOTO_STORE, type PhotoStore } from '../photos/photo-store.js';
import { WORK_FOLDER } from '../photos/work-folder.js';
import { namesIn, type Orphan } from './find-orphans.js';

/**
 * Removes one orphan, having looked again whether anybody names it or has touched it since it was found. What this
 * program did not put there stays.
 */
@Injectable()
export class RemoveOrphan {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
    private readonly staging: StagingFolder,
  ) {}

  /** Whether it was removed. */
  async run(orphan: Orphan): Promise<boolean> {
    const { kind, name } = orphan;
    if (kind === 'unknown') return false;
    if (kind === 'object') return this.removeObject(orphan);
    if (kind === 'staged') {
      if ((await uploadsStillNeeded(this.db, [name])).has(name)) return false;
      await this.staging.remove(name);
      return true;
    }
    await rm(path.join(this.staging.root, WORK_FOLDER, path.basename(name)), { recursive: true, force: true });
    return true;
  }

  private async removeObject({ name, modifiedAt }: Orphan): Promise<boolean> {
    return this.unit.run(async (tx) => {
      // Nobody writes a row that names it while the store is told to remove it.
      await lockObjects(tx, 'removing');
      if ((await namedObjects(tx, namesIn([name]))).has(name)) return false;
      for await (const { key, lastModified } of this.store.list(name)) {
        if (key !== name || lastModified.getTime() !== modifiedAt.getTime()) continue;
        await this.store.delete(name);
        return true;
      }
      return false;
    });
  }
}
