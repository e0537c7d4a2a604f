import { corrupt, PictureRefused } from '../intake-rules.js';
import type { FileWindow } from './file-window.js';
import { withoutExifPrefix, type PictureHeader } from './picture-header.js';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const TEM = 0x01;

/** A file made of nothing but tiny segments costs a decoder a hash entry each; no encoder writes a thousand. */
const MAX_SEGMENTS = 100_000;

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Baseline, extended and progressive, Huffman or arithmetic (ITU-T T.81, table B.1); the rest no phone writes. */
const DECODABLE_FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc9, 0xca]);

interface Frame {
  width: number;
  height: number;
}

/**
 * Walks the markers of the first JPEG stream in a file, as ITU-T T.81 lays them, to its end: what stands behind the EOI
 * (gain maps, second pictures, videos, junk) is not looked at. Scans are counted by their SOS markers and the walk stops
 * one past `maxScans`, so that a bomb costs a read of its bytes at most.
 *
 * @throws PictureRefused CORRUPT, UNSUPPORTED_TYPE (lossless or hierarchical) or TOO_COMPLEX (segments without end)
 */
export async function parseJpeg(file: FileWindow, maxScans: number): Promise<PictureHeader> {
  let at = 2;
  let frame: Frame | undefined;
  let exif: Buffer | undefined;
  let scans = 0;
  for (let segments = 0; ; segments++) {
    if (segments > MAX_SEGMENTS) throw new PictureRefused('TOO_COMPLEX', { maxSegments: MAX_SEGMENTS });
    const found = await nextMarker(file, at);
    if (!found || found.marker === EOI) break;
    at = found.end;
    if (found.marker === SOI || found.marker === TEM || isRestart(found.marker)) continue;
    const length = await segmentLength(file, at);
    if (length === undefined) break;
    if (isFrame(found.marker)) frame = larger(frame, await readFrame(file, at, length, found.marker));
    if (found.marker === APP1) exif ??= await readExif(file, at, length);
    at += length;
    if (found.marker === SOS) {
      if (!frame) throw corrupt('a scan before any frame header');
      scans++;
      if (scans > maxScans) break;
    }
  }
  if (!frame) throw corrupt('no frame header');
  if (scans === 0) throw corrupt('no scan');
  return { type: 'jpeg', ...frame, reach: frame, frames: 1, scans, exifTurns: true, exif };
}

/**
 * The next marker at or after `at`: entropy-coded bytes, stuffed zeroes, restart markers inside a scan and the stray bytes
 * that some cameras leave between segments are stepped over, as every decoder does.
 */
async function nextMarker(file: FileWindow, at: number): Promise<{ marker: number; end: number } | undefined> {
  let pending = false;
  for (;;) {
    const bytes = await file.rest(at);
    if (bytes.length === 0) return undefined;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      if (pending && byte !== 0 && byte !== 0xff && !isRestart(byte)) return { marker: byte, end: at + i + 1 };
      pending = byte === 0xff;
      if (pending) continue;
      // A photo is megabytes of anything else: the search for the next 0xff is the machine's own.
      const next = bytes.indexOf(0xff, i + 1);
      i = next < 0 ? bytes.length : next - 1;
    }
    at += bytes.length;
  }
}

/** The length of the segment at `at`, its own two bytes included; undefined where the file ends before the segment. */
async function segmentLength(file: FileWindow, at: number): Promise<number | undefined> {
  const bytes = await file.read(at, 2);
  if (bytes.length < 2) return undefined;
  const length = bytes.readUInt16BE(0);
  if (length < 2) throw corrupt('a segment shorter than its own length field');
  return at + length > file.size ? undefined : length;
}

async function readFrame(file: FileWindow, at: number, length: number, marker: number): Promise<Frame> {
  const bytes = await file.read(at, Math.min(length, 8));
  if (bytes.length < 8) throw corrupt('frame header cut');
  const precision = bytes.readUInt8(2);
  const components = bytes.readUInt8(7);
  if (length !== 8 + 3 * components || ![1, 3, 4].includes(components)) throw corrupt('frame header');
  if (!DECODABLE_FRAMES.has(marker) || precision === 12 || precision === 16)
    throw new PictureRefused('UNSUPPORTED_TYPE', { found: 'jpeg', frame: marker, precision });
  if (precision !== 8) throw corrupt('sample precision');
  const frame = { height: bytes.readUInt16BE(3), width: bytes.readUInt16BE(5) };
  // A height of 0 leaves it to a DNL marker behind the first scan, which decoders refuse too.
  if (frame.width === 0 || frame.height === 0) throw corrupt('a frame without size');
  return frame;
}

const larger = (a: Frame | undefined, b: Frame): Frame => (a && a.width * a.height > b.width * b.height ? a : b);

async function readExif(file: FileWindow, at: number, length: number): Promise<Buffer | undefined> {
  const block = Buffer.from((await file.read(at, length)).subarray(2));
  const tiff = withoutExifPrefix(block);
  return tiff === block ? undefined : tiff;
}
