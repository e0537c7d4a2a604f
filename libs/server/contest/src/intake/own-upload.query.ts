import { Injectable } from '@nestjs/common';
import type { AuthorCaller } from '@zuimei/identity';
import { ReadDb } from '@zuimei/persistence';
import { findUpload, type UploadRow } from '@zuimei/persistence/contest';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Finds uploads. */
@Injectable()
export class OwnUpload {
  constructor(private readonly db: ReadDb) {}

  /** An upload for the author who began it; somebody else's is as unknown as one that never was. */
  async find(caller: AuthorCaller, uploadId: string): Promise<UploadRow | null> {
    if (!UUID.test(uploadId)) return null;
    const upload = await findUpload(this.db, uploadId);
    return upload?.authorId === caller.authorId ? upload : null;
  }

  /** The bytes of an upload whose last byte is on record, else null. */
  async settledSize(uploadId: string): Promise<number | null> {
    const upload = UUID.test(uploadId) ? await findUpload(this.db, uploadId) : null;
    return upload?.finishedAt ? upload.size : null;
  }
}
