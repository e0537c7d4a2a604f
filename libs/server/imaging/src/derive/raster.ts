import sharp, { type Sharp } from 'sharp';
import type { Orientation } from '../inspect/picture-header.js';

/** Pixels in memory: 8 bits a channel, three channels, rows from the top. */
export interface Raster {
  data: Buffer;
  width: number;
  height: number;
}

export const fromRaster = ({ data, width, height }: Raster): Sharp =>
  sharp(data, { raw: { width, height, channels: 3 } });

/** Runs a pipeline to its pixels; grey comes out as three equal channels. */
export async function toRaster(image: Sharp): Promise<Raster> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels === 3) return { data, width, height };
  const wide = Buffer.allocUnsafe(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const grey = channels < 3;
    wide[3 * i] = data[channels * i] as number;
    wide[3 * i + 1] = data[channels * i + (grey ? 0 : 1)] as number;
    wide[3 * i + 2] = data[channels * i + (grey ? 0 : 2)] as number;
  }
  return { data: wide, width, height };
}

/** Shrinks into a square of `side`; a smaller raster comes back as it is. */
export function shrink(raster: Raster, side: number): Promise<Raster> | Raster {
  if (Math.max(raster.width, raster.height) <= side) return raster;
  return toRaster(fromRaster(raster).resize(side, side, { fit: 'inside', withoutEnlargement: true }));
}

/** Adds the turn that makes an EXIF orientation upright (sharp mirrors before it turns). */
export function turnUpright(image: Sharp, orientation: Orientation): Sharp {
  switch (orientation) {
    case 1:
      return image;
    case 2:
      return image.flop();
    case 3:
      return image.rotate(180);
    case 4:
      return image.flip();
    case 5:
      return image.rotate(270).flop();
    case 6:
      return image.rotate(90);
    case 7:
      return image.rotate(90).flop();
    case 8:
      return image.rotate(270);
  }
}
