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
/** Two places share one 32-bit sum, so each stays below this. */
const PLACES = 65_536;
/** The most that a row of a matrix may add up to without its signs: no real colour space comes near it. */
export const WIDEST_ROW = 7;
/** Pixels a side of the squares in which a picture is laid on its side: its rows and its columns then stay in the cache. */
const TILE = 64;

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

/** Plain arguments, one table of parts, two channels in one sum: as fast as the engine gets it, which is what this loop is for. */
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
    const both = (parts[red] as number) + (parts[256 + green] as number) + (parts[512 + blue] as number);
    out[to] = curve[both >>> 16] as number;
    out[to + 1] = curve[both & 0xffff] as number;
    out[to + 2] = curve[
      (parts[768 + red] as number) + (parts[1024 + green] as number) + (parts[1280 + blue] as number)
    ] as number;
    at += 3;
    to += step;
  }
}

/**
 * What each code of each input channel adds to each output channel's place in the curve, and the curve: an sRGB code for
 * each place, those outside 0–1 clipped. First 256 codes × red, green, blue for the places of red (high 16 bits) and green
 * (low 16 bits) together, then the same for blue.
 */
function tablesOf({ linear, matrix }: ColourMap): { parts: Int32Array; curve: Uint8Array } {
  const own = (to: number, from: number): number[] =>
    Array.from(linear[from as 0 | 1 | 2], (light) => Math.round((matrix[3 * to + from] as number) * light * STEPS));
  const places = [0, 1, 2].map((to) => [0, 1, 2].map((from) => own(to, from)));
  const ends = (pick: (...values: number[]) => number): number[] =>
    places.map((froms) => froms.reduce((sum, part) => sum + pick(...part), 0));
  const lowest = Math.min(0, ...ends(Math.min));
  const highest = Math.max(STEPS, ...ends(Math.max));
  if (highest - lowest >= PLACES) throw new RangeError('a colour map reaches too far');
  const parts = new Int32Array(6 * 256);
  for (let from = 0; from < 3; from++)
    for (let code = 0; code < 256; code++) {
      const [red, green, blue] = places.map((froms) => (froms[from]?.[code] as number) - (from === 0 ? lowest : 0)) as [
        number,
        number,
        number,
      ];
      parts[256 * from + code] = red * PLACES + green;
      parts[768 + 256 * from + code] = blue;
    }
  const curve = new Uint8Array(highest - lowest + 1).fill(255);
  curve.fill(0, 0, -lowest);
  curve.set(SRGB_CODES, -lowest);
  return { parts, curve };
}
