import type { Orientation } from '../inspect/picture-header.js';
import type { Raster } from './raster.js';

export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** How the 8-bit RGB of one colour space becomes sRGB: a curve for each channel, then a matrix between linear lights. */
export interface ColourMap {
  /** Linear light of each code 0–255, for red, green and blue; 1 is white. */
  linear: readonly [Float64Array, Float64Array, Float64Array];
  /** To linear sRGB, row by row. */
  matrix: Matrix;
}

/** sRGB's own curve (IEC 61966-2-1), from a code of 0–1 to linear light. */
export const srgbToLinear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

const linearToCode = (value: number): number =>
  Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));

/** Steps of linear light between 0 and 1: the darkest code still gets more than one of them. */
const STEPS = 8192;
const SRGB_CODES = Uint8Array.from({ length: STEPS + 1 }, (_, step) => linearToCode(step / STEPS));
/** Pixels a side of the squares in which a picture is laid on its side: its rows and its columns then stay in the cache. */
const TILE = 32;

/**
 * Makes a raster upright and sRGB in one pass over its pixels, into a raster of its own.
 *
 * @param map undefined where the colours are right already
 */
export function finishRaster(raster: Raster, orientation: Orientation, map: ColourMap | undefined): Raster {
  if (orientation === 1 && !map) return raster;
  const { data, width, height } = raster;
  const out = Buffer.allocUnsafe(data.length);
  const { from, column, row } = stepsOf(orientation, width, height);
  const tables = map && tablesOf(map);
  const tile = orientation >= 5 ? TILE : Math.max(width, height);
  for (let top = 0; top < height; top += tile)
    for (let left = 0; left < width; left += tile) {
      const count = Math.min(tile, width - left);
      const bottom = Math.min(top + tile, height);
      for (let y = top; y < bottom; y++) {
        const at = 3 * (y * width + left);
        const to = from + y * row + left * column;
        if (tables) convertLine(data, at, out, to, column, count, tables.parts, tables.curve);
        else copyLine(data, at, out, to, column, count);
      }
    }
  return orientation >= 5 ? { data: out, width: height, height: width } : { data: out, width, height };
}

/**
 * EXIF's orientations (TIFF 6.0, tag 274) as steps in bytes through the upright picture: where the first stored pixel
 * stands in it, and how far each next stored column and row is from there.
 */
function stepsOf(orientation: Orientation, width: number, height: number) {
  const line = 3 * width;
  const turned = 3 * height;
  const end = line * height - 3;
  const steps: Record<Orientation, readonly [from: number, column: number, row: number]> = {
    1: [0, 3, line],
    2: [line - 3, -3, line],
    3: [end, -3, -line],
    4: [line * (height - 1), 3, -line],
    5: [0, turned, 3],
    6: [turned - 3, turned, -3],
    7: [end, -turned, -3],
    8: [turned * (width - 1), -turned, 3],
  };
  const [from, column, row] = steps[orientation];
  return { from, column, row };
}

function copyLine(data: Buffer, at: number, out: Buffer, to: number, step: number, count: number): void {
  for (let x = 0; x < count; x++) {
    out[to] = data[at] as number;
    out[to + 1] = data[at + 1] as number;
    out[to + 2] = data[at + 2] as number;
    at += 3;
    to += step;
  }
}

/** Plain arguments and one table of parts: as fast as the engine gets it, which is what this loop is for. */
function convertLine(
  data: Buffer,
  at: number,
  out: Buffer,
  to: number,
  step: number,
  count: number,
  parts: Int32Array,
  curve: Uint8Array,
): void {
  for (let x = 0; x < count; x++) {
    const red = data[at] as number;
    const green = data[at + 1] as number;
    const blue = data[at + 2] as number;
    out[to] = curve[(parts[red] as number) + (parts[256 + green] as number) + (parts[512 + blue] as number)] as number;
    out[to + 1] = curve[
      (parts[768 + red] as number) + (parts[1024 + green] as number) + (parts[1280 + blue] as number)
    ] as number;
    out[to + 2] = curve[
      (parts[1536 + red] as number) + (parts[1792 + green] as number) + (parts[2048 + blue] as number)
    ] as number;
    at += 3;
    to += step;
  }
}

/**
 * What each code of each input channel adds to each output channel's place in the curve (256 codes × red, green, blue ×
 * red, green, blue), and the curve: an sRGB code for each place, those outside 0–1 clipped.
 */
function tablesOf({ linear, matrix }: ColourMap): { parts: Int32Array; curve: Uint8Array } {
  const parts = new Int32Array(9 * 256);
  let lowest = 0;
  let highest = 0;
  for (let to = 0; to < 3; to++) {
    let low = 0;
    let high = 0;
    for (let from = 0; from < 3; from++) {
      const own = linear[from as 0 | 1 | 2].map((light) =>
        Math.round((matrix[3 * to + from] as number) * light * STEPS),
      );
      parts.set(own, 256 * (3 * to + from));
      low += own.reduce((a, b) => Math.min(a, b));
      high += own.reduce((a, b) => Math.max(a, b));
    }
    lowest = Math.min(lowest, low);
    highest = Math.max(highest, high);
  }
  for (let to = 0; to < 3; to++) for (let code = 0; code < 256; code++) parts[768 * to + code]! -= lowest;
  const curve = new Uint8Array(Math.max(highest, STEPS) - lowest + 1).fill(255);
  curve.fill(0, 0, -lowest);
  curve.set(SRGB_CODES, -lowest);
  return { parts, curve };
}
