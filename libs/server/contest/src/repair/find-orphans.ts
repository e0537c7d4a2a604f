import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { ListedObject } from '@zuimei/object-store';
import { ReadDb } from '@zuimei/persistence';
import { namedObjects, type ObjectNames, uploadsStillNeeded } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { StagingFolder } from '../intake/staging-folder.js';
import { PHOTO_STORE, type PhotoStore } from '../photos/photo-store.js';
import { WORK_FOLDER } from '../photos/work-folder.js';

/**
 * What no row names: an object of the store, an upload's staged file, a folder that the work on a photo left behind.
 * `unknown` is an object under a name that no photo gets: this program did not put it there and will not remove it.
 */
export interface Orphan {
  kind: 'object' | 'staged' | 'work' | 'unknown';
  /** A key of the store, an upload's id, or a folder's name. */
  name: string;
  bytes: number;
  modifiedAt: Date;
}

/** Nothing younger counts as abandoned, unless told: an upload or a job may still be at it. */
export const ORPHAN_AGE_MS = 24 * 60 * 60_000;

/** Objects whose rows are looked up together. */
const BATCH = 500;

const DERIVED = /^derived\/([0-9a-f]{64})\.(?:webp|jpg)$/;
const ORIGINAL = /^originals\/[0-9a-f]{2}\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** What the keys of photos say of themselves. */
export function namesIn(keys: readonly string[]): ObjectNames {
  const caught = (pattern: RegExp) => keys.flatMap((key) => pattern.exec(key)?.[1] ?? []);
  return { keys, sha256s: caught(DERIVED), submissionIds: caught(ORIGINAL) };
}

/** Walks through the store and the staging folder, a few hundred objects at a time, and finds what nobody names. */
@Injectable()
export class FindOrphans {
  constructor(
    private readonly db: ReadDb,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
    private readonly staging: StagingFolder,
    private readonly clock: Clock,
  ) {}

  /** @param ageMs how long ago a thing must have been touched last, in milliseconds */
  async *find(ageMs = ORPHAN_AGE_MS): AsyncIterable<Orphan> {
    const before = new Date(this.clock.now().getTime() - ageMs);
    let batch: ListedObject[] = [];
    for await (const object of this.store.list('')) {
      if (object.lastModified >= before) continue;
      batch.push(object);
      if (batch.length < BATCH) continue;
      yield* this.#unnamed(batch);
      batch = [];
    }
    yield* this.#unnamed(batch);
    yield* this.#staged(before);
    yield* this.#work(before);
  }

  async count(ageMs = ORPHAN_AGE_MS): Promise<{ count: number; bytes: number }> {
    const total = { count: 0, bytes: 0 };
    for await (const { bytes } of this.find(ageMs)) {
      total.count += 1;
      total.bytes += bytes;
    }
    return total;
  }

  async *#unnamed(batch: readonly ListedObject[]): AsyncIterable<Orphan> {
    if (batch.length === 0) return;
    const named = await namedObjects(this.db, namesIn(batch.map(({ key }) => key)));
    for (const { key, size, lastModified } of batch) {
      if (named.has(key)) continue;
      const kind = DERIVED.test(key) || ORIGINAL.test(key) ? 'object' : 'unknown';
      yield { kind, name: key, bytes: size, modifiedAt: lastModified };
    }
  }

  async *#staged(before: Date): AsyncIterable<Orphan> {
    const old = (await this.staging.list()).filter(({ modifiedAt }) => modifiedAt < before);
    const needed = await uploadsStillNeeded(
      this.db,
      old.map(({ uploadId }) => uploadId),
    );
    for (const { uploadId, modifiedAt } of old) {
      if (needed.has(uploadId)) continue;
      yield { kind: 'staged', name: uploadId, bytes: (await this.staging.size(uploadId)) ?? 0, modifiedAt };
    }
  }

  async *#work(before: Date): AsyncIterable<Orphan> {
    const parent = path.join(this.staging.root, WORK_FOLDER);
    for (const name of await readdir(parent).catch(() => [])) {
      const folder = path.join(parent, name);
      const found = await stat(folder).catch(() => null);
      if (!found || found.mtime >= before) continue;
      yield { kind: 'work', name, bytes: await sizeOf(folder), modifiedAt: found.mtime };
    }
  }
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    bytes += (await stat(path.join(folder, name)).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
