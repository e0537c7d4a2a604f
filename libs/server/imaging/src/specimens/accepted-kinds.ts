import { deflateSync } from 'node:zlib';
import type { Sharp } from 'sharp';
import { toRaster, type Raster } from '../derive/raster.js';
import type { Orientation } from '../inspect/picture-header.js';
import { exifOf, imageOf, phoneJpeg } from './encode.js';
import { clap, gridOf, heifFile, box, imir, irot, ispe, singleOf, tileOf } from './heif-writer.js';
import { heicOfScene, heicWithoutTurn } from './heic.js';
import { exifPayload, withPngChunk, withSegment, withTrailer, withWebpChunk } from './hostile.js';
import { greyProfile, iccSegments, rgbProfile } from './icc.js';
import { blockJpeg } from './jpeg-writer.js';
import { arithmeticJpeg, tenBitHeic } from './kept.js';
import { pngOf, zeros } from './png-writer.js';
import { asStored, scene } from './scene.js';

const SIDES = { width: 720, height: 640 };
/** What may be planted in a file and must be nowhere in what is made of it. */
export const PLANTED = ['<script', '<?php', '13800138000', 'Zuimei', 'Zhang San', 'ftypmp42', 'xmpmeta'];

/** A kind of file that real people send. */
export interface AcceptedKind {
  name: string;
  make: () => Promise<Buffer> | Buffer;
  /** Upright. */
  width: number;
  height: number;
  /** What it shows, upright; without it only its size is known. */
  shows?: () => Promise<Raster> | Raster;
}

