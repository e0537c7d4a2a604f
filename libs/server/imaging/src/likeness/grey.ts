import type { Sketch } from './sketch.js';

/** Pixels as one plane of numbers. */
export interface Grey {
  width: number;
  height: number;
  values: ArrayLike<number>;
}

export const greyOf = ({ width, height, luma }: Sketch): Grey => ({ width, height, values: luma });

/** The value at a point, pixel centres at .5; outside it is that of the nearest edge. */
export function at({ width, height, values }: Grey, x: number, y: number): number {
  const px = Math.min(Math.max(x - 0.5, 0), width - 1);
  const py = Math.min(Math.max(y - 0.5, 0), height - 1);
  const left = Math.min(px | 0, width - 2);
  const top = Math.min(py | 0, height - 2);
  const dx = px - left;
  const dy = py - top;
  const i = top * width + left;
  const upper = (values[i] as number) * (1 - dx) + (values[i + 1] as number) * dx;
  const lower = (values[i + width] as number) * (1 - dx) + (values[i + width + 1] as number) * dx;
  return upper * (1 - dy) + lower * dy;
}

/** Blurred by a Gaussian of `sigma` pixels, edges repeated. */
export function blurred({ width, height, values }: Grey, sigma: number): Grey {
  const reach = Math.ceil(sigma * 2.5);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const across = new Float32Array(width * height);
  const out = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = -reach; k <= reach; k++) {
        const from = x + k < 0 ? 0 : x + k >= width ? width - 1 : x + k;
        sum += (weights[k + reach] as number) * (values[y * width + from] as number);
      }
      across[y * width + x] = sum / total;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let k = -reach; k <= reach; k++) {
      const from = (y + k < 0 ? 0 : y + k >= height ? height - 1 : y + k) * width;
      const weight = (weights[k + reach] as number) / total;
      for (let x = 0; x < width; x++)
        out[y * width + x] = (out[y * width + x] as number) + weight * (across[from + x] as number);
    }
  }
  return { width, height, values: out };
}
