import { deflateSync } from 'node:zlib';
import type { IntakeRefusalCode } from '../intake-rules.js';
import { animatedWebp, imageOf } from './encode.js';
import { heicOfScene } from './heic.js';
import { box, clap, gridOf, heifFile, ispe, singleOf, tileOf } from './heif-writer.js';
import {
  cut,
  patchAfter,
  pngOfSize,
  withClaimedSize,
  withPngChunk,
  withScans,
  withSegment,
  withTrailer,
  withWebpChunk,
} from './hostile.js';
import { blockJpeg } from './jpeg-writer.js';
import { arithmeticJpeg } from './kept.js';
import { pngChunk, pngOf, pngSignature, zeros } from './png-writer.js';
import { randomOf, scene } from './scene.js';

/** A kind of file that must be refused, and with which codes. */
export interface HostileKind {
  name: string;
  codes: readonly IntakeRefusalCode[];
  make: () => Promise<Buffer> | Buffer;
}

const image = () => imageOf(scene(720, 640));
const jpeg = () => image().jpeg().toBuffer();
const progressive = () => image().jpeg({ progressive: true }).toBuffer();
const png = () => image().png({ compressionLevel: 1 }).toBuffer();
const webp = () => image().webp().toBuffer();
const avif = () => image().avif({ effort: 0 }).toBuffer();
const latin = (text: string) => () => Buffer.from(text, 'latin1');
const kind = (
  code: IntakeRefusalCode | readonly IntakeRefusalCode[],
  name: string,
  make: HostileKind['make'],
): HostileKind => ({
  name,
  codes: typeof code === 'string' ? [code] : code,
  make,
});
const flipped = (file: Buffer): Buffer => {
  const copy = Buffer.from(file);
  copy[copy.length >> 1] = (copy[copy.length >> 1] as number) ^ 1;
  return copy;
};
const noise = (length: number): Buffer => {
  const random = randomOf(7);
  return Buffer.from(Array.from({ length }, () => Math.floor(256 * random())));
};
const canvas = (width: number, height: number): Buffer => {
  const body = Buffer.alloc(10);
  body.writeUIntLE(width - 1, 4, 3);
  body.writeUIntLE(height - 1, 7, 3);
  return body;
};
const emptyWebp = Buffer.from('RIFF\x04\0\0\0WEBP', 'latin1');
const OTHER: IntakeRefusalCode[] = ['UNSUPPORTED_TYPE', 'CORRUPT'];

const strangers: HostileKind[] = [
  kind('EMPTY', 'nothing', latin('')),
  kind('UNSUPPORTED_TYPE', 'a web page', latin('<!doctype html><html><script>1</script></html>')),
  kind(
    'UNSUPPORTED_TYPE',
    'SVG with a script',
    latin('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><image href="http://127.0.0.1/"/></svg>'),
  ),
  kind(
    'UNSUPPORTED_TYPE',
    'SVG that reads files',
    latin('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'),
  ),
  kind(
    'UNSUPPORTED_TYPE',
    'GIF of 65,535 a side',
    latin('GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;'),
  ),
  kind('UNSUPPORTED_TYPE', 'GIF that is a script', latin('GIF89a/*\0\0*/=1;alert(1)')),
  kind('UNSUPPORTED_TYPE', 'PDF', latin('%PDF-1.7\n1 0 obj')),
  kind('UNSUPPORTED_TYPE', 'an archive', latin('PK\x03\x04\x14\0\0\0../../x')),
  kind('UNSUPPORTED_TYPE', 'a program', latin('MZ\x90\0\x03')),
  kind('UNSUPPORTED_TYPE', 'a video', () => box('ftyp', Buffer.from('mp42\0\0\0\0mp42isom'))),
  kind('UNSUPPORTED_TYPE', 'a film of QuickTime', () => box('ftyp', Buffer.from('qt  \0\0\0\0qt  '))),
  kind('UNSUPPORTED_TYPE', 'TIFF', () => image().tiff().toBuffer()),
  kind('UNSUPPORTED_TYPE', 'BigTIFF', latin('II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0')),
  kind('UNSUPPORTED_TYPE', 'bitmap', latin('BM\x3a\0\0\0\0\0\0\0\x36\0\0\0')),
  kind('UNSUPPORTED_TYPE', 'icon', latin('\0\0\x01\0\x01\0\x10\x10\0\0')),
  kind('UNSUPPORTED_TYPE', 'JPEG XL', latin('\xff\x0a\xfa\x7f')),
  kind('UNSUPPORTED_TYPE', 'JPEG XL in boxes', latin('\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x14ftypjxl ')),
  kind('UNSUPPORTED_TYPE', 'JPEG 2000', latin('\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 ')),
  kind('UNSUPPORTED_TYPE', 'Photoshop', latin('8BPS\0\x01\0\0\0\0\0\0')),
  kind('UNSUPPORTED_TYPE', 'a sound in RIFF', latin('RIFF\x24\0\0\0WAVEfmt ')),
  kind(OTHER, 'random bytes', () => noise(4096)),
  kind('UNSUPPORTED_TYPE', 'a picture behind a line of text', async () =>
    Buffer.concat([Buffer.from('hello\n'), await jpeg()]),
  ),
  kind('CORRUPT', 'the first bytes of a JPEG', latin('\xff\xd8\xff')),
  kind('CORRUPT', 'the first bytes of a PNG', () => pngSignature),
  kind('CORRUPT', 'the first bytes of a WebP', () => emptyWebp),
  kind('CORRUPT', 'the first bytes of a HEIC', () => heicOfScene.subarray(0, 12)),
];

