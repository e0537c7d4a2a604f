import { Inject, Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import type { ByteRange } from '@zuimei/object-store';
import { ReadDb } from '@zuimei/persistence';
import { findOriginal } from '@zuimei/persistence/contest';
import { PHOTO_STORE, type PhotoStore } from '../photos/photo-store.js';
import { originalFileName } from './original-file.js';
import { OriginalLinks } from './original-links.js';

/** An original, byte for byte as it was handed in. */
export interface OriginalFile {
  mime: string;
  bytes: number;
  sha256: string;
  fileName: string;
  open(range?: ByteRange): ReturnType<PhotoStore['open']>;
}

/** Finds originals by signed links: there is no other way to one. */
@Injectable()
export class Originals {
  constructor(
    private readonly db: ReadDb,
    private readonly links: OriginalLinks,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
  ) {}

  /** The file of a link. What has changed since the link was made counts: a withdrawal closes it for staff. */
  async find(token: string): Promise<Result<OriginalFile, Problem>> {
    const grant = this.links.read(token);
    if (!grant.ok) return grant;
    const original = await findOriginal(this.db, grant.value.submissionId);
    if (!original) return err({ code: 'NOT_FOUND' });
    if (grant.value.holder === 'staff' && original.state === 'withdrawn') return err({ code: 'ORIGINAL_WITHDRAWN' });
    const { mime, bytes, sha256, key } = original;
    return ok({
      mime,
      bytes,
      sha256,
      fileName: originalFileName(original),
      open: (range) => this.store.open(key, range),
    });
  }
}
