import type { Sketch } from './sketch.js';

/** The side of the derivative that sketches are made of. */
const SIDE = 320;

/**
 * The sketch of a picture that was derived here before, from its bytes; decoded in this process, so never for what came
 * from outside.
 */
export async function sketchOfDerivative(bytes: Buffer): Promise<Sketch> {
  // Loaded here, so that whoever only inspects pictures never loads libvips.
  const [{ default: sharp }, { toRaster }, { sketchOf }] = await Promise.all([
    import('sharp'),
    import('../derive/raster.js'),
    import('./sketch.js'),
  ]);
  const small = sharp(bytes).resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true });
  return sketchOf(await toRaster(small.flatten({ background: '#ffffff' }).toColourspace('srgb')));
}
