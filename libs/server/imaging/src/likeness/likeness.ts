import { at } from './grey.js';
import { comparable, type Comparable, correlation, overlap, type Placement, settle } from './align.js';
import type { Lookup, Mark } from './marks.js';
import { sizeOf } from './picture-area.js';
import type { Sketch } from './sketch.js';
import { toneCurve } from './tone.js';

/** A mark of a photo in the index and the one that was looked for. */
export interface Hit {
  indexed: Pick<Mark, 'x' | 'y' | 'reach'>;
  looked: Pick<Lookup, 'x' | 'y' | 'reach' | 'mirrored'>;
}

/** How many hits are taken for a place to begin at, and how many of those are followed. */
const BEGIN = 8;
const FOLLOW = 3;
const FOUND = 0.985;
/** Two pictures that share less than this of themselves, or of neither nearly all, are no copies of one another. */
const LEAST_SHARED = 0.5;
const LEAST_OF_ONE = 0.75;
/** About so many cells, each compared by its mean. */
const CELLS = 100;
const CELL_SIDE = 7;

/**
 * How alike two pictures are, 0 to 1, once laid over one another: 1 less the difference of their cells' means, as a share
 * of the contrast, after brightness and contrast were made equal. Copies lose little here however they were compressed,
 * cropped, mirrored or framed; a picture of the same place with other people in it loses more.
 *
 * @param indexed the photo whose marks were hit
 * @param hits best first; without any the two are not alike
 */
export function likenessOf(indexed: Sketch, looked: Sketch, hits: readonly Hit[]): number {
  const [one, other] = [comparable(indexed), comparable(looked)];
  const begin = hits
    .slice(0, BEGIN)
    .map(placementOf)
    .map((placement) => ({ placement, correlation: correlation(one, other, placement) }))
    .sort((a, b) => b.correlation - a.correlation);
  let best = { placement: undefined as Placement | undefined, correlation: -1 };
  for (const { placement } of begin.slice(0, FOLLOW)) {
    const settled = settle(one, other, placement);
    if (settled.correlation > best.correlation) best = settled;
    if (best.correlation > FOUND) break;
  }
  return best.placement ? cellsAlike(one, other, best.placement) : 0;
}

function placementOf({ indexed, looked }: Hit): Placement {
  const scaleY = looked.reach / indexed.reach;
  const scaleX = looked.mirrored ? -scaleY : scaleY;
  return { scaleX, scaleY, shiftX: looked.x - scaleX * indexed.x, shiftY: looked.y - scaleY * indexed.y };
}

function cellsAlike(one: Comparable, other: Comparable, placement: Placement): number {
  const { scaleX, scaleY, shiftX, shiftY } = placement;
  const area = overlap(one, other, placement);
  const [across, down] = [area.right - area.left, area.bottom - area.top];
  const shares = [sizeOf(area) / sizeOf(one.area), (sizeOf(area) * Math.abs(scaleX * scaleY)) / sizeOf(other.area)];
  if (Math.min(...shares) < LEAST_SHARED || Math.max(...shares) < LEAST_OF_ONE) return 0;
  const cell = Math.sqrt((across * down) / CELLS);
  const columns = Math.max(3, Math.round(across / cell));
  const rows = Math.max(3, Math.round(down / cell));
  const width = columns * CELL_SIDE;
  const height = rows * CELL_SIDE;
  const a = new Float32Array(width * height);
  const b = new Float32Array(width * height);
  for (let j = 0, i = 0; j < height; j++) {
    const y = area.top + ((j + 0.5) * down) / height;
    for (let k = 0; k < width; k++, i++) {
      const x = area.left + ((k + 0.5) * across) / width;
      a[i] = at(one.sharp, x, y);
      b[i] = at(other.sharp, scaleX * x + shiftX, scaleY * y + shiftY);
    }
  }
  const tone = toneCurve(a, b);
  const differences = new Float64Array(columns * rows);
  for (let i = 0; i < a.length; i++) {
    const at = Math.floor(i / width / CELL_SIDE) * columns + Math.floor((i % width) / CELL_SIDE);
    differences[at] = (differences[at] as number) + tone(a[i] as number) - (b[i] as number);
  }
  const square =
    differences.reduce((sum, difference) => sum + (difference / CELL_SIDE ** 2) ** 2, 0) / differences.length;
  return Math.max(0, 1 - Math.sqrt(square) / Math.max(contrast(b), FLAT));
}

/** A picture with less contrast than this is compared as if it had it. Greys. */
const FLAT = 4;

function contrast(values: Float32Array): number {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return Math.sqrt(Math.max(0, squares / values.length - (sum / values.length) ** 2));
}
