import { at, blurred, greyOf, type Grey } from './grey.js';
import { type Area, pictureArea, sizeOf } from './picture-area.js';
import type { Sketch } from './sketch.js';

/** Where a point of one sketch lies in another: `x → scaleX · x + shiftX`. A mirror has a negative `scaleX`. */
export interface Placement {
  scaleX: number;
  scaleY: number;
  shiftX: number;
  shiftY: number;
}

/** A sketch made ready to be compared. */
export interface Comparable {
  sharp: Grey;
  soft: Grey;
  area: Area;
}

/** Soft enough for thin lines to be found from two pixels away. */
const SOFT = 1.5;

export const comparable = (sketch: Sketch): Comparable => {
  const sharp = greyOf(sketch);
  return { sharp, soft: blurred(sharp, SOFT), area: pictureArea(sketch) };
};

/** What both show, in pixels of `one`. */
export function overlap(one: Comparable, other: Comparable, { scaleX, scaleY, shiftX, shiftY }: Placement): Area {
  const edges = [(other.area.left - shiftX) / scaleX, (other.area.right - shiftX) / scaleX];
  return {
    left: Math.max(one.area.left, Math.min(...edges)),
    right: Math.min(one.area.right, Math.max(...edges)),
    top: Math.max(one.area.top, (other.area.top - shiftY) / scaleY),
    bottom: Math.min(one.area.bottom, (other.area.bottom - shiftY) / scaleY),
  };
}

/** Pixels between the points that are compared while a placement is sought. */
const STRIDE = 2.5;
const LEAST_OVERLAP = 200;

/** Normalised cross-correlation over the overlap, -1 to 1. */
export function correlation(
  one: Comparable,
  other: Comparable,
  placement: Placement,
  how: 'soft' | 'sharp' = 'soft',
): number {
  const area = overlap(one, other, placement);
  if (sizeOf(area) < LEAST_OVERLAP) return -1;
  const columns = Math.max(8, Math.round((area.right - area.left) / STRIDE));
  const rows = Math.max(8, Math.round((area.bottom - area.top) / STRIDE));
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let j = 0; j < rows; j++) {
    const y = area.top + ((j + 0.5) * (area.bottom - area.top)) / rows;
    for (let i = 0; i < columns; i++) {
      const x = area.left + ((i + 0.5) * (area.right - area.left)) / columns;
      const a = at(one[how], x, y);
      const b = at(other[how], placement.scaleX * x + placement.shiftX, placement.scaleY * y + placement.shiftY);
      sumA += a;
      sumB += b;
      sumAA += a * a;
      sumBB += b * b;
      sumAB += a * b;
    }
  }
  const n = rows * columns;
  const spread = (sumAA - sumA ** 2 / n) * (sumBB - sumB ** 2 / n);
  return spread > 0 ? (sumAB - (sumA * sumB) / n) / Math.sqrt(spread) : -1;
}

/** Steps of the search, in pixels at the edge of the picture. */
const SOFT_STEPS = [2, 1, 0.5];
const SHARP_STEPS = [0.4, 0.2, 0.1];
const TURNS = 4;

/** Climbs from a placement to the best one near it. */
export function settle(
  one: Comparable,
  other: Comparable,
  from: Placement,
): { placement: Placement; correlation: number } {
  const rough = climb(one, other, from, 'soft', SOFT_STEPS);
  return climb(one, other, rough.placement, 'sharp', SHARP_STEPS);
}

function climb(one: Comparable, other: Comparable, from: Placement, how: 'soft' | 'sharp', steps: readonly number[]) {
  const { left, right, top, bottom } = one.area;
  const [centreX, centreY, halfX, halfY] = [
    (left + right) / 2,
    (top + bottom) / 2,
    (right - left) / 2,
    (bottom - top) / 2,
  ];
  let best = { placement: from, correlation: correlation(one, other, from, how) };
  for (const step of steps) {
    for (let turn = 0, better = true; better && turn < TURNS; turn++) {
      better = false;
      for (const [grow, growX, growY, moveX, moveY] of MOVES) {
        const { placement } = best;
        const scaleX = placement.scaleX + Math.sign(placement.scaleX) * (((grow + growX) * step) / halfX);
        const scaleY = placement.scaleY + (grow * step) / halfX + (growY * step) / halfY;
        // Scales turn about the middle, or every change of scale would also be a shift.
        const next = {
          scaleX,
          scaleY,
          shiftX: (placement.scaleX - scaleX) * centreX + placement.shiftX + moveX * step,
          shiftY: (placement.scaleY - scaleY) * centreY + placement.shiftY + moveY * step,
        };
        const found = correlation(one, other, next, how);
        if (found <= best.correlation + 1e-5) continue;
        best = { placement: next, correlation: found };
        better = true;
      }
    }
  }
  return best;
}

/** Changes that are tried: of both scales, of one, and shifts. */
const MOVES = [
  [0, 0, 0, 1, 0],
  [0, 0, 0, -1, 0],
  [0, 0, 0, 0, 1],
  [0, 0, 0, 0, -1],
  [1, 0, 0, 0, 0],
  [-1, 0, 0, 0, 0],
  [0, 1, 0, 0, 0],
  [0, -1, 0, 0, 0],
  [0, 0, 1, 0, 0],
  [0, 0, -1, 0, 0],
] as const;
