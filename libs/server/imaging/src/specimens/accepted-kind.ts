import type { Sharp } from 'sharp';
import { toRaster, type Raster } from '../derive/raster.js';
import { imageOf } from './encode.js';
import { scene } from './scene.js';

export const SIDES = { width: 720, height: 640 };
/** What may be planted in a file and must be nowhere in what is made of it. */
export const PLANTED = ['<script', '<?php', '13800138000', 'Zuimei', 'Zhang San', 'ftypmp42', 'xmpmeta'];

/** A kind of file that real people send. */
export interface AcceptedKind {
  name: string;
  make: () => Promise<Buffer> | Buffer;
  /** Upright. */
  width: number;
  height: number;
  /** What it shows, upright; without it only its size is known. */
  shows?: () => Promise<Raster> | Raster;
}

export const drawn = (): Raster => scene(SIDES.width, SIDES.height);
export const still = (): Raster => scene(800, 640, { grain: 0 });
export const image = (): Sharp => imageOf(drawn());
export const grey = (): Promise<Raster> => toRaster(image().greyscale());
export const jpeg = (): Promise<Buffer> => image().jpeg({ quality: 85 }).toBuffer();
export const png = (): Promise<Buffer> => image().png({ compressionLevel: 1 }).toBuffer();
export const video = Buffer.concat([
  Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
  Buffer.alloc(50_000, 7),
]);

export const kind = (
  name: string,
  make: AcceptedKind['make'],
  shows: AcceptedKind['shows'],
  size = SIDES,
): AcceptedKind => ({
  name,
  make,
  ...size,
  shows,
});

export const blocks = (block: (x: number, y: number) => readonly [number, number, number]) => (): Raster => {
  const data = Buffer.alloc(3 * SIDES.width * SIDES.height);
  for (let y = 0; y < SIDES.height; y++)
    for (let x = 0; x < SIDES.width; x++) data.set(block(x >> 3, y >> 3), 3 * (y * SIDES.width + x));
  return { data, ...SIDES };
};

/** Codes of the sRGB primaries under a plain power in the place of sRGB's curve. */
export const underPower =
  (gamma: number) =>
  ({ data, ...size }: Raster): Raster => ({
    ...size,
    data: Buffer.from(
      data.map((code) => {
        const value = code / 255;
        const light = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        return Math.round(255 * light ** (1 / gamma));
      }),
    ),
  });
