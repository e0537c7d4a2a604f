/** Pixels of the mock-up's geometry: a frame all around a cell, and the gutter that bears number and tick. */
export const FRAME = 5;
export const GUTTER = 32;
export const GAP = 10;
/** Under this width a photo cannot be judged, so the wall scrolls instead of shrinking further. */
const LEAST_PHOTO = 180;
/** Width at which a scrolling wall sets its photos. */
const WALL_PHOTO = 258;
/** How much of a further row a scrolling wall shows, so that it is seen to go on. */
const PEEK = { least: 0.25, most: 0.8, wanted: 0.4 };
const ASPECT = 3 / 2;

export interface GridShape {
  columns: number;
  /** Width and height of a cell with frame and gutter. */
  cell: { width: number; height: number };
  /** All cells are in sight at once. */
  fits: boolean;
}

const EXTRA = 2 * FRAME + GUTTER;

const fitted = (columns: number, count: number, width: number, height: number) => {
  const rows = Math.ceil(count / columns);
  const wide = (width - GAP * (columns - 1)) / columns - EXTRA;
  const high = (height - GAP * (rows - 1)) / rows - 2 * FRAME;
  return { columns, photo: Math.floor(Math.min(wide, high * ASPECT)), high: Math.floor(high) };
};

/**
 * How `count` cells stand in a box of `width` × `height` CSS pixels: all in sight with the largest 3 : 2 photos that
 * this allows, or, where these would be too small to judge, as a scrolling wall.
 */
export function gridShape(count: number, width: number, height: number): GridShape {
  let best = fitted(1, count, width, height);
  for (let columns = 2; columns <= count; columns++) {
    const next = fitted(columns, count, width, height);
    if (next.photo > best.photo) best = next;
  }
  if (best.photo >= LEAST_PHOTO) {
    const photoHeight = Math.min(best.high, Math.ceil(best.photo / ASPECT));
    return {
      columns: best.columns,
      cell: { width: best.photo + EXTRA, height: photoHeight + 2 * FRAME },
      fits: true,
    };
  }
  const columns = Math.max(1, Math.floor((width + GAP) / (WALL_PHOTO + EXTRA + GAP)));
  const widest = Math.floor((width - GAP * (columns - 1)) / columns) - EXTRA;
  const high = Math.round(widest / ASPECT) + 2 * FRAME;
  const rows = (height + GAP) / (high + GAP);
  const peek = rows % 1;
  const cut = peek >= PEEK.least && peek <= PEEK.most;
  const cellHeight = cut || rows < 1 ? high : Math.floor((height + GAP) / (Math.floor(rows) + PEEK.wanted) - GAP);
  const photo = Math.min(widest, Math.round((cellHeight - 2 * FRAME) * ASPECT));
  return { columns, cell: { width: photo + EXTRA, height: cellHeight }, fits: false };
}
