import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IntakeRules } from '../intake-rules.js';
import type { Orientation } from './picture-header.js';
import {
  exifOf,
  exifPayload,
  heicOfScene,
  heicWithoutTurn,
  imageOf,
  phoneJpeg,
  scene,
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

// Which kinds are refused, each with its code: kinds.spec.ts.
describe('a refusal', () => {
  const jpeg = () => imageOf(scene(800, 640)).jpeg().toBuffer();

  it('TOO_LARGE by bytes, naming limit and measure', async () => {
    const bytes = await jpeg();
    expect(await inspect(bytes, { maxBytes: 1000 })).toMatchObject({
      ok: false,
      code: 'TOO_LARGE',
      facts: { maxBytes: 1000, bytes: bytes.length },
    });
  });

  it('names the limit and the measured value', async () => {
    const result = await inspect(await imageOf(scene(300, 200)).jpeg().toBuffer());
    const facts = { minShortSide: 600, width: 300, height: 200 };
    expect(result).toEqual({ ok: false, code: 'TOO_SMALL', facts, broken: [{ code: 'TOO_SMALL', facts }] });
  });

  it('names every rule that is broken, the first one as its own', async () => {
    const result = await inspect(await imageOf(scene(900, 30)).jpeg().toBuffer(), { types: ['heic'], maxBytes: 100 });
    expect(result.ok ? [] : [result.code, ...result.broken.map(({ code }) => code)]).toEqual([
      'TOO_LARGE',
      'TOO_LARGE',
      'UNSUPPORTED_TYPE',
      'TOO_SMALL',
      'BAD_ASPECT',
    ]);
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
