import { Injectable } from '@nestjs/common';
import type { AuthorCaller } from '@zuimei/identity';
import { ReadDb } from '@zuimei/persistence';
import { findUpload, type UploadRow } from '@zuimei/persistence/contest';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Finds an upload for the author who began it; somebody else's is as unknown as one that never was. */
@Injectable()
export class OwnUpload {
  constructor(private readonly db: ReadDb) {}

  async find(caller: AuthorCaller, uploadId: string): Promise<UploadRow | null> {
    if (!UUID.test(uploadId)) return null;
    const upload = await findUpload(this.db, uploadId);
    return upload?.authorId === caller.authorId ? upload : null;
  }
}
