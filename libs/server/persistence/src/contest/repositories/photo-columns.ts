import type { PhotoView } from '@zuimei/contracts';

/** What a list needs of a photo `p`: no join, the file names stand in its row. */
export const PHOTO_COLUMNS = 'p.width, p.height, p.thumbhash, p.name_320, p.name_1080, p.name_2048';

export interface PhotoColumns {
  width: number;
  height: number;
  thumbhash: string;
  name_320: string;
  name_1080: string;
  name_2048: string;
}

/** Where the api serves a derivative: `name` is `<sha256>.webp|jpg`. */
export const mediaPath = (name: string): string => `/media/${name}`;

/** The public face of a photo. */
export const photoView = (row: PhotoColumns): PhotoView => ({
  width: row.width,
  height: row.height,
  thumbhash: row.thumbhash,
  src320: mediaPath(row.name_320),
  src1080: mediaPath(row.name_1080),
  src2048: mediaPath(row.name_2048),
});

/** The same of a row in which a left join may have found no photo. */
export const photoViewOrNull = (
  row: Partial<{ [K in keyof PhotoColumns]: PhotoColumns[K] | null }>,
): PhotoView | null => (row.name_320 ? photoView(row as PhotoColumns) : null);
