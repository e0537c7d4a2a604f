import path from 'node:path';
import { rm } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { PhotoLoss } from '@zuimei/contracts';
import type { PhotoFaultState } from '@zuimei/domain';
import { AuditTrail } from '@zuimei/identity';
import { type Derived, DerivePool } from '@zuimei/imaging';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import {
  findInventory,
  type InventoryRow,
  lockObjects,
  lockPhoto,
  replaceDerivatives,
  settleFaults,
} from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { StagingFolder } from '../intake/staging-folder.js';
import { PHOTO_STORE, type PhotoStore } from '../photos/photo-store.js';
import { storedDerivative } from '../photos/stored-derivative.js';
import { makeWorkFolder } from '../photos/work-folder.js';
import { type MissingPart, missingOf } from './missing-of.js';

/** `whole`: nothing was missing (any more). `lost`: only a person with the original can help. */
export type RepairOutcome = 'mended' | 'whole' | 'lost' | 'skipped';

/**
 * Derives what is missing of one photo from its original, and only that: pictures that are there keep their names. Safe
 * to run twice: it looks first, and writes objects under the hash of their bytes.
 */
@Injectable()
export class RepairPhoto {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly staging: StagingFolder,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
    private readonly pool: DerivePool,
    private readonly clock: Clock,
  ) {}

  /** @throws Error for faults of the machine: worth a retry */
  async run(photoId: string): Promise<RepairOutcome> {
    const photo = await findInventory(this.db, photoId);
    if (!photo) return 'skipped';
    const missing = await missingOf(photo, this.store);
    if (missing.length === 0) return this.settle(photo, 'whole');
    if (missing.includes('original')) return this.settle(photo, 'lost', 'original-missing');
    const work = await makeWorkFolder(this.staging);
    try {
      return await this.derive(photo, missing, work);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  /** Writes down why the last try failed; the sweep asks again. */
  async recordFailure(photoId: string, error: Error): Promise<void> {
    const end = { state: 'queued', from: ['queued'], failure: error.message.slice(0, 500) } as const;
    await this.unit.run((tx) => settleFaults(tx, photoId, { ...end, at: this.clock.now() }));
  }

  private async derive(photo: InventoryRow, missing: MissingPart[], work: string): Promise<RepairOutcome> {
    const file = path.join(work, 'original');
    if (!(await this.store.download(photo.originalKey, file))) return this.settle(photo, 'lost', 'original-missing');
    const result = await this.pool.derive(file, work);
    if (!result.ok && result.permanent) return this.settle(photo, 'lost', 'original-undecodable');
    if (!result.ok) throw new Error(`could not derive: ${result.code} ${JSON.stringify(result.facts)}`);
    if (result.derived.sha256 !== photo.originalSha256) return this.settle(photo, 'lost', 'original-changed');
    return this.replace(photo, missing, result.derived);
  }

  private async replace(photo: InventoryRow, missing: MissingPart[], derived: Derived): Promise<RepairOutcome> {
    const files = derived.derivatives.filter(({ variant }) => missing.includes(variant));
    const rows = files.map(storedDerivative);
    const put = async (again: boolean): Promise<void> => {
      for (const [i, { key, mime }] of rows.entries()) {
        if (again && (await this.store.stat(key))) continue;
        await this.store.put(key, files[i]?.path ?? '', { contentType: mime });
      }
    };
    await put(false);
    const mended = await this.unit.run(async (tx) => {
      await lockObjects(tx, 'naming');
      if (!(await lockPhoto(tx, photo.id))) return false;
      await replaceDerivatives(tx, photo.id, rows);
      const end = { state: 'mended', from: ['queued', 'lost'], failure: null, at: this.clock.now() } as const;
      await settleFaults(tx, photo.id, end);
      await this.audit.append(tx, {
        actor: 'system',
        action: 'photo.repaired',
        subject: { kind: 'photo', id: photo.id },
        facts: { variants: rows.map(({ variant }) => variant) },
      });
      return true;
    });
    // Somebody may have removed one that nobody named a moment before.
    if (mended) await put(true);
    return mended ? 'mended' : 'skipped';
  }

  private async settle(photo: InventoryRow, outcome: 'whole' | 'lost', loss?: PhotoLoss): Promise<RepairOutcome> {
    const state: PhotoFaultState = outcome === 'whole' ? 'mended' : 'lost';
    await this.unit.run(async (tx) => {
      const from: PhotoFaultState[] = outcome === 'whole' ? ['queued', 'lost'] : ['queued'];
      const at = this.clock.now();
      const settled = await settleFaults(tx, photo.id, { state, from, failure: loss ?? null, at });
      if (settled === 0 || outcome === 'whole') return;
      await this.audit.append(tx, {
        actor: 'system',
        action: 'photo.lost',
        subject: { kind: 'photo', id: photo.id },
        facts: { loss },
      });
    });
    return outcome;
  }
}
