import { buffer } from 'node:stream/consumers';
import { Inject, Injectable } from '@nestjs/common';
import { likenessOf, type MarkHit, lookupsOf, marksOf, type Sketch, sketchOfDerivative } from '@zuimei/imaging';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import {
  findMarked,
  findPhotoToCompare,
  findSketches,
  insertSketch,
  recordLikenesses,
} from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { derivedKey, PHOTO_STORE, type PhotoStore } from './photo-store.js';

/** Two photos this much alike are copies of one another; the curve that it was chosen from is in ADR 0012. */
export const NEAR = 0.94;

const BLANK: Sketch = { width: 8, height: 8, luma: new Uint8Array(64) };

/**
 * Looks for the copies of a photo among all others and writes what it finds from both sides. A photo is looked for after
 * its own marks are committed, so of two that arrive at once at least the later search sees both. Safe to run twice.
 */
@Injectable()
export class FindLikenesses {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
    private readonly clock: Clock,
  ) {}

  /** True where the submission's photo was compared now; false where it was before, or there is none. */
  async run(submissionId: string): Promise<boolean> {
    const photo = await findPhotoToCompare(this.db, submissionId);
    if (!photo || photo.compared) return false;
    if (!photo.sketched) await this.sketch(photo.photoId, photo.name320);
    const mine = (await findSketches(this.db, [photo.photoId])).get(photo.photoId);
    if (!mine) return false;
    const near = await this.near(photo.photoId, mine);
    await this.unit.run((tx) => recordLikenesses(tx, photo.photoId, near, this.clock.now()));
    return true;
  }

  /** For a photo that was derived before there were sketches. */
  private async sketch(photoId: string, name: string): Promise<void> {
    const found = await this.store.open(derivedKey(name));
    // Where the store has lost it, the same bytes are still found.
    const sketch = found ? await sketchOfDerivative(await buffer(found.stream)) : BLANK;
    await this.unit.run((tx) => insertSketch(tx, photoId, sketch, marksOf(sketch)));
  }

  private async near(photoId: string, mine: Sketch): Promise<{ photoId: string; likeness: number }[]> {
    const lookups = lookupsOf(mine);
    const marked = await findMarked(
      this.db,
      photoId,
      lookups.map(({ hash }) => hash),
    );
    const hits = new Map<string, MarkHit[]>();
    for (const { photoId: other, lookup, ...indexed } of marked) {
      const looked = lookups[lookup];
      if (looked) hits.set(other, [...(hits.get(other) ?? []), { indexed, looked }]);
    }
    const sketches = await findSketches(this.db, [...hits.keys()]);
    const near: { photoId: string; likeness: number }[] = [];
    for (const [other, theirs] of hits) {
      const sketch = sketches.get(other);
      if (!sketch) continue;
      // Other jobs of this worker hold locks that want renewing meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
      const likeness = likenessOf(sketch, mine, theirs);
      if (likeness >= NEAR) near.push({ photoId: other, likeness });
    }
    return near;
  }
}
