import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '@zuimei/identity';
import type { ByteRange } from '@zuimei/object-store';
import { ReadDb } from '@zuimei/persistence';
import { findMedia } from '@zuimei/persistence/contest';
import { PHOTO_STORE, type PhotoStore } from '../photos/photo-store.js';

/** A stored picture, and who may have it. */
export interface MediaFile {
  mime: string;
  bytes: number;
  sha256: string;
  /** An active entry shows it: anybody may see it, so anybody may keep it. */
  isPublic: boolean;
  /** Also before approval and after a withdrawal: its author, and staff. */
  mayBeSeenBy(caller: Caller): boolean;
  open(range?: ByteRange): ReturnType<PhotoStore['open']>;
}

const MIME = { webp: 'image/webp', jpg: 'image/jpeg' } as const;
const NAME = /^([0-9a-f]{64})\.(webp|jpg)$/;

/** Finds derivatives by their names. Originals have no name here. */
@Injectable()
export class Media {
  constructor(
    private readonly db: ReadDb,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
  ) {}

  /** The file of `<sha256>.webp|jpg`, or null where there is none. */
  async find(name: string): Promise<MediaFile | null> {
    const [, sha256, suffix] = NAME.exec(name) ?? [];
    if (sha256 === undefined || suffix === undefined) return null;
    const row = await findMedia(this.db, sha256, MIME[suffix as keyof typeof MIME]);
    if (!row) return null;
    const { key, mime, bytes, isPublic, authorIds } = row;
    return {
      mime,
      bytes,
      sha256,
      isPublic,
      mayBeSeenBy: (caller) =>
        isPublic || caller.kind === 'staff' || (caller.kind === 'author' && authorIds.includes(caller.authorId)),
      open: (range) => this.store.open(key, range),
    };
  }
}
