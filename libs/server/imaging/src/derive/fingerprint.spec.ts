import sharp, { type Sharp } from 'sharp';
import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } from 'thumbhash';
import { imageOf, scene } from '../specimens/index.js';
import { phashOf, thumbhashOf } from './fingerprint.js';
import { toRaster, type Raster } from './raster.js';

// Machines that build and test at once are slow; these are no measures of speed.
jest.setTimeout(60_000);

const distance = (a: string, b: string): number =>
  [...(BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2)].filter((bit) => bit === '1').length;

const original = scene(1024, 768);
const through = async (image: Sharp): Promise<Raster> => toRaster(sharp(await image.toBuffer()));

it.each<[string, () => Promise<Raster>]>([
  ['recompressed', () => through(imageOf(original).jpeg({ quality: 30 }))],
  ['halved', () => through(imageOf(original).resize(512).png())],
  ['brightened', () => through(imageOf(original).modulate({ brightness: 1.1 }).png())],
])('a picture that was %s stays within 7 bits', async (_how, change) => {
  expect(distance(await phashOf(original), await phashOf(await change()))).toBeLessThanOrEqual(7);
});

it('another picture and the mirrored one are far', async () => {
  const hash = await phashOf(original);
  expect(distance(hash, await phashOf(scene(1024, 768, { seed: 99 })))).toBeGreaterThan(7);
  expect(distance(hash, await phashOf(await through(imageOf(original).flop().png())))).toBeGreaterThan(16);
});

it('half of the bits are set, so that distances mean something', async () => {
  expect(distance(await phashOf(original), '0000000000000000')).toBe(32);
});

it('the stand-in has the picture’s proportions and mean colour', async () => {
  const hash = Buffer.from(await thumbhashOf(original), 'base64');
  expect(thumbHashToApproximateAspectRatio(hash)).toBeCloseTo(4 / 3, 0);
  const { r, g, b } = thumbHashToAverageRGBA(hash);
  const [red, green, blue] = (await imageOf(original).stats()).channels.map((channel) => channel.mean / 255);
  expect(Math.abs(r - (red as number)) + Math.abs(g - (green as number)) + Math.abs(b - (blue as number))).toBeLessThan(
    0.1,
  );
});
