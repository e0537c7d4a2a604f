import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import type { Orientation } from '../inspect/picture-header.js';
import {
  asStored,
  heicOfScene,
  heicWithoutTurn,
  imageOf,
  meanDifference,
  patchAfter,
  phoneJpeg,
  scene,
  withSegment,
  withTrailer,
} from '../specimens/index.js';
import { derivePicture } from './derive-picture.js';
import type { Derived, DeriveOptions, DerivativeVariant } from './derived.js';
import { findSystemHeif } from './system-heif.js';
import { toRaster, type Raster } from './raster.js';

// Machines that build and test at once are slow; these are no measures of speed.
jest.setTimeout(60_000);

/** What an encoder at these qualities and an upright picture may differ by, in steps of 255. */
const TOLERANCE = 6;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zuimei-imaging-'));
});
// libheif's wasm build says on the console what it also throws.
beforeEach(() => jest.spyOn(console, 'log').mockImplementation());
afterEach(() => rm(folder, { recursive: true, force: true }));

async function derive(bytes: Buffer, options?: DeriveOptions): Promise<Derived> {
  const file = path.join(folder, 'original');
  await writeFile(file, bytes);
  return derivePicture(file, path.join(folder, 'out'), options);
}

const pick = (derived: Derived, variant: DerivativeVariant) => {
  const found = derived.derivatives.find((derivative) => derivative.variant === variant);
  if (!found) throw new Error(`no ${variant}`);
  return found;
};

const pixelsOf = (derived: Derived, variant: DerivativeVariant = 'w1080'): Promise<Raster> =>
  toRaster(sharp(pick(derived, variant).path));

const shrunk = (raster: Raster, width: number, height: number): Promise<Raster> =>
  toRaster(imageOf(raster).resize(width, height, { fit: 'fill' }));

async function differenceFromScene(derived: Derived, width: number, height: number, grain = 6): Promise<number> {
  const shown = await pixelsOf(derived);
  return meanDifference(shown, await shrunk(scene(width, height, { grain }), shown.width, shown.height));
}

