import { FileStore } from '@tus/file-store';
import { type DataStore, Upload } from '@tus/server';
import type { StagingFolder } from '@zuimei/contest';

/**
 * The upload protocol's files, in the staging folder under the ids of their uploads. An upload that was settled is whole
 * even after the worker has moved its file on: a client whose last answer got lost must not begin again.
 */
export class StagedFiles extends FileStore {
  /** @param settledSize the bytes of an upload whose last byte is on record, else null */
  constructor(
    staging: StagingFolder,
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

  override async write(...[readable, id, offset]: Parameters<DataStore['write']>): Promise<number> {
    return (await this.settledSize(id)) === offset ? offset : super.write(readable as never, id, offset);
  }
}
