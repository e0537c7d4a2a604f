import { Inject, Injectable } from '@nestjs/common';
import type { ByteRange } from '@zuimei/object-store';
import type { Caller } from '@zuimei/identity';
import { ReadDb } from '@zuimei/persistence';
import { findMedia } from '@zuimei/persistence/contest';
import { PHOTO_STORE, type PhotoStore } from '../photos/photo-store.js';

/** A picture that the caller may see. */
export interface MediaFile {
  mime: string;
  bytes: number;
  sha256: string;
  /** Anybody may see it, so anybody may keep it; otherwise it is for this caller alone. */
  isPublic: boolean;
  open: (range?: ByteRange) => ReturnType<PhotoStore['open']>;
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

  /**
   * The file of `<sha256>.webp|jpg`, or null: no such file, or not this caller's to see. Public once an active entry shows
   * it; before that and after a withdrawal for its author and for staff.
   */
  async find(name: string, caller: Caller): Promise<MediaFile | null> {
    const [, sha256, suffix] = NAME.exec(name) ?? [];
    if (sha256 === undefined || suffix === undefined) return null;
    const row = await findMedia(this.db, sha256, MIME[suffix as keyof typeof MIME]);
    if (!row) return null;
    const allowed =
      row.isPublic || caller.kind === 'staff' || (caller.kind === 'author' && row.authorIds.includes(caller.authorId));
    if (!allowed) return null;
    const { key, mime, bytes, isPublic } = row;
    return { mime, bytes, sha256, isPublic, open: (range) => this.store.open(key, range) };
  }
}