it('makes every variant, upright size, hashes and names that depend on the original alone', async () => {
  const bytes = await phoneJpeg({ width: 2400, height: 1800 });
  const derived = await derive(bytes);
  expect(derived).toMatchObject({ width: 2400, height: 1800, decoder: 'libvips' });
  expect(derived.derivatives.map(({ variant, format, width, height }) => [variant, format, width, height])).toEqual([
    ['w320', 'webp', 320, 240],
    ['w1080', 'webp', 1080, 810],
    ['w2048', 'webp', 2048, 1536],
    ['share1080', 'jpeg', 1080, 810],
  ]);
  expect(derived.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(derived.phash).toMatch(/^[0-9a-f]{16}$/);
  expect(Buffer.from(derived.thumbhash, 'base64').length).toBeGreaterThan(10);
  const again = await derive(bytes);
  expect(again).toEqual(derived);
  expect(await readdir(path.join(folder, 'out'))).toHaveLength(4);
});

it.each([1, 2, 3, 4, 5, 6, 7, 8] as Orientation[])('EXIF orientation %i stands upright', async (orientation) => {
  const derived = await derive(await phoneJpeg({ width: 1280, height: 800, orientation }));
  expect(derived).toMatchObject({ width: 1280, height: 800 });
  expect(await differenceFromScene(derived, 1280, 800)).toBeLessThan(TOLERANCE);
});

it.each([1, 5, 6, 7] as Orientation[])(
  'a Display P3 picture of orientation %i keeps its colours',
  async (orientation) => {
    const derived = await derive(await phoneJpeg({ width: 1280, height: 800, orientation, profile: 'p3' }));
    expect(await differenceFromScene(derived, 1280, 800)).toBeLessThan(TOLERANCE);
  },
);

it('without its profile the same P3 picture would look wrong: the test above can fail', async () => {
  const p3 = await imageOf(scene(1280, 800)).withIccProfile('p3').jpeg().toBuffer();
  const untagged = await sharp(
    await sharp(p3, { failOn: 'none' }).keepIccProfile().tiff({ compression: 'none' }).toBuffer(),
  )
    .keepIccProfile()
    .raw()
    .toBuffer();
  const derived = await derive(await imageOf({ data: untagged, width: 1280, height: 800 }).png().toBuffer());
  const red = { left: 300, top: 170, width: 8, height: 8 };
  const shown = await toRaster(sharp(pick(derived, 'w2048').path).extract(red));
  const meant = await toRaster(imageOf(scene(1280, 800)).extract(red));
  expect(meanDifference(shown, meant)).toBeGreaterThan(TOLERANCE);
});

it.each<[string, () => Promise<Buffer>]>([
  ['PNG', () => imageOf(scene(1280, 800)).png().toBuffer()],
  ['16-bit PNG', () => imageOf(scene(1280, 800)).toColourspace('rgb16').png().toBuffer()],
  ['PNG with full alpha', () => imageOf(scene(1280, 800)).ensureAlpha().png().toBuffer()],
  ['lossless WebP', () => imageOf(scene(1280, 800)).webp({ lossless: true, effort: 0 }).toBuffer()],
  ['AVIF', () => imageOf(scene(1280, 800)).avif({ effort: 0, quality: 80 }).toBuffer()],
  ['10-bit AVIF', () => imageOf(scene(1280, 800)).avif({ effort: 0, quality: 80, bitdepth: 10 }).toBuffer()],
  ['progressive JPEG', () => phoneJpeg({ width: 1280, height: 800, progressive: true })],
  ['JPEG with an sRGB profile', () => phoneJpeg({ width: 1280, height: 800, profile: 'srgb' })],
])('%s looks as it was drawn', async (_kind, make) => {
  expect(await differenceFromScene(await derive(await make()), 1280, 800)).toBeLessThan(TOLERANCE);
});

it('CMYK becomes sRGB: near its colours, as far as ink reaches', async () => {
  const cmyk = await imageOf(scene(1280, 800)).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer();
  expect((await sharp(cmyk).metadata()).channels).toBe(4);
  const derived = await derive(cmyk);
  expect(await differenceFromScene(derived, 1280, 800)).toBeLessThan(15);
  expect((await sharp(pick(derived, 'share1080').path).metadata()).space).toBe('srgb');
});

it.each([8, 16])('grey of %i bits stays grey', async (bits) => {
  const grey = imageOf(scene(1280, 800)).greyscale();
  const derived = await derive(await (bits === 16 ? grey.toColourspace('grey16') : grey).png().toBuffer());
  const { data } = await pixelsOf(derived);
  let spread = 0;
  for (let at = 0; at < data.length; at += 3) {
    const [red, green, blue] = [data[at] as number, data[at + 1] as number, data[at + 2] as number];
    if (red !== green || green !== blue) spread = Math.max(spread, Math.abs(red - green), Math.abs(green - blue));
  }
  expect(spread).toBeLessThanOrEqual(8);
});

it('what shows through a hole is white', async () => {
  const hole = await sharp({
    create: { width: 800, height: 800, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer();
  const { data } = await pixelsOf(await derive(hole));
  expect(Math.min(...data.subarray(0, 300))).toBeGreaterThan(250);
});

it('never enlarges: a small original gets every variant at its own size', async () => {
  const derived = await derive(await phoneJpeg({ width: 700, height: 640 }));
  expect(derived.derivatives.map(({ variant, width, height }) => [variant, width, height])).toEqual([
    ['w320', 320, 293],
    ['w1080', 700, 640],
    ['w2048', 700, 640],
    ['share1080', 700, 640],
  ]);
});

it('a profile that cannot be read counts as sRGB', async () => {
  const jpeg = await imageOf(scene(1280, 800)).jpeg().toBuffer();
  const garbage = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), Buffer.alloc(3000, 0x5a)]);
  const derived = await derive(withSegment(jpeg, 0xe2, garbage));
  expect(await differenceFromScene(derived, 1280, 800)).toBeLessThan(TOLERANCE);
});

it('lets no metadata, comment or trailer through, and leaves the original as it is', async () => {
  let bytes = await phoneJpeg({ width: 1280, height: 800, orientation: 6, profile: 'p3' });
  bytes = withSegment(bytes, 0xfe, Buffer.from('<script>alert(1)</script>'));
  bytes = withSegment(bytes, 0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>13800138000</x:xmpmeta>'));
  bytes = withSegment(bytes, 0xed, Buffer.from('Photoshop 3.0\x008BIM Zhang San'));
  bytes = withTrailer(bytes, '<html><?php 13800138000 ?></html>');
  const derived = await derive(bytes);
  for (const { path: file, format } of derived.derivatives) {
    const written = await readFile(file);
    const text = written.toString('latin1');
    for (const planted of ['<script', '<?php', '13800138000', 'Zuimei', 'Zhang', 'Exif', 'ICC_PROFILE', 'xmp', '8BIM'])
      expect(text).not.toContain(planted);
    const { exif, icc, xmp, iptc, orientation, space, depth, pages } = await sharp(file).metadata();
    expect({ exif, icc, xmp, iptc, orientation, space, depth, pages }).toEqual({ space: 'srgb', depth: 'uchar' });
    if (format === 'webp') expect(text.slice(12, 16)).toBe('VP8 ');
  }
  expect((await readFile(path.join(folder, 'original'))).equals(bytes)).toBe(true);
});

it('does not take a thumbnail or a second picture for the picture', async () => {
  const second = await imageOf(scene(1280, 800, { seed: 7 }))
    .jpeg()
    .toBuffer();
  const bytes = withTrailer(await phoneJpeg({ width: 1280, height: 800 }), second);
  expect(await differenceFromScene(await derive(bytes), 1280, 800)).toBeLessThan(TOLERANCE);
});

it.each<[string, () => Promise<Buffer>]>([
  ['half a JPEG', async () => (await phoneJpeg()).subarray(0, 30_000)],
  ['half a progressive JPEG', async () => (await phoneJpeg({ progressive: true })).subarray(0, 30_000)],
  [
    'a flipped bit in a PNG',
    async () => {
      const png = await imageOf(scene(800, 640)).png().toBuffer();
      png[png.length >> 1] = (png[png.length >> 1] as number) ^ 1;
      return png;
    },
  ],
  ['HEVC without its pictures', async () => patchAfter(heicOfScene, 'mdat', 0, [...Buffer.alloc(1000)])],
])('%s is CORRUPT and leaves nothing behind', async (_what, make) => {
  await expect(derive(await make())).rejects.toMatchObject({ code: 'CORRUPT' });
  expect(await readdir(path.join(folder, 'out'))).toEqual([]);
});

it('holds what was decoded to the rules, where the headers said otherwise', async () => {
  const claims = patchAfter(heicOfScene, 'ispe', 4, [0, 0, 8, 0, 0, 0, 10, 0]);
  await expect(derive(claims, { rules: { minShortSide: 1000 } })).rejects.toMatchObject({ name: 'PictureRefused' });
});

it('says why without naming the file', async () => {
  const half = (await phoneJpeg()).subarray(0, 30_000);
  const error: unknown = await derive(half).catch((refusal: unknown) => refusal);
  expect(JSON.stringify(error)).not.toContain(folder);
});

describe('HEIC', () => {
  const tool = findSystemHeif();

  async function expectScene(options: DeriveOptions, decoder: string) {
    const derived = await derive(heicOfScene, options);
    expect(derived).toMatchObject({ width: 800, height: 640, decoder });
    expect(await differenceFromScene(derived, 800, 640, 0)).toBeLessThan(TOLERANCE);
    return pixelsOf(derived);
  }

  it('by the wasm decoder', () => expectScene({ heif: 'wasm' }, 'heic-decode'));

  (tool ? it : it.skip)(
    `by the system's decoder${tool ? '' : ' (left out: neither heif-dec nor heif-convert here)'}`,
    async () => {
      const bySystem = await expectScene({ heif: 'system' }, path.parse(tool as string).name);
      expect(meanDifference(bySystem, await expectScene({ heif: 'wasm' }, 'heic-decode'))).toBeLessThan(2);
    },
  );

  it.each<DeriveOptions>([{ heif: 'wasm' }, ...(tool ? [{ heif: 'system' } as const] : [])])(
    'EXIF does not turn what its own boxes left as it is (%j)',
    async (options) => {
      const derived = await derive(heicWithoutTurn, options);
      expect(derived).toMatchObject({ width: 640, height: 800 });
      const stored = asStored(scene(800, 640, { grain: 0 }), 6);
      expect(meanDifference(await pixelsOf(derived), stored)).toBeLessThan(TOLERANCE);
    },
  );
});