const jpegKinds: HostileKind[] = [
  kind('CORRUPT', 'half a JPEG', async () => cut(await jpeg(), 0.5)),
  kind('CORRUPT', 'nine tenths of a JPEG', async () => cut(await jpeg(), 0.9)),
  kind('CORRUPT', 'half a progressive JPEG', async () => cut(await progressive(), 0.5)),
  kind('CORRUPT', 'half an arithmetic JPEG', () => cut(arithmeticJpeg, 0.5)),
  kind('CORRUPT', 'half an Ultra HDR, cut inside its picture', async () =>
    cut(withSegment(await jpeg(), 0xe2, Buffer.from('MPF\0II*\0')), 0.6),
  ),
  kind('CORRUPT', 'a JPEG of its header', async () => (await jpeg()).subarray(0, 300)),
  kind('CORRUPT', 'a segment that goes past the end', latin('\xff\xd8\xff\xe1\xff\xffExif\0\0')),
  kind('CORRUPT', 'a segment shorter than its length', latin('\xff\xd8\xff\xe0\0\0\xff\xd9')),
  kind('CORRUPT', 'a JPEG without its size', async () => withClaimedSize(await jpeg(), 0, 640)),
  kind('CORRUPT', 'a JPEG whose height comes later', () =>
    blockJpeg({ width: 720, height: 640, block: () => [90], dnl: true }),
  ),
  kind(OTHER, '12 bits a sample', () => blockJpeg({ width: 720, height: 640, block: () => [90], precision: 12 })),
  kind('TOO_MANY_PIXELS', 'a JPEG that claims 65,500 a side', async () =>
    withClaimedSize(await jpeg(), 65_500, 65_500),
  ),
  kind(['CORRUPT', 'TOO_MANY_PIXELS'], 'two frame headers, the second larger', async () => {
    const file = await jpeg();
    const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
    const second = Buffer.from(file.subarray(frame, frame + 19));
    second.writeUInt16BE(65_000, 5);
    second.writeUInt16BE(65_000, 7);
    return Buffer.concat([file.subarray(0, frame + 19), second, file.subarray(frame + 19)]);
  }),
  kind('TOO_COMPLEX', 'a JPEG of 2,500 scans', async () => withScans(await progressive(), 2500)),
  kind('TOO_COMPLEX', 'scans behind fill bytes', async () => {
    const file = withScans(await progressive(), 300).toString('latin1');
    return Buffer.from(file.replaceAll('\xff\xda', '\xff\xff\xff\xda'), 'latin1');
  }),
  kind('TOO_COMPLEX', 'a bomb with restart markers between its scans', async () => {
    const file = withScans(await progressive(), 300).toString('latin1');
    return Buffer.from(file.replaceAll('\xff\xda', '\xff\xd0\xff\xda'), 'latin1');
  }),
  kind('TOO_COMPLEX', 'segments without end', async () => withSegment(await jpeg(), 0xfe, Buffer.alloc(0), 100_001)),
  kind('TOO_SMALL', 'a stamp', () => imageOf(scene(40, 30)).jpeg().toBuffer()),
  kind('BAD_ASPECT', 'a ribbon', () => pngOfSize(12_600, 600)),
  kind('TOO_LARGE', 'a JPEG of 31 MiB', async () => withTrailer(await jpeg(), Buffer.alloc(31 * 1024 * 1024))),
];

