import { fromRaster, type Raster } from '../derive/raster.js';

/** A photo as small greys: what likenesses are found and confirmed on. Rows from the top, one byte a pixel. */
export interface Sketch {
  width: number;
  height: number;
  luma: Uint8Array;
}

/** Pixels of a sketch, whatever its shape: 96 × 64 for a photo of 3:2. */
const AREA = 96 * 64;
/** The fewest pixels a side. */
const LEAST = 8;

/** The sketch of a picture that stands upright in sRGB. Never larger than the picture. */
export async function sketchOf(raster: Raster): Promise<Sketch> {
  const scale = Math.min(1, Math.sqrt(AREA / (raster.width * raster.height)));
  const width = Math.max(LEAST, Math.round(raster.width * scale));
  const height = Math.max(LEAST, Math.round(raster.height * scale));
  const pixels = await fromRaster(raster).resize(width, height, { fit: 'fill' }).raw().toBuffer();
  const luma = new Uint8Array(width * height);
  for (let i = 0; i < luma.length; i++) {
    const [red, green, blue] = [pixels[3 * i] as number, pixels[3 * i + 1] as number, pixels[3 * i + 2] as number];
    luma[i] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return { width, height, luma };
}
