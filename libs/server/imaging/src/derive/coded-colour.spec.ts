import sharp from 'sharp';
import { imageOf, meanDifference, scene } from '../specimens/index.js';
import { codedColourMap } from './coded-colour.js';
import { finishRaster, type ColourMap } from './colour-map.js';
import type { Raster } from './raster.js';

const one = (red: number, green = red, blue = red): Raster => ({
  data: Buffer.from([red, green, blue]),
  width: 1,
  height: 1,
});

const converted = (raster: Raster, primaries: number, transfer: number): number[] => [
  ...finishRaster(raster, 1, codedColourMap({ primaries, transfer }) as ColourMap).data,
];

it('knows which numbers mean another colour than sRGB', () => {
  expect(codedColourMap(undefined)).toBeUndefined();
  expect(codedColourMap({ primaries: 1, transfer: 13 })).toBeUndefined();
  expect(codedColourMap({ primaries: 2, transfer: 2 })).toBeUndefined();
  expect(codedColourMap({ primaries: 12, transfer: 13 })).toBeDefined();
  expect(codedColourMap({ primaries: 9, transfer: 16 })).toBeDefined();
});

it('P3 by numbers comes out as P3 by profile does', async () => {
  const drawn = scene(400, 300);
  const p3 = await imageOf(drawn).withIccProfile('p3').tiff({ compression: 'none' }).toBuffer();
  const data = await sharp(p3).keepIccProfile().raw().toBuffer();
  const raster = { ...drawn, data };
  expect(meanDifference(raster, drawn)).toBeGreaterThan(3);
  const shown = finishRaster(raster, 1, codedColourMap({ primaries: 12, transfer: 13 }));
  expect(meanDifference(shown, drawn)).toBeLessThan(1);
});

it.each([9, 12])('white and grey of primaries %i stay white and grey', (primaries) => {
  expect(converted(one(255), primaries, 13)).toEqual([255, 255, 255]);
  const [red, green, blue] = converted(one(128), primaries, 13) as [number, number, number];
  expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThanOrEqual(1);
  expect(Math.abs(red - 128)).toBeLessThanOrEqual(1);
});

it('a colour outside sRGB lands on its edge', () => {
  const [red, green, blue] = converted(one(0, 255, 0), 9, 13) as [number, number, number];
  expect([red, green, blue]).toEqual([0, 255, 0]);
});

it('HDR: black stays, diffuse white is bright, highlights stay apart under white', () => {
  // SMPTE ST 2084 codes 203 cd/m² as .58 and 1,000 cd/m² as .75.
  const [black] = converted(one(0), 9, 16);
  const [white] = converted(one(Math.round(0.5807 * 255)), 9, 16) as [number];
  const [highlight] = converted(one(Math.round(0.7518 * 255)), 9, 16) as [number];
  expect(black).toBe(0);
  expect(white).toBeGreaterThan(225);
  expect(highlight).toBeGreaterThan(white);
  expect(highlight).toBeLessThan(256);
  const [hlgWhite] = converted(one(Math.round(0.75 * 255)), 9, 18) as [number];
  expect(Math.abs(hlgWhite - white)).toBeLessThan(6);
});
