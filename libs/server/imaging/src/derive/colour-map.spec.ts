import sharp from 'sharp';
import type { Orientation } from '../inspect/picture-header.js';
import { asStored, imageOf, rgbProfile, greyProfile, randomOf, scene } from '../specimens/index.js';
import { codedColourMap } from './coded-colour.js';
import { finishRaster } from './colour-map.js';
import { isSrgb, readMatrixProfile } from './icc-matrix.js';
import { toRaster, type Raster } from './raster.js';
import { tiffWithProfile } from './tiff.writer.js';

const profileOf = async (name: 'p3' | 'srgb' | 'cmyk'): Promise<Buffer> => {
  const tagged = await imageOf(scene(16, 16)).withIccProfile(name).jpeg().toBuffer();
  return (await sharp(tagged).metadata()).icc as Buffer;
};

function everyColour(): Raster {
  const random = randomOf(3);
  const data = Buffer.from(Array.from({ length: 3 * 256 * 64 }, () => Math.floor(256 * random())));
  return { data, width: 256, height: 64 };
}

it.each<[string, () => Promise<Buffer> | Buffer]>([
  ['Display P3', () => profileOf('p3')],
  ['sRGB', () => profileOf('srgb')],
  ['Adobe RGB', () => rgbProfile('adobe', 2.2)],
  ['ProPhoto RGB', () => rgbProfile('prophoto', 1.8)],
  ['another curve', () => rgbProfile('srgb', 1.8)],
])('%s by its matrix is what a colour engine makes of it, to one step', async (_name, make) => {
  const icc = await make();
  const map = readMatrixProfile(icc);
  if (!map) throw new Error('no matrix');
  const raster = everyColour();
  const byEngine = await toRaster(sharp(tiffWithProfile(raster, icc)).toColourspace('srgb'));
  const own = finishRaster(raster, 1, map);
  let most = 0;
  own.data.forEach((code, i) => (most = Math.max(most, Math.abs(code - (byEngine.data[i] as number)))));
  // Far outside sRGB an engine may clip a step earlier or later.
  expect(most).toBeLessThanOrEqual(2);
});

it('knows sRGB from its neighbours', async () => {
  const known = async (icc: Buffer | Promise<Buffer>): Promise<boolean> => {
    const map = readMatrixProfile(await icc);
    return map !== undefined && isSrgb(map);
  };
  expect(await known(profileOf('srgb'))).toBe(true);
  expect(await known(profileOf('p3'))).toBe(false);
  expect(await known(rgbProfile('srgb', 2.2))).toBe(false);
  expect(await known(rgbProfile('adobe', 2.2))).toBe(false);
});

it.each<[string, () => Promise<Buffer> | Buffer]>([
  ['CMYK', () => profileOf('cmyk')],
  ['grey', () => greyProfile(2.2)],
  ['nothing', () => Buffer.alloc(0)],
  ['garbage', () => Buffer.alloc(3000, 0x5a)],
  ['half a profile', () => rgbProfile('adobe', 2.2).subarray(0, 300)],
  [
    'a profile of darkness',
    () => {
      const icc = Buffer.from(rgbProfile('adobe', 2.2));
      for (let at = icc.indexOf('XYZ ', 300, 'latin1'); at > 0; at = icc.indexOf('XYZ ', at + 20, 'latin1'))
        icc.fill(0, at + 8, at + 20);
      return icc;
    },
  ],
  [
    'a profile of colours that nobody can see',
    () => {
      // Red reaches far up and green as far down: white stays where it was.
      const icc = Buffer.from(rgbProfile('adobe', 2.2));
      const [red, green] = ['rXYZ', 'gXYZ'].map((name) => icc.readUInt32BE(icc.indexOf(name, 128, 'latin1') + 4) + 8);
      const far = 20_000 * 65_536;
      icc.writeInt32BE(icc.readInt32BE(red as number) + far, red as number);
      icc.writeInt32BE(icc.readInt32BE(green as number) - far, green as number);
      return icc;
    },
  ],
  [
    'a list of four billion tags',
    () => {
      const icc = Buffer.from(rgbProfile('adobe', 2.2));
      icc.writeUInt32BE(0xffffffff, 128);
      return icc;
    },
  ],
])('%s is no matrix', async (_name, make) => {
  expect(readMatrixProfile(await make())).toBeUndefined();
});

it('a cut profile throws nowhere', () => {
  const icc = rgbProfile('prophoto', 1.8);
  for (let length = 0; length < icc.length; length++)
    expect(() => readMatrixProfile(icc.subarray(0, length))).not.toThrow();
});

// Wider and higher than one of the squares in which it is turned, and no multiple of it.
it.each([1, 2, 3, 4, 5, 6, 7, 8] as Orientation[])('orientation %i, with and without colours', (orientation) => {
  const upright = scene(77, 50);
  const stored = asStored(upright, orientation);
  expect(finishRaster(stored, orientation, undefined)).toEqual(upright);
  const map = codedColourMap({ primaries: 12, transfer: 13 });
  expect(finishRaster(stored, orientation, map)).toEqual(finishRaster(upright, 1, map));
});
