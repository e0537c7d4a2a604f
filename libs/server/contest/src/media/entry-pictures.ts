import { Inject, Injectable } from '@nestjs/common';
import { printPicture } from '@zuimei/imaging';
import { ReadDb } from '@zuimei/persistence';
import { findEntryPictures } from '@zuimei/persistence/contest';
import { buffer } from 'node:stream/consumers';
import { PHOTO_STORE, type PhotoStore } from '../photos/photo-store.js';

/** Photos of entries for documents that are printed. */
@Injectable()
export class EntryPictures {
  constructor(
    private readonly db: ReadDb,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
  ) {}

  /**
   * Small JPEGs by entry; an entry whose file is not there is left out. All are in memory at once: ask for a page of them.
   * @param side pixels of the longer side
   * @throws where the store does not answer
   */
  async forPrint(entryIds: readonly string[], side: number): Promise<Map<string, Buffer>> {
    const rows = await findEntryPictures(this.db, entryIds);
    const pictures = await Promise.all(
      rows.map(async ({ entryId, key }): Promise<[string, Buffer][]> => {
        const stored = await this.store.open(key);
        return stored ? [[entryId, await printPicture(await buffer(stored.stream), side)]] : [];
      }),
    );
    return new Map(pictures.flat());
  }
}