const pngKinds: HostileKind[] = [
  kind('CORRUPT', 'half a PNG', async () => cut(await png(), 0.5)),
  kind('CORRUPT', 'a flipped bit in a PNG', async () => flipped(await png())),
  kind('CORRUPT', 'a PNG short of rows', () =>
    pngOf({ width: 720, height: 640, depth: 8, colour: 0, pixels: deflateSync(Buffer.alloc(721 * 300)) }),
  ),
  kind('CORRUPT', 'a PNG without pixels', () =>
    Buffer.concat([
      pngSignature,
      pngChunk('IHDR', Buffer.from([0, 0, 2, 208, 0, 0, 2, 128, 8, 2, 0, 0, 0])),
      pngChunk('IEND', Buffer.alloc(0)),
    ]),
  ),
  kind('CORRUPT', 'a PNG chunk of two gigabytes', async () =>
    patchAfter(await png(), 'IDAT', -8, [0x7f, 0xff, 0xff, 0xff]),
  ),
  kind('CORRUPT', 'a PNG of an unknown depth', () =>
    pngOf({ width: 720, height: 640, depth: 3, colour: 2, pixels: Buffer.alloc(9) }),
  ),
  kind('CORRUPT', 'a PNG of no width', () => pngOfSize(0, 640)),
  kind('TOO_MANY_PIXELS', '900 megapixels of one bit', () =>
    pngOf({ width: 30_000, height: 30_000, depth: 1, colour: 0, pixels: zeros(107) }),
  ),
  kind('TOO_MANY_PIXELS', '361 megapixels of grey', () =>
    pngOf({ width: 19_000, height: 19_000, depth: 8, colour: 0, pixels: zeros(344) }),
  ),
  kind('TOO_MANY_PIXELS', 'a PNG that claims 65,535 a side', () => pngOfSize(65_535, 65_535)),
  kind('TOO_MANY_PIXELS', 'a PNG that claims 2³¹ a side', () => pngOfSize(0x7fffffff, 0x7fffffff)),
  kind('TOO_SMALL', 'one pixel', () => pngOfSize(1, 1)),
  kind('ANIMATED', 'an APNG', async () => withPngChunk(await png(), 'acTL', Buffer.from([0, 0, 0, 3, 0, 0, 0, 0]))),
  kind('TOO_COMPLEX', 'PNG chunks without end', async () => {
    const file = await png();
    const small = pngChunk('teXt', Buffer.alloc(0));
    return Buffer.concat([file.subarray(0, 33), ...Array.from({ length: 200_001 }, () => small), file.subarray(33)]);
  }),
];

const webpKinds: HostileKind[] = [
  kind('ANIMATED', 'an animated WebP', () => animatedWebp(3, 640)),
  kind('CORRUPT', 'half a WebP', async () => cut(await webp(), 0.5)),
  kind('CORRUPT', 'a WebP of a canvas alone', () => withWebpChunk(emptyWebp, 'VP8X', canvas(16_384, 16_384))),
  kind('CORRUPT', 'a WebP whose canvas is not its picture', async () => {
    const file = await webp();
    return withWebpChunk(withWebpChunk(emptyWebp, 'VP8X', canvas(4000, 3000)), 'VP8 ', file.subarray(20));
  }),
  kind('CORRUPT', 'a WebP longer than its file', async () => {
    const file = Buffer.from(await webp());
    file.writeUInt32LE(0x7fffffff, 4);
    return file;
  }),
  kind('TOO_MANY_PIXELS', 'a lossless WebP that claims 16,384 a side', () =>
    withWebpChunk(emptyWebp, 'VP8L', Buffer.from([0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0, 0, 0])),
  ),
  kind('TOO_COMPLEX', 'WebP chunks without end', async () => {
    const file = Buffer.concat([await webp(), Buffer.from('junk\0\0\0\0'.repeat(100_001), 'latin1')]);
    file.writeUInt32LE(file.length - 8, 4);
    return file;
  }),
];

