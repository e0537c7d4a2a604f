import type { Queryable } from '../../base/unit-of-work.js';

/** Where the JPEG derivative of an entry's photo stands in the store. */
export interface EntryPictureRow {
  entryId: string;
  key: string;
}

export function findEntryPictures(db: Queryable, entryIds: readonly string[]): Promise<EntryPictureRow[]> {
  return db.query<EntryPictureRow>(
    `SELECT e.id AS "entryId", d.key FROM entries e JOIN derivatives d ON d.photo_id = e.photo_id AND d.variant = 'share1080'
      WHERE e.id = ANY($1::uuid[])`,
    [entryIds],
  );
}
