import sharp, { type Sharp } from 'sharp';

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