const drawn = (): Raster => scene(SIDES.width, SIDES.height);
const still = (): Raster => scene(800, 640, { grain: 0 });
const image = (): Sharp => imageOf(drawn());
const grey = (): Promise<Raster> => toRaster(image().greyscale());
const jpeg = (): Promise<Buffer> => image().jpeg({ quality: 85 }).toBuffer();
const png = (): Promise<Buffer> => image().png({ compressionLevel: 1 }).toBuffer();
const xmp = (body: string): Buffer =>
  Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${body}</x:xmpmeta>`, 'latin1');
const video = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), Buffer.alloc(50_000, 7)]);

/** A picture whose codes are those of another colour space, with the profile that says so. */
async function inColours(profile: Buffer, toCodes: (raster: Raster) => Raster, most?: number): Promise<Buffer> {
  const stored = await imageOf(toCodes(drawn())).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
  return iccSegments(profile, most).reduceRight((file, segment) => withSegment(file, 0xe2, segment), stored);
}

/** Codes of the sRGB primaries under a plain power in the place of sRGB's curve. */
const underPower =
  (gamma: number) =>
  ({ data, ...size }: Raster): Raster => ({
    ...size,
    data: Buffer.from(
      data.map((code) => {
        const value = code / 255;
        const light = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        return Math.round(255 * light ** (1 / gamma));
      }),
    ),
  });

const blocks = (block: (x: number, y: number) => readonly [number, number, number]) => (): Raster => {
  const data = Buffer.alloc(3 * SIDES.width * SIDES.height);
  for (let y = 0; y < SIDES.height; y++)
    for (let x = 0; x < SIDES.width; x++) data.set(block(x >> 3, y >> 3), 3 * (y * SIDES.width + x));
  return { data, ...SIDES };
};
const ramp = (x: number, y: number): readonly [number, number, number] => [40 + x, 60 + y, 220 - x - y];
const greyRamp = (x: number, y: number): readonly [number, number, number] => [60 + x + y, 60 + x + y, 60 + x + y];
const inked = (x: number, y: number): readonly number[] => [...ramp(x, y), 255];

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

/** Two sets of tiles side by side and below each other, as the grid shows them, before any turn. */
async function fourfold(tile: Raster): Promise<Raster> {
  const { width, height } = tile;
  const input = await imageOf(tile).png({ compressionLevel: 1 }).toBuffer();
  const places = [0, 1].flatMap((down) => [0, 1].map((right) => ({ input, left: right * width, top: down * height })));
  const empty = { data: Buffer.alloc(12 * width * height), width: 2 * width, height: 2 * height };
  return toRaster(imageOf(empty).composite(places));
}

const kind = (name: string, make: AcceptedKind['make'], shows: AcceptedKind['shows'], size = SIDES): AcceptedKind => ({
  name,
  make,
  ...size,
  shows,
});
const stored = (): Raster => asStored(still(), 6);
const AVIF = { effort: 0, quality: 80 } as const;

const jpegKinds: AcceptedKind[] = [
  kind('JPEG', jpeg, drawn),
  kind('progressive JPEG', () => image().jpeg({ quality: 85, progressive: true }).toBuffer(), drawn),
  kind('JPEG of full chroma', () => image().jpeg({ quality: 85, chromaSubsampling: '4:4:4' }).toBuffer(), drawn),
  kind(
    'JPEG with arithmetic coding',
    () => arithmeticJpeg,
    () => scene(640, 640, { grain: 0 }),
    { width: 640, height: 640 },
  ),
  kind('grey JPEG', () => image().greyscale().jpeg({ quality: 85 }).toBuffer(), grey),
  kind(
    'grey JPEG with a profile',
    async () =>
      withSegment(await image().greyscale().jpeg().toBuffer(), 0xe2, iccSegments(greyProfile(2.2))[0] as Buffer),
    grey,
  ),
  kind(
    'JPEG with restart markers',
    () => blockJpeg({ ...SIDES, block: (x, y) => greyRamp(x, y).slice(0, 1), restart: 7 }),
    blocks(greyRamp),
  ),
  kind('JPEG in RGB', () => blockJpeg({ ...SIDES, block: ramp, adobe: 0 }), blocks(ramp)),
  kind('CMYK JPEG without a profile', () => blockJpeg({ ...SIDES, block: inked, adobe: 0 }), undefined),
  kind('YCCK JPEG', () => blockJpeg({ ...SIDES, block: (x, y) => [60 + x + y, 128, 128, 255], adobe: 2 }), undefined),
  kind(
    'CMYK JPEG with a profile',
    () => image().toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer(),
    undefined,
  ),
  kind('JPEG in Display P3', () => phoneJpeg({ ...SIDES, profile: 'p3' }), drawn),
  kind('JPEG with an sRGB profile', () => phoneJpeg({ ...SIDES, profile: 'srgb' }), drawn),
  kind('JPEG under a profile of another curve', () => inColours(rgbProfile('srgb', 1.8), underPower(1.8)), drawn),
  kind(
    'JPEG with a profile in several segments, out of reason small',
    () => inColours(rgbProfile('srgb', 1.8), underPower(1.8), 100),
    drawn,
  ),
  kind('JPEG in Adobe RGB', () => inColours(rgbProfile('adobe', 2.2), (raster) => raster), undefined),
  kind('JPEG in ProPhoto RGB', () => inColours(rgbProfile('prophoto', 1.8), (raster) => raster), undefined),
  kind('JPEG with a grey picture’s profile', () => inColours(greyProfile(2.2), (raster) => raster), drawn),
  kind('JPEG with a profile that is garbage', () => inColours(Buffer.alloc(3000, 0x5a), (raster) => raster), drawn),
  kind(
    'JPEG with half a profile',
    () => inColours(rgbProfile('adobe', 2.2).subarray(0, 300), (raster) => raster),
    drawn,
  ),
  ...([1, 2, 3, 4, 5, 6, 7, 8] as Orientation[]).map((orientation) =>
    kind(`JPEG of EXIF orientation ${orientation}`, () => phoneJpeg({ ...SIDES, orientation }), drawn),
  ),
  kind(
    'JPEG of EXIF orientation 99',
    async () => withSegment(await jpeg(), 0xe1, exifPayload([[0x0112, 3, 1, 99]])),
    drawn,
  ),
  kind(
    'JPEG whose EXIF points at itself',
    async () => withSegment(await jpeg(), 0xe1, exifPayload([[0x8769, 4, 1, 8]])),
    drawn,
  ),
  kind(
    'JPEG whose EXIF is a program',
    async () => withSegment(await jpeg(), 0xe1, Buffer.from('Exif\0\0<?php system($_GET[0]);', 'latin1')),
    drawn,
  ),
  kind(
    'JPEG with the thumbnail of another picture',
    async () => {
      const other = await imageOf(scene(160, 120, { seed: 9 }))
        .jpeg()
        .toBuffer();
      return withSegment(
        await jpeg(),
        0xe1,
        Buffer.concat([
          exifPayload([
            [0x0201, 4, 1, 44],
            [0x0202, 4, 1, other.length],
          ]),
          other,
        ]),
      );
    },
    drawn,
  ),
  kind(
    'JPEG with a bomb for a thumbnail',
    async () =>
      withSegment(
        await jpeg(),
        0xe1,
        Buffer.concat([
          exifPayload([]),
          ...Array.from({ length: 4000 }, () => Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0])),
        ]),
      ),
    drawn,
  ),
  kind(
    'JPEG with a comment and a page behind it',
    async () =>
      withTrailer(withSegment(await jpeg(), 0xfe, Buffer.from('<script>1</script>')), '<html><script>1</script>'),
    drawn,
  ),
  kind(
    'JPEG with XMP and IPTC',
    async () =>
      withSegment(
        withSegment(await jpeg(), 0xe1, xmp('13800138000')),
        0xed,
        Buffer.from('Photoshop 3.0\x008BIM\x04\x04Zhang San'),
      ),
    drawn,
  ),
  kind('JPEG with 20,000 comments', async () => withSegment(await jpeg(), 0xfe, Buffer.from('hello'), 20_000), drawn),
  kind(
    'JPEG with stray bytes between its segments',
    async () => {
      const file = await jpeg();
      const end = 4 + file.readUInt16BE(4);
      return Buffer.concat([file.subarray(0, end), Buffer.from([0, 0]), file.subarray(end)]);
    },
    drawn,
  ),
  kind(
    'motion photo',
    async () => withTrailer(withSegment(await jpeg(), 0xe1, xmp('<GCamera:MicroVideo>1')), video),
    drawn,
  ),
  kind(
    'Ultra HDR: a gain map behind the picture',
    async () => {
      const map = await imageOf(scene(360, 320, { seed: 4 }))
        .greyscale()
        .jpeg()
        .toBuffer();
      const about = xmp('<rdf:Description hdrgm:Version="1.0"><Container:Directory/></rdf:Description>');
      return withTrailer(
        withSegment(
          withSegment(await jpeg(), 0xe2, Buffer.from('MPF\0II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1')),
          0xe1,
          about,
        ),
        map,
      );
    },
    drawn,
  ),
  kind(
    'MPO: two pictures in one file',
    async () =>
      withTrailer(
        withSegment(await jpeg(), 0xe2, Buffer.from('MPF\0II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1')),
        await phoneJpeg({ ...SIDES, seed: 3 }),
      ),
    drawn,
  ),
  kind('JPEG with a megabyte behind it', async () => withTrailer(await jpeg(), Buffer.alloc(1_000_000, 0xff)), drawn),
];

const pngKinds: AcceptedKind[] = [
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

const webpKinds: AcceptedKind[] = [
  kind('WebP', () => image().webp({ quality: 85 }).toBuffer(), drawn),
  kind('lossless WebP', () => image().webp({ lossless: true, effort: 0 }).toBuffer(), drawn),
  kind('WebP with full alpha', () => image().ensureAlpha().webp({ quality: 85 }).toBuffer(), drawn),
  kind(
    'WebP with half alpha',
    () => image().ensureAlpha(0.5).webp({ lossless: true, effort: 0 }).toBuffer(),
    undefined,
  ),
  kind('WebP in Display P3', () => image().withIccProfile('p3').webp({ quality: 85 }).toBuffer(), drawn),
  kind(
    'WebP turned by EXIF',
    async () =>
      withWebpChunk(
        await imageOf(asStored(drawn(), 6))
          .withExif({ IFD0: { Make: 'Zuimei' } })
          .webp({ quality: 85 })
          .toBuffer(),
        'junk',
        Buffer.from('13800138000'),
      ),
    () => asStored(drawn(), 6),
    { width: 640, height: 720 },
  ),
];

const heifKinds: AcceptedKind[] = [
  kind('AVIF', () => image().avif(AVIF).toBuffer(), drawn),
  kind(
    '10-bit AVIF',
    () =>
      image()
        .avif({ ...AVIF, bitdepth: 10 })
        .toBuffer(),
    drawn,
  ),
  kind(
    '12-bit AVIF',
    () =>
      image()
        .avif({ ...AVIF, bitdepth: 12 })
        .toBuffer(),
    drawn,
  ),
  kind('grey AVIF', () => image().greyscale().avif(AVIF).toBuffer(), grey),
  kind('AVIF with full alpha', () => image().ensureAlpha().avif(AVIF).toBuffer(), drawn),
  kind('AVIF in Display P3', () => image().withIccProfile('p3').avif(AVIF).toBuffer(), drawn),
  kind(
    'AVIF turned by its own box',
    async () => singleOf(await imageOf(asStored(drawn(), 6)).avif(AVIF).toBuffer(), [ispe(640, 720), irot(3)]),
    drawn,
  ),
  kind(
    'AVIF mirrored by its own box',
    async () => singleOf(await image().avif(AVIF).toBuffer(), [ispe(720, 640), imir(1)]),
    () => toRaster(image().flop()),
  ),
  kind(
    'AVIF in tiles',
    async () => gridOf(await image().avif(AVIF).toBuffer(), [], ['avif', 'mif1']),
    () => fourfold(drawn()),
    { width: 1440, height: 1280 },
  ),
  kind('iPhone HEIC, turned by its own box and by EXIF', () => heicOfScene, still, { width: 800, height: 640 }),
  kind('Samsung HEIC, turned by EXIF alone', () => heicWithoutTurn, stored, { width: 640, height: 800 }),
  kind(
    '10-bit HEIC',
    () => tenBitHeic,
    () => scene(640, 640, { grain: 0 }),
    { width: 640, height: 640 },
  ),
  kind(
    'HEIC in tiles, turned',
    () => gridOf(heicOfScene, [irot(3)]),
    async () => toRaster(imageOf(await fourfold(stored())).rotate(90)),
    { width: 1600, height: 1280 },
  ),
  kind(
    'mirrored HEIC',
    () => singleOf(heicOfScene, [ispe(640, 800), imir(1)]),
    () => toRaster(imageOf(stored()).flop()),
    { width: 640, height: 800 },
  ),
  kind(
    'HEIC cut out by its own box',
    () => singleOf(heicOfScene, [ispe(640, 800), clap(620, 1, 700, 1, 0, 1, 0, 1)]),
    () => toRaster(imageOf(stored()).extract({ left: 10, top: 50, width: 620, height: 700 })),
    { width: 620, height: 700 },
  ),
  kind(
    'HEIC with a thumbnail',
    () => {
      const { type, data, config } = tileOf(heicOfScene);
      const second = { id: 2, type, data, properties: [config, ispe(640, 800)], refers: { thmb: [1] } };
      return singleOf(heicOfScene, [ispe(640, 800), irot(3)], { items: [second] });
    },
    still,
    { width: 800, height: 640 },
  ),
  kind(
    'HEIC of two pictures, the second of which counts',
    () => {
      const { type, data, config } = tileOf(heicOfScene);
      const properties = [config, ispe(640, 800)];
      return heifFile({
        brands: ['mif1', 'heic'],
        primary: 2,
        items: [
          { id: 1, type, data, properties: [...properties, irot(1)] },
          { id: 2, type, data, properties: [...properties, irot(3)] },
        ],
      });
    },
    still,
    { width: 800, height: 640 },
  ),
  kind(
    'HEIC with a video behind it',
    () => singleOf(heicOfScene, [ispe(640, 800), irot(3)], { trailing: [box('mpvd', video)] }),
    still,
    { width: 800, height: 640 },
  ),
];

/** One file of every kind that is taken in, each made here. */
export const acceptedKinds: readonly AcceptedKind[] = [...jpegKinds, ...pngKinds, ...webpKinds, ...heifKinds];
