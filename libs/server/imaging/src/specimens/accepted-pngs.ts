import { deflateSync } from 'node:zlib';
import type { Raster } from '../derive/raster.js';
import { exifOf, imageOf } from './encode.js';
import { withPngChunk, withTrailer } from './hostile.js';
import { rgbProfile } from './icc.js';
import { pngOf, zeros } from './png-writer.js';
import { asStored } from './scene.js';
import { SIDES, type AcceptedKind, drawn, image, grey, png, kind, blocks, underPower } from './accepted-kind.js';

const packed =
  (depth: number, level: (x: number, y: number) => number) =>
  (y: number): Buffer => {
    const row = Buffer.alloc(Math.ceil((SIDES.width * depth) / 8));
    for (let x = 0; x < SIDES.width; x++) {
      const shift = 8 - depth - ((x * depth) & 7);
      row[(x * depth) >> 3] = (row[(x * depth) >> 3] as number) | (level(x, y) << shift);
    }
    return row;
  };
const stripes =
  (levels: number) =>
  (x: number): number =>
    (x >> 5) % levels;
const striped = (levels: number): (() => Raster) => {
  const level = (x: number): number => Math.round((255 * stripes(levels)(8 * x)) / (levels - 1));
  return blocks((x) => [level(x), level(x), level(x)]);
};
const palette = Buffer.from([200, 40, 40, 40, 160, 60, 40, 60, 200, 230, 230, 210]);

export const pngKinds: AcceptedKind[] = [
  kind('PNG', png, drawn),
  kind('interlaced PNG', () => image().png({ progressive: true }).toBuffer(), drawn),
  kind('16-bit PNG', () => image().toColourspace('rgb16').png().toBuffer(), drawn),
  kind('grey PNG', () => image().greyscale().png().toBuffer(), grey),
  kind('16-bit grey PNG', () => image().greyscale().toColourspace('grey16').png().toBuffer(), grey),
  ...[1, 2, 4].map((depth) =>
    kind(
      `grey PNG of ${depth} bits`,
      () => pngOf({ ...SIDES, depth, colour: 0, row: packed(depth, stripes(2 ** depth)) }),
      striped(2 ** depth),
    ),
  ),
  kind(
    'PNG with a palette',
    () => pngOf({ ...SIDES, depth: 2, colour: 3, row: packed(2, stripes(4)), chunks: [['PLTE', palette]] }),
    blocks(
      (x) =>
        [...palette.subarray(3 * stripes(4)(8 * x), 3 * stripes(4)(8 * x) + 3)] as unknown as [number, number, number],
    ),
  ),
  kind(
    'PNG with holes in its palette',
    () =>
      pngOf({
        ...SIDES,
        depth: 2,
        colour: 3,
        row: packed(2, stripes(4)),
        chunks: [
          ['PLTE', palette],
          ['tRNS', Buffer.from([255, 0])],
        ],
      }),
    undefined,
  ),
  kind('PNG with full alpha', () => image().ensureAlpha().png().toBuffer(), drawn),
  kind('16-bit PNG with alpha', () => image().ensureAlpha(0.5).toColourspace('rgb16').png().toBuffer(), undefined),
  kind('grey PNG with alpha', () => image().greyscale().ensureAlpha().png().toBuffer(), grey),
  kind('PNG in Display P3', () => image().withIccProfile('p3').png().toBuffer(), drawn),
  kind(
    'PNG under a profile of another curve',
    async () =>
      withPngChunk(
        await imageOf(underPower(1.8)(drawn())).png().toBuffer(),
        'iCCP',
        Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(rgbProfile('srgb', 1.8))]),
      ),
    drawn,
  ),
  kind(
    'PNG turned by EXIF',
    async () =>
      withPngChunk(await imageOf(asStored(drawn(), 6)).png().toBuffer(), 'eXIf', (await exifOf(6)).subarray(6)),
    drawn,
  ),
  kind(
    'APNG of one frame',
    async () => withPngChunk(await png(), 'acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])),
    drawn,
  ),
  kind(
    'PNG with text',
    async () => withPngChunk(await png(), 'tEXt', Buffer.from('Author\x00Zhang San 13800138000')),
    drawn,
  ),
  kind(
    'PNG with a bomb for a text',
    async () => withPngChunk(await png(), 'zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), zeros(900)])),
    drawn,
  ),
  kind(
    'PNG with a bomb for an international text',
    async () =>
      withPngChunk(await png(), 'iTXt', Buffer.concat([Buffer.from('Comment\0\x01\0\0\0', 'latin1'), zeros(600)])),
    drawn,
  ),
  kind(
    'PNG with a bomb for a profile',
    async () => withPngChunk(await png(), 'iCCP', Buffer.concat([Buffer.from('x\0\0', 'latin1'), zeros(600)])),
    drawn,
  ),
  kind('PNG with junk behind it', async () => withTrailer(await png(), 'PK\x03\x04<script>'), drawn),
];
