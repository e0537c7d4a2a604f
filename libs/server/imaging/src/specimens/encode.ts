import sharp, { type Sharp } from 'sharp';
import type { Raster } from '../derive/raster.js';
import type { Orientation } from '../inspect/picture-header.js';
import { withSegment } from './hostile.js';
import { asStored, scene } from './scene.js';

export const imageOf = ({ data, width, height }: Raster): Sharp => sharp(data, { raw: { width, height, channels: 3 } });

export interface PhotoOptions {
  width?: number;
  height?: number;
  /** Stored so that this EXIF orientation turns it upright. */
  orientation?: Orientation;
  progressive?: boolean;
  /** The colour space in which it is stored and tagged; `none` is sRGB without a tag. */
  profile?: 'none' | 'srgb' | 'p3';
  seed?: number;
  grain?: number;
}

/** A JPEG as a phone would write it: a drawn scene, its EXIF with camera, time and place. */
export async function phoneJpeg(options: PhotoOptions = {}): Promise<Buffer> {
  const { width = 1200, height = 900, orientation = 1, progressive = false, profile = 'none', seed, grain } = options;
  const image = imageOf(asStored(scene(width, height, { seed, grain }), orientation)).jpeg({
    quality: 85,
    progressive,
  });
  const jpeg = await (profile === 'none' ? image : image.withIccProfile(profile)).toBuffer();
  return withSegment(jpeg, 0xe1, await exifOf(orientation));
}

/** The EXIF block of a phone's picture, with its `Exif\0\0`. */
export async function exifOf(orientation: Orientation): Promise<Buffer> {
  const { exif } = await sharp(
    await sharp({ create: { width: 8, height: 8, channels: 3, background: 'black' } })
      .withExif({
        IFD0: { Make: 'Zuimei', Model: 'Specimen 1', Software: 'specimen' },
        IFD2: { DateTimeOriginal: '2026:05:01 08:30:00', OffsetTimeOriginal: '+08:00' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '22/1 43/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '114/1 3/1 0/1',
        },
      })
      .withMetadata({ orientation })
      .jpeg()
      .toBuffer(),
  ).metadata();
  if (!exif) throw new Error('sharp wrote no EXIF');
  return exif;
}

/** Several frames in one WebP. */
export function animatedWebp(frames = 3, side = 640): Promise<Buffer> {
  const data = Buffer.concat(Array.from({ length: frames }, (_, i) => scene(side, side, { seed: i + 1 }).data));
  return sharp(data, { raw: { width: side, height: side * frames, channels: 3, pageHeight: side } })
    .webp({ loop: 0, delay: Array.from({ length: frames }, () => 100) })
    .toBuffer();
}
