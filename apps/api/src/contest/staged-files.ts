import { FileStore } from '@tus/file-store';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type DataStore, ERRORS, Upload } from '@tus/server';
import type { StagingFolder } from '@zuimei/contest';
import { isDiskFull } from '../http/disk-full.js';

/**
 * The upload protocol's files, in the staging folder under the ids of their uploads. An upload that was settled is whole
 * even after the worker has moved its file on: a client whose last answer got lost must not begin again.
 */
export class StagedFiles extends FileStore {
  /** @param settledSize the bytes of an upload whose last byte is on record, else null */
  constructor(
    private readonly staging: StagingFolder,
    private readonly settledSize: (uploadId: string) => Promise<number | null>,
  ) {
    super({ directory: staging.root });
    // Without a length announced at the start neither quota nor size could be checked then.
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
  }

  override async getUpload(id: string): Promise<Upload> {
    const size = await this.settledSize(id);
    return size === null ? super.getUpload(id) : new Upload({ id, size, offset: size });
  }

  /** As the library's own, but a full disk is told as such: what was written before stays, and the upload can go on. */
  override async write(...[readable, id, offset]: Parameters<DataStore['write']>): Promise<number> {
    if ((await this.settledSize(id)) === offset) return offset;
    const target = createWriteStream(this.staging.path(id), { flags: 'r+', start: offset });
    try {
      await pipeline(readable as Readable, target);
    } catch (error) {
      throw isDiskFull(error) ? error : ERRORS.FILE_WRITE_ERROR;
    }
    return offset + target.bytesWritten;
  }
}
