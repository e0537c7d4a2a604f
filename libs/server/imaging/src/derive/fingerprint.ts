import { rgbaToThumbHash } from 'thumbhash';
import { fromRaster, shrink, type Raster } from './raster.js';

const HASH_SIDE = 32;
const HASH_BITS = 8;
/** A thumbhash keeps at most seven waves a side: more pixels (it takes up to 100) cost time and change nothing. */
const THUMB_SIDE = 48;

/** Base64 of a ThumbHash (Wallace 2023): mean colour, aspect and the lowest frequencies in some 20 bytes. */
export async function thumbhashOf(raster: Raster): Promise<string> {
  const { data, width, height } = await shrink(raster, THUMB_SIDE);
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) rgba.set(data.subarray(3 * i, 3 * i + 3), 4 * i);
  return Buffer.from(rgbaToThumbHash(width, height, rgba)).toString('base64');
}

/**
 * The 64-bit DCT hash of a picture (Zauner 2010): its 8 × 8 lowest frequencies without the mean's row and column, each
 * above or below their median. Recompressing and resizing move few bits; cropping and mirroring move many, so copies are
 * not searched by it but by marks (`likeness`). It is a fact about a photo that `zuimei inspect` shows and that is stored
 * with it, for whoever compares photos with a collection elsewhere.
 *
 * @returns 16 hex digits
 */
export async function phashOf(raster: Raster): Promise<string> {
  const grey = await fromRaster(raster).greyscale().resize(HASH_SIDE, HASH_SIDE, { fit: 'fill' }).raw().toBuffer();
  const channels = grey.length / HASH_SIDE ** 2;
  const rows = Array.from({ length: HASH_SIDE }, (_, y) =>
    frequencies(Array.from({ length: HASH_SIDE }, (__, x) => grey[(y * HASH_SIDE + x) * channels] as number)),
  );
  const low: number[] = [];
  for (let u = 0; u < HASH_BITS; u++) low.push(...frequencies(rows.map((row) => row[u] as number)));
  const sorted = [...low].sort((a, b) => a - b);
  const median = ((sorted[31] as number) + (sorted[32] as number)) / 2;
  const bits = low.reduce((hash, value) => (hash << 1n) | (value > median ? 1n : 0n), 0n);
  return bits.toString(16).padStart(16, '0');
}

const COSINES = Array.from({ length: HASH_BITS }, (_, k) =>
  Array.from({ length: HASH_SIDE }, (__, n) => Math.cos((Math.PI * (2 * n + 1) * (k + 1)) / (2 * HASH_SIDE))),
);

/** Frequencies 1 to 8 of a DCT-II over 32 values. */
const frequencies = (values: readonly number[]): number[] =>
  COSINES.map((row) => row.reduce((sum, cosine, n) => sum + cosine * (values[n] as number), 0));
