import { at, type Grey } from './grey.js';

const SIDE = 32;
const BITS = 8;

const COSINES = Array.from({ length: BITS }, (_, k) =>
  Float64Array.from({ length: SIDE }, (__, n) => Math.cos((Math.PI * (2 * n + 1) * (k + 1)) / (2 * SIDE))),
);

/** Bits of frequencies that change their sign in a mirror: those that are odd from left to right. */
export const MIRRORED = Array.from({ length: BITS * BITS }, (_, i) => ((i / BITS) | 0) % 2 === 0).reduce(
  (mask, odd) => (mask << 1n) | (odd ? 1n : 0n),
  0n,
);

/**
 * The 64-bit DCT hash of a square window (Zauner 2010): the signs of its 8 × 8 lowest frequencies without the mean's row
 * and column. Signs, not sides of the median, so that the hash of the mirrored window is this one with {@link MIRRORED}
 * turned over.
 *
 * @param reach half of the window's side, in pixels
 * @returns the hash, unsigned, and the window's contrast as the standard deviation of its greys
 */
export function windowHash(grey: Grey, x: number, y: number, reach: number): { hash: bigint; contrast: number } {
  const pixels = new Float64Array(SIDE * SIDE);
  const step = (2 * reach) / SIDE;
  let sum = 0;
  let squares = 0;
  for (let j = 0; j < SIDE; j++) {
    for (let i = 0; i < SIDE; i++) {
      const value = at(grey, x - reach + (i + 0.5) * step, y - reach + (j + 0.5) * step);
      pixels[j * SIDE + i] = value;
      sum += value;
      squares += value * value;
    }
  }
  const count = SIDE * SIDE;
  const contrast = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  const halves = [0, 0];
  const column = new Float64Array(SIDE);
  for (let u = 0; u < BITS; u++) {
    const across = COSINES[u] as Float64Array;
    for (let j = 0; j < SIDE; j++) {
      let wave = 0;
      for (let i = 0; i < SIDE; i++) wave += (across[i] as number) * (pixels[j * SIDE + i] as number);
      column[j] = wave;
    }
    const half = u < BITS / 2 ? 0 : 1;
    for (let v = 0; v < BITS; v++) {
      const down = COSINES[v] as Float64Array;
      let wave = 0;
      for (let j = 0; j < SIDE; j++) wave += (down[j] as number) * (column[j] as number);
      halves[half] = (halves[half] as number) * 2 + (wave > 0 ? 1 : 0);
    }
  }
  return { hash: (BigInt(halves[0] as number) << 32n) | BigInt(halves[1] as number), contrast };
}
