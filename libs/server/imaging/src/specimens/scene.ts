import type { Orientation } from '../inspect/picture-header.js';
import type { Raster } from '../derive/raster.js';

// Taken out of the loops: inside a test's sandbox every look at a global costs more than a pixel.
const { hypot, imul, min } = Math;

/**
 * A drawn picture without any symmetry: sky over ground, a red sun top left, a blue block bottom right, and a fine texture
 * that no encoder can drop. `grain` 0 leaves the texture out; `seed` moves sun and block.
 */
export function scene(width: number, height: number, { grain = 6, seed = 1 } = {}): Raster {
  const data = Buffer.allocUnsafe(width * height * 3);
  const random = randomOf(seed);
  const [sunX, sunY] = [width * (0.15 + 0.2 * random()), height * (0.15 + 0.15 * random())];
  const [blockX, blockY] = [width * (0.55 + 0.2 * random()), height * (0.6 + 0.15 * random())];
  const radius = min(width, height) / 9;
  let noise = seed;
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let red = 90;
      let green = 110 + (70 * x) / width;
      let blue = 60;
      if (y < height / 2) {
        red = 120 + (80 * x) / width;
        green = 170 + (60 * y) / height;
        blue = 225;
      }
      if (hypot(x - sunX, y - sunY) < radius) [red, green, blue] = [210, 50, 40];
      if (x > blockX && y > blockY && x < blockX + width / 5) [red, green, blue] = [40, 60, 160];
      noise = (imul(noise, 1664525) + 1013904223) >>> 0;
      const texture = grain * (noise / 2 ** 32 - 0.5);
      data[at++] = red + texture;
      data[at++] = green + texture;
      data[at++] = blue + texture;
    }
  }
  return { data, width, height };
}

/** Lays an upright picture out as a camera would store it under an EXIF orientation (TIFF 6.0, tag 274). */
export function asStored(upright: Raster, orientation: Orientation): Raster {
  const { width: w, height: h } = upright;
  const [width, height] = orientation >= 5 ? [h, w] : [w, h];
  const source: Record<Orientation, (x: number, y: number) => readonly [number, number]> = {
    1: (x, y) => [x, y],
    2: (x, y) => [w - 1 - x, y],
    3: (x, y) => [w - 1 - x, h - 1 - y],
    4: (x, y) => [x, h - 1 - y],
    5: (x, y) => [y, x],
    6: (x, y) => [w - 1 - y, x],
    7: (x, y) => [w - 1 - y, h - 1 - x],
    8: (x, y) => [y, h - 1 - x],
  };
  const data = Buffer.allocUnsafe(upright.data.length);
  const from = source[orientation];
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = from(x, y);
      let place = 3 * (fromY * w + fromX);
      data[at++] = upright.data[place++] as number;
      data[at++] = upright.data[place++] as number;
      data[at++] = upright.data[place] as number;
    }
  }
  return { data, width, height };
}

/** Mean absolute difference of two pictures of one size, in steps of 255. */
export function meanDifference(a: Raster, b: Raster): number {
  if (a.width !== b.width || a.height !== b.height || a.data.length !== b.data.length)
    throw new Error(`sizes differ: ${a.width}x${a.height} and ${b.width}x${b.height}`);
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) {
    const difference = (a.data[i] as number) - (b.data[i] as number);
    sum += difference < 0 ? -difference : difference;
  }
  return sum / a.data.length;
}

/** Numbers from 0 to 1 that are the same on every run (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
