import { blurred, greyOf, type Grey } from './grey.js';
import { pictureArea, type Area } from './picture-area.js';
import type { Sketch } from './sketch.js';
import { MIRRORED, windowHash } from './window-hash.js';

/** A window around a spot of a picture that its copies have too. Pixels of the sketch. */
export interface Mark {
  x: number;
  y: number;
  /** Half of the window's side. */
  reach: number;
  /** 64 bits, as a signed integer. */
  hash: bigint;
}

/** A mark to look for, perhaps as seen in a mirror. */
export interface Lookup extends Mark {
  mirrored: boolean;
}

/** How many marks a picture has at most. */
const MOST_MARKS = 8;
/** In units of which the picture has 96 across the root of its area. */
const ACROSS = 96;
const REACH = 16;
const BLOB = 2.4;
const APART = 4;
/** A strip's marks are sized by its short side: this many short sides count for the root of its area. */
const STRIP = 1.5;
/** A crop of a tenth on each side shows everything a quarter larger; between the steps the hashes bear the difference. */
const SCALES = [0.82, 0.905, 1, 1.105, 1.22];
/** Below this blob strength or contrast a window is noise. Greys. */
const FAINTEST = 1;
const PLAINEST = 4;

/** The marks that stand in the index for a picture. */
export const marksOf = (sketch: Sketch): Mark[] => {
  const grey = greyOf(sketch);
  return marksAt(grey, pictureArea(sketch), 1);
};

/** What to look for in the index: the picture's marks at every scale a crop may have given it, each way round. */
export const lookupsOf = (sketch: Sketch): Lookup[] => {
  const grey = greyOf(sketch);
  const area = pictureArea(sketch);
  return SCALES.flatMap((scale) =>
    marksAt(grey, area, scale).flatMap((mark) => [
      { ...mark, mirrored: false },
      { ...mark, hash: BigInt.asIntN(64, mark.hash ^ MIRRORED), mirrored: true },
    ]),
  );
};

/** The strongest blobs of one size, well apart, whose windows lie inside the area. */
function marksAt(grey: Grey, area: Area, scale: number): Mark[] {
  const [across, down] = [area.right - area.left, area.bottom - area.top];
  const unit = (Math.min(Math.sqrt(across * down), STRIP * Math.min(across, down)) / ACROSS) * scale;
  const reach = REACH * unit;
  const blobs = blobsOf(grey, BLOB * unit, {
    left: Math.max(1, Math.ceil(area.left + reach)),
    top: Math.max(1, Math.ceil(area.top + reach)),
    right: Math.min(grey.width - 1, area.right - reach),
    bottom: Math.min(grey.height - 1, area.bottom - reach),
  });
  const marks: Mark[] = [];
  for (const { x, y } of blobs) {
    if (marks.some((mark) => Math.hypot(mark.x - x, mark.y - y) < APART * unit)) continue;
    const { hash, contrast } = windowHash(grey, x, y, reach);
    if (contrast < PLAINEST) continue;
    marks.push({ x, y, reach, hash: BigInt.asIntN(64, hash) });
    if (marks.length === MOST_MARKS) break;
  }
  return marks;
}

/** Peaks of the difference of two blurs, strongest first, to a fraction of a pixel. */
function blobsOf(grey: Grey, sigma: number, within: Area): { x: number; y: number; strength: number }[] {
  const { width } = grey;
  const fine = blurred(grey, sigma).values;
  const coarse = blurred(grey, sigma * 1.6).values;
  const blobs = Float32Array.from(fine as Float32Array, (value, i) => value - (coarse[i] as number));
  const found: { x: number; y: number; strength: number }[] = [];
  for (let y = within.top; y < within.bottom; y++) {
    for (let x = within.left; x < within.right; x++) {
      const i = y * width + x;
      const value = blobs[i] as number;
      if (Math.abs(value) < FAINTEST || !isPeak(blobs, i, width)) continue;
      found.push({
        x: x + 0.5 + top(blobs[i - 1] as number, value, blobs[i + 1] as number),
        y: y + 0.5 + top(blobs[i - width] as number, value, blobs[i + width] as number),
        strength: Math.abs(value),
      });
    }
  }
  return found.sort((a, b) => b.strength - a.strength);
}

function isPeak(values: Float32Array, i: number, width: number): boolean {
  const sign = Math.sign(values[i] as number);
  const height = Math.abs(values[i] as number);
  for (const row of [-width, 0, width]) {
    for (const step of [-1, 0, 1]) if ((values[i + row + step] as number) * sign > height) return false;
  }
  return true;
}

/** Where the parabola through three neighbours has its top, from the middle one, at most half a pixel away. */
function top(before: number, middle: number, after: number): number {
  const bend = before - 2 * middle + after;
  return bend === 0 ? 0 : Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend));
}
