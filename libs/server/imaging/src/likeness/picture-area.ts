import type { Sketch } from './sketch.js';

/** A part of a sketch, in its pixels: from `left`, `top` up to `right`, `bottom`. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export const sizeOf = ({ left, top, right, bottom }: Area): number =>
  Math.max(0, right - left) * Math.max(0, bottom - top);

/** A frame's colour may waver by so much, and in so many of a line's pixels by more. */
const STEP = 8;
const STRAY = 0.06;
/** The most of a side that is taken for a frame. */
const MOST = 0.2;
/** A passe-partout in a frame in a margin. */
const LAYERS = 3;

/**
 * What of a picture is picture: without the plain frame that somebody drew around it. A plain sky goes too; that does no
 * harm, since it goes from every copy.
 */
export function pictureArea({ width, height, luma }: Sketch): Area {
  const area: Area = { left: 0, top: 0, right: width, bottom: height };
  const mostX = Math.floor(width * MOST);
  const mostY = Math.floor(height * MOST);
  const isPlain = (first: number, step: number, count: number): boolean => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += luma[first + i * step] as number;
    let stray = 0;
    for (let i = 0; i < count; i++) if (Math.abs((luma[first + i * step] as number) - sum / count) > STEP) stray++;
    return stray <= count * STRAY;
  };
  const row = (y: number) => isPlain(y * width + area.left, 1, area.right - area.left);
  const column = (x: number) => isPlain(area.top * width + x, width, area.bottom - area.top);
  const run = (plain: (k: number) => boolean, left: number): number => {
    let k = 0;
    while (k < left && plain(k)) k++;
    // Where a frame ends, one line is half frame and half picture.
    return k > 0 && k < left ? k + 1 : k;
  };
  for (let layer = 0; layer < LAYERS; layer++) {
    const before = sizeOf(area);
    const { top, bottom } = area;
    area.top += run((k) => row(top + k), mostY - top);
    area.bottom -= run((k) => row(bottom - 1 - k), mostY - (height - bottom));
    const { left, right } = area;
    area.left += run((k) => column(left + k), mostX - left);
    area.right -= run((k) => column(right - 1 - k), mostX - (width - right));
    if (sizeOf(area) === before) break;
  }
  return area;
}
