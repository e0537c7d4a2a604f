/** A rectangle in shares of the picture's sides. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The rectangle between two corners, inside the picture. */
export function areaBetween(a: { x: number; y: number }, b: { x: number; y: number }): Area {
  const inside = (value: number) => Math.min(1, Math.max(0, value));
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map(inside) as [number, number];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map(inside) as [number, number];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Blocks across the longer side of an area: a face becomes unreadable, the place of a person stays visible. */
const BLOCKS = 6;

/** Replaces areas of a canvas by a few flat blocks each: the pixels under them are gone, not blurred. */
export function maskAreas(canvas: HTMLCanvasElement, areas: readonly Area[]): void {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas here');
  const small = document.createElement('canvas');
  const smallContext = small.getContext('2d');
  if (!smallContext) throw new Error('no canvas here');
  for (const area of areas) {
    const x = Math.floor(area.x * canvas.width);
    const y = Math.floor(area.y * canvas.height);
    const width = Math.max(1, Math.ceil(area.width * canvas.width));
    const height = Math.max(1, Math.ceil(area.height * canvas.height));
    const block = Math.max(width, height) / BLOCKS;
    small.width = Math.max(1, Math.round(width / block));
    small.height = Math.max(1, Math.round(height / block));
    smallContext.drawImage(canvas, x, y, width, height, 0, 0, small.width, small.height);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, small.width, small.height, x, y, width, height);
  }
}