const heifKinds: HostileKind[] = [
  kind('CORRUPT', 'half an AVIF', async () => cut(await avif(), 0.5)),
  kind('CORRUPT', 'half a HEIC', () => cut(heicOfScene, 0.5)),
  kind(['TOO_MANY_PIXELS', 'CORRUPT'], 'an AVIF that claims 65,535 a side', async () =>
    patchAfter(await avif(), 'ispe', 4, [0, 0, 255, 255, 0, 0, 255, 255]),
  ),
  kind('TOO_MANY_PIXELS', 'a HEIC that claims 65,535 a side', () =>
    patchAfter(heicOfScene, 'ispe', 4, [0, 0, 255, 255, 0, 0, 255, 255]),
  ),
  kind('CORRUPT', 'a HEIC of no size', () => singleOf(heicOfScene, [])),
  kind('CORRUPT', 'a HEIC cut out by a fraction of nothing', () =>
    singleOf(heicOfScene, [ispe(640, 800), clap(620, 0, 700, 1, 0, 1, 0, 1)]),
  ),
  kind('CORRUPT', 'a HEIC cut out beyond its edges', () =>
    singleOf(heicOfScene, [ispe(640, 800), clap(620, 1, 700, 1, 5000, 1, 0, 1)]),
  ),
  kind('CORRUPT', 'a HEIC whose pictures are zeros', () => patchAfter(heicOfScene, 'mdat', 0, [...Buffer.alloc(1000)])),
  kind('CORRUPT', 'a box shorter than its header', () => patchAfter(heicOfScene, 'hdlr', -8, [0, 0, 0, 3])),
  kind('CORRUPT', 'a box of minus one', () => patchAfter(heicOfScene, 'mdat', -8, [255, 255, 255, 255])),
  kind('CORRUPT', 'a box of 2⁶³ bytes', () =>
    Buffer.concat([
      heicOfScene.subarray(0, 28),
      Buffer.from([0, 0, 0, 1]),
      Buffer.from('free'),
      Buffer.alloc(8, 0x7f),
      heicOfScene.subarray(28),
    ]),
  ),
  kind('CORRUPT', 'a grid that is its own tile', () =>
    heifFile({
      brands: ['heic', 'mif1'],
      primary: 1,
      items: [
        {
          id: 1,
          type: 'grid',
          data: Buffer.from([0, 0, 0, 0, 3, 0, 3, 0]),
          properties: [ispe(768, 768)],
          refers: { dimg: [1] },
        },
      ],
    }),
  ),
  kind('CORRUPT', 'a grid short of tiles', () => patchAfter(gridOf(heicOfScene), 'mdat', 2, [9, 9])),
  kind('CORRUPT', 'an item longer than the file, in pieces', () => {
    const { type, data, config } = tileOf(heicOfScene);
    const file = heifFile({
      brands: ['heic', 'mif1'],
      primary: 1,
      items: [{ id: 1, type, data, properties: [config, ispe(640, 800)] }],
    });
    return repeatedExtents(file, 400);
  }),
  kind('UNSUPPORTED_TYPE', 'another codec in the same box', () =>
    heifFile({
      brands: ['mif1'],
      primary: 1,
      items: [{ id: 1, type: 'vvc1', data: Buffer.alloc(100), properties: [ispe(800, 640)] }],
    }),
  ),
  kind('CORRUPT', 'a HEIC without its picture', () =>
    heifFile({ brands: ['heic'], primary: 9, items: [{ id: 1, type: 'hvc1', data: Buffer.alloc(100) }] }),
  ),
  kind('CORRUPT', 'a HEIC of its first box', () => box('ftyp', Buffer.from('heic\0\0\0\0mif1heic'))),
  kind('ANIMATED', 'a sequence of HEVC', () =>
    Buffer.concat([
      box('ftyp', Buffer.from('hevc\0\0\0\0msf1hevc')),
      box('moov', Buffer.alloc(200)),
      box('mdat', Buffer.alloc(2000)),
    ]),
  ),
  kind('ANIMATED', 'a sequence of AV1 with a still', async () => {
    const { type, data, config } = tileOf(await avif());
    return heifFile({
      brands: ['avis', 'avif', 'mif1'],
      primary: 1,
      items: [{ id: 1, type, data, properties: [config, ispe(720, 640)] }],
      trailing: [box('moov', Buffer.alloc(200))],
    });
  }),
];

/** The file's only place for its only item, written so many times over. */
function repeatedExtents(file: Buffer, times: number): Buffer {
  const at = file.indexOf('iloc', 0, 'latin1');
  const extent = file.subarray(at + 18, at + 26);
  const added = 8 * (times - 1);
  const copy = Buffer.concat([
    file.subarray(0, at + 18),
    ...Array.from({ length: times }, () => extent),
    file.subarray(at + 26),
  ]);
  copy.writeUInt16BE(times, at + 16);
  for (let i = 0; i < times; i++) copy.writeUInt32BE(extent.readUInt32BE(0) + added, at + 18 + 8 * i);
  for (const place of [at - 4, file.indexOf('meta', 0, 'latin1') - 4])
    copy.writeUInt32BE(copy.readUInt32BE(place) + added, place);
  return copy;
}

/** One file of every kind that is refused, each made here. */
export const hostileKinds: readonly HostileKind[] = [
  ...strangers,
  ...jpegKinds,
  ...pngKinds,
  ...webpKinds,
  ...heifKinds,
];
