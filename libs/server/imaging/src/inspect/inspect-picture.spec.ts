import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IntakeRules } from '../intake-rules.js';
import type { Orientation } from './picture-header.js';
import {
  animatedWebp,
  cut,
  exifOf,
  exifPayload,
  heicOfScene,
  heicWithoutTurn,
  imageOf,
  patchAfter,
  phoneJpeg,
  pngOfSize,
  pngSignature,
  scene,
  withClaimedSize,
  withPngChunk,
  withScans,
  withSegment,
  withTrailer,
  withWebpChunk,
} from '../specimens/index.js';
import { inspectPicture, readPosition } from './inspect-picture.js';

// Machines that build and test at once are slow; these are no measures of speed.
jest.setTimeout(60_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zuimei-imaging-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function stored(bytes: Buffer | string, name = 'upload.bin'): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return file;
}

async function inspect(bytes: Buffer | string, rules?: Partial<IntakeRules>) {
  return inspectPicture(await stored(bytes), rules);
}

const accepted = async (bytes: Buffer, rules?: Partial<IntakeRules>) => {
  const result = await inspect(bytes, rules);
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.facts)}`);
  return result.inspection;
};

describe('what is taken in', () => {
  const small = () => imageOf(scene(800, 640));

  it.each([
    ['jpeg', 'image/jpeg', () => small().jpeg().toBuffer()],
    ['png', 'image/png', () => small().png().toBuffer()],
    ['webp', 'image/webp', () => small().webp().toBuffer()],
    ['webp', 'image/webp', () => small().webp({ lossless: true }).toBuffer()],
    ['webp', 'image/webp', () => small().ensureAlpha(0.5).webp().toBuffer()],
    ['avif', 'image/avif', () => small().avif({ effort: 0 }).toBuffer()],
    ['avif', 'image/avif', () => small().avif({ effort: 0, bitdepth: 10 }).toBuffer()],
    ['heic', 'image/heic', async () => heicOfScene],
  ])('%s by content, whatever its name', async (type, mime, make) => {
    const bytes = await make();
    const file = await stored(bytes, 'holiday.gif');
    expect(await inspectPicture(file)).toMatchObject({
      ok: true,
      inspection: { type, mime, bytes: bytes.length, width: 800, height: 640 },
    });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8] as Orientation[])('orientation %i: the upright size', async (orientation) => {
    const { width, height } = await accepted(await phoneJpeg({ width: 800, height: 640, orientation }));
    expect([width, height]).toEqual([800, 640]);
  });

  it.each<[string, (exif: Buffer) => Promise<Buffer>]>([
    ['WebP', async (exif) => withWebpChunk(await imageOf(scene(640, 800)).webp().toBuffer(), 'EXIF', exif)],
    ['PNG', async (exif) => withPngChunk(await imageOf(scene(640, 800)).png().toBuffer(), 'eXIf', exif.subarray(6))],
  ])('orientation in %s turns too', async (_type, make) => {
    const made = await make(await exifOf(6));
    expect(await accepted(made)).toMatchObject({ width: 800, height: 640, facts: { camera: 'Zuimei Specimen 1' } });
  });

  it('EXIF in HEIC only informs: its own turns are what counts', async () => {
    expect(await accepted(heicOfScene)).toMatchObject({
      width: 800,
      height: 640,
      facts: { camera: 'Zuimei Specimen 1' },
    });
    expect(await accepted(heicWithoutTurn)).toMatchObject({ width: 640, height: 800 });
  });

  it('reads what a camera wrote, and keeps the place to itself', async () => {
    const bytes = await phoneJpeg({ width: 2000, height: 1500 });
    const { facts } = await accepted(bytes);
    expect(facts).toEqual({
      takenAt: '2026-05-01T08:30:00+08:00',
      camera: 'Zuimei Specimen 1',
      software: 'specimen',
      hasGps: true,
      recompressedByMessenger: false,
      lowResolution: false,
      megapixels: 3,
    });
    const position = await readPosition(await stored(bytes));
    expect(position?.latitude).toBeCloseTo(22 + 43 / 60, 6);
    expect(position?.longitude).toBeCloseTo(114.05, 6);
  });

  it('suspects a messenger where a picture has no camera and a messenger’s side', async () => {
    const { facts } = await accepted(await imageOf(scene(1080, 720)).jpeg().toBuffer());
    expect(facts).toMatchObject({ recompressedByMessenger: true, lowResolution: true, hasGps: false });
  });

  it('a picture is what stands before its end: trailers do not matter', async () => {
    const jpeg = await phoneJpeg({ width: 800, height: 640 });
    const other = await phoneJpeg({ width: 3000, height: 2000 });
    for (const trailer of ['<html><script>1</script>', other, Buffer.alloc(1_000_000, 0xff)])
      expect(await accepted(withTrailer(jpeg, trailer))).toMatchObject({ width: 800, height: 640 });
  });

  it('steps over stray bytes between segments, as cameras leave them', async () => {
    const jpeg = await phoneJpeg({ width: 800, height: 640 });
    const end = 4 + jpeg.readUInt16BE(4);
    const stray = Buffer.concat([jpeg.subarray(0, end), Buffer.from([0, 0]), jpeg.subarray(end)]);
    expect(await accepted(stray)).toMatchObject({ width: 800, height: 640 });
  });

  it('twenty thousand comments are tedious, not wrong', async () => {
    const jpeg = await imageOf(scene(800, 640)).jpeg().toBuffer();
    expect(await accepted(withSegment(jpeg, 0xfe, Buffer.from('hello'), 20_000))).toMatchObject({ width: 800 });
  });

  it.each([
    ['a loop', exifPayload([[0x8769, 4, 1, 8]])],
    ['orientation 99', exifPayload([[0x0112, 3, 1, 99]])],
    ['a text of four billion characters', exifPayload([[0x010f, 2, 0xffffffff, 8]])],
    ['a text outside the block', exifPayload([[0x010f, 2, 64, 0x7fffffff]])],
    ['nothing but a prefix', Buffer.from('Exif\0\0', 'latin1')],
    ['a script', Buffer.from('Exif\0\0<?php system($_GET[0]);', 'latin1')],
  ])('EXIF with %s is read as far as it goes', async (_what, payload) => {
    const jpeg = await imageOf(scene(800, 640)).jpeg().toBuffer();
    const { width, height, facts } = await accepted(withSegment(jpeg, 0xe1, payload));
    expect([width, height, facts.hasGps, facts.camera]).toEqual([800, 640, false, undefined]);
  });

  it('an APNG of one frame is a still', async () => {
    const png = await small().png().toBuffer();
    expect(await accepted(withPngChunk(png, 'acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])))).toMatchObject({
      type: 'png',
    });
  });
});

describe('what is refused', () => {
  const jpeg = () => imageOf(scene(800, 640)).jpeg().toBuffer();
  const png = () => imageOf(scene(800, 640)).png().toBuffer();
  const webp = () => imageOf(scene(800, 640)).webp().toBuffer();
  const avif = () => imageOf(scene(800, 640)).avif({ effort: 0 }).toBuffer();
  const text = (body: string) => async () => Buffer.from(body, 'latin1');

  it.each<[string, string, () => Promise<Buffer>]>([
    ['EMPTY', 'nothing', text('')],
    ['UNSUPPORTED_TYPE', 'text', text('hello, this is no picture')],
    ['UNSUPPORTED_TYPE', 'a web page', text('<!doctype html><html></html>')],
    ['UNSUPPORTED_TYPE', 'SVG', text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['UNSUPPORTED_TYPE', 'GIF', text('GIF89a\x01\0\x01\0\0\0\0;')],
    ['UNSUPPORTED_TYPE', 'PDF', text('%PDF-1.7\n')],
    ['UNSUPPORTED_TYPE', 'an archive', text('PK\x03\x04rest')],
    ['UNSUPPORTED_TYPE', 'a program', text('MZ\x90\0')],
    ['UNSUPPORTED_TYPE', 'a video', text('\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08free')],
    ['UNSUPPORTED_TYPE', 'TIFF', () => imageOf(scene(800, 640)).tiff().toBuffer()],
    ['UNSUPPORTED_TYPE', 'a sound in RIFF', text('RIFF\x24\0\0\0WAVEfmt ')],
    ['CORRUPT', 'a JPEG of three bytes', text('\xff\xd8\xff')],
    ['CORRUPT', 'a PNG of its signature', async () => pngSignature],
    ['CORRUPT', 'a WebP of its header', text('RIFF\x04\0\0\0WEBP')],
    ['CORRUPT', 'a HEIC of its first box', text('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
    ['CORRUPT', 'a JPEG without pixels', async () => (await jpeg()).subarray(0, 300)],
    ['CORRUPT', 'a JPEG whose height comes later', async () => withClaimedSize(await jpeg(), 800, 0)],
    ['CORRUPT', 'a segment of length 0', async () => withTrailer(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]), 'x')],
    ['CORRUPT', 'half a PNG', async () => cut(await png(), 0.5)],
    ['CORRUPT', 'half a WebP', async () => cut(await webp(), 0.5)],
    ['CORRUPT', 'half an AVIF', async () => cut(await avif(), 0.5)],
    ['CORRUPT', 'half a HEIC', async () => cut(heicOfScene, 0.5)],
    [
      'CORRUPT',
      'a WebP of a canvas alone',
      async () => withWebpChunk(Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), 'VP8X', Buffer.alloc(10, 0xff)),
    ],
    ['CORRUPT', 'a HEIC without a size', async () => patchAfter(heicOfScene, 'isp', 0, [0x20])],
    ['CORRUPT', 'a box shorter than its header', async () => patchAfter(heicOfScene, 'hdlr', -8, [0, 0, 0, 3])],
    ['CORRUPT', 'a place outside the file', async () => patchAfter(heicOfScene, 'ilo', 0, [0x20])],
    [
      'UNSUPPORTED_TYPE',
      'another codec in the same box',
      async () =>
        patchAfter(
          patchAfter(
            patchAfter(heicOfScene, 'ftyp', 0, Buffer.from('mif1')),
            'mif1\0\0\0\0mif1',
            0,
            Buffer.from('mif1'),
          ),
          'hvc1',
          -4,
          Buffer.from('vvc1'),
        ),
    ],
    ['TOO_MANY_PIXELS', 'a JPEG that claims 65500²', async () => withClaimedSize(await jpeg(), 65_500, 65_500)],
    ['TOO_MANY_PIXELS', 'a PNG of 900 megapixels', async () => pngOfSize(30_000, 30_000)],
    ['TOO_MANY_PIXELS', 'a PNG of 2^31 pixels a side', async () => pngOfSize(0x7fffffff, 0x7fffffff)],
    ['TOO_MANY_PIXELS', 'a side beyond the rule', async () => pngOfSize(17_000, 1_000)],
    [
      'TOO_MANY_PIXELS',
      'a HEIC that claims 65535²',
      async () => patchAfter(heicOfScene, 'ispe', 4, [0, 0, 255, 255, 0, 0, 255, 255]),
    ],
    ['TOO_SMALL', 'one pixel', async () => pngOfSize(1, 1)],
    ['TOO_SMALL', 'a stamp', () => imageOf(scene(800, 599)).jpeg().toBuffer()],
    ['BAD_ASPECT', 'a ribbon', async () => pngOfSize(12_600, 600)],
    ['ANIMATED', 'an animated WebP', () => animatedWebp()],
    ['ANIMATED', 'an APNG', async () => withPngChunk(await png(), 'acTL', Buffer.from([0, 0, 0, 3, 0, 0, 0, 0]))],
    [
      'TOO_COMPLEX',
      'a JPEG of 100 scans too many',
      async () => withScans(await imageOf(scene(800, 640)).jpeg({ progressive: true }).toBuffer(), 100),
    ],
    ['TOO_COMPLEX', 'segments without end', async () => withSegment(await jpeg(), 0xfe, Buffer.alloc(0), 100_001)],
  ])('%s: %s', async (code, _what, make) => {
    expect(await inspect(await make())).toMatchObject({ ok: false, code });
  });

  it('TOO_LARGE by bytes, naming limit and measure', async () => {
    const bytes = await jpeg();
    expect(await inspect(bytes, { maxBytes: 1000 })).toEqual({
      ok: false,
      code: 'TOO_LARGE',
      facts: { maxBytes: 1000, bytes: bytes.length },
    });
  });

  it('names the limit and the measured value', async () => {
    const result = await inspect(await imageOf(scene(300, 200)).jpeg().toBuffer());
    expect(result).toEqual({ ok: false, code: 'TOO_SMALL', facts: { minShortSide: 600, width: 300, height: 200 } });
  });

  it('takes an edition’s own rules', async () => {
    const bytes = await imageOf(scene(300, 200)).jpeg().toBuffer();
    expect(await inspect(bytes, { minShortSide: 200 })).toMatchObject({ ok: true });
    expect(await inspect(bytes, { minShortSide: 200, maxAspect: 1.4 })).toMatchObject({
      ok: false,
      code: 'BAD_ASPECT',
    });
  });

  it('counts a bomb’s scans in little time', async () => {
    const progressive = await imageOf(scene(1600, 1200)).jpeg({ progressive: true }).toBuffer();
    const file = await stored(withScans(progressive, 10_000).subarray(0, 30 * 1024 * 1024));
    const before = process.cpuUsage();
    expect(await inspectPicture(file)).toMatchObject({ ok: false, code: 'TOO_COMPLEX' });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(200);
  });

  it('throws for a file that is not there: that is no picture’s fault', async () => {
    await expect(inspectPicture(path.join(folder, 'absent'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
