import { SHAPES, type Shot } from './contest/work.js';
import { scene } from './scenes/scene.js';

export interface Picture {
  /** To be turned into pixels at `raster`, then enlarged. */
  svg: string;
  raster: { width: number; height: number };
  /** The size of the finished photo. */
  photo: { width: number; height: number };
}

/**
 * Soft focus costs by the pixel, and twelve million of them take a minute; a third of the photo's side takes a second
 * or two, and enlarging that is nearly free.
 */
const RASTER_LONG_SIDE = 1200;

/**
 * What to draw for a work of the demo, and how large. Whoever owns the pixels turns `svg` into raw pixels first and
 * enlarges those: asked to enlarge the SVG itself, a renderer draws all of it again at twelve megapixels.
 */
export const picture = (shot: Shot): Picture => {
  const photo = SHAPES[shot.shape];
  const scale = RASTER_LONG_SIDE / Math.max(photo.width, photo.height);
  const raster = { width: Math.round(photo.width * scale), height: Math.round(photo.height * scale) };
  const { palette, seed, zoom, mirror } = shot;
  return { svg: scene(shot.scene, { palette, seed, zoom, mirror, ...raster }), raster, photo };
};
