import { type Canvas } from './canvas.js';
import { type Frame } from './framing.js';
import { round } from './shapes.js';

const TILE = 160;

/**
 * Film grain over the whole frame. Turbulence is dear: over millions of pixels it would cost more than all the rest, so
 * it is computed once on a tile that joins itself without a seam, and the tile is repeated.
 */
export const filmGrain = (canvas: Canvas, prefix: string, { x, y, width, height }: Frame): string => {
  const filter = `${prefix}grain`;
  const pattern = `${prefix}tile`;
  canvas.definitions.push(
    `<filter id="${filter}" filterUnits="userSpaceOnUse" x="0" y="0" width="${TILE}" height="${TILE}"><feTurbulence type="fractalNoise" baseFrequency=".8" numOctaves="2" seed="7" stitchTiles="stitch"/><feColorMatrix values="0 0 0 0 1  0 0 0 0 1  0 0 0 0 1  1.4 0 0 0 -.5"/></filter>`,
    `<pattern id="${pattern}" patternUnits="userSpaceOnUse" width="${TILE}" height="${TILE}"><rect width="${TILE}" height="${TILE}" filter="url(#${filter})"/></pattern>`,
  );
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="url(#${pattern})" fill-opacity=".09"/>`;
};
