import sharp from 'sharp';
import { drawSvg } from './draw-svg.js';

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" width="40" height="30"><rect width="20" height="30" fill="#f00"/></svg>';

it.each(['jpeg', 'png', 'webp'] as const)('draws %s sharp at the size that was asked for', async (format) => {
  const bytes = await drawSvg(svg, { width: 800, height: 600, format });
  expect(await sharp(bytes).metadata()).toMatchObject({ format, width: 800, height: 600 });
  const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number) => [...data.subarray(3 * (300 * 800 + x), 3 * (300 * 800 + x) + 3)];
  // Drawn at its own size and blown up, the edge would be some twenty pixels of pink.
  expect(at(390)[1] as number).toBeLessThan(60);
  expect(at(410)[1] as number).toBeGreaterThan(200);
});
