import type { Raster } from '../derive/raster.js';
import type { Orientation } from '../inspect/picture-header.js';
import { imageOf, phoneJpeg } from './encode.js';
import { exifPayload, withSegment, withTrailer } from './hostile.js';
import { greyProfile, iccSegments, rgbProfile } from './icc.js';
import { blockJpeg } from './jpeg-writer.js';
import { arithmeticJpeg } from './kept.js';
import { scene } from './scene.js';
import {
  SIDES,
  type AcceptedKind,
  drawn,
  image,
  grey,
  jpeg,
  video,
  kind,
  blocks,
  underPower,
} from './accepted-kind.js';

const xmp = (body: string): Buffer =>
  Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${body}</x:xmpmeta>`, 'latin1');

/** A picture whose codes are those of another colour space, with the profile that says so. */
async function inColours(profile: Buffer, toCodes: (raster: Raster) => Raster, most?: number): Promise<Buffer> {
  const stored = await imageOf(toCodes(drawn())).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
  return iccSegments(profile, most).reduceRight((file, segment) => withSegment(file, 0xe2, segment), stored);
}

const ramp = (x: number, y: number): readonly [number, number, number] => [40 + x, 60 + y, 220 - x - y];
const greyRamp = (x: number, y: number): readonly [number, number, number] => [60 + x + y, 60 + x + y, 60 + x + y];
const inked = (x: number, y: number): readonly number[] => [...ramp(x, y), 255];

export const jpegKinds: AcceptedKind[] = [
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
