import { corrupt, PictureRefused } from '../intake-rules.js';
import type { FileWindow } from './file-window.js';
import { MAX_EXIF_BYTES, withoutExifPrefix, type PictureHeader } from './picture-header.js';

const MAX_CHUNKS = 100_000;

interface Size {
  width: number;
  height: number;
}

/**
 * Walks the RIFF chunks of a WebP (RFC 9649): canvas from VP8X, size from the bitstream's own header, frames by counting
 * ANMF. A still without a bitstream, a RIFF longer than the file, or a canvas that its bitstream contradicts is CORRUPT.
 *
 * @throws PictureRefused CORRUPT or TOO_COMPLEX (chunks without end)
 */
export async function parseWebp(file: FileWindow): Promise<PictureHeader> {
  const riff = await file.read(0, 12);
  if (riff.length < 12) throw corrupt('RIFF header cut');
  const end = riff.readUInt32LE(4) + 8;
  if (end > file.size + 1) throw corrupt('RIFF goes past the end of the file');
  let canvas: Size | undefined;
  let still: Size | undefined;
  let frames = 0;
  let exif: Buffer | undefined;
  for (let at = 12, chunks = 0; at + 8 <= end; chunks++) {
    if (chunks > MAX_CHUNKS) throw new PictureRefused('TOO_COMPLEX', { maxChunks: MAX_CHUNKS });
    const head = Buffer.from(await file.read(at, 8));
    if (head.length < 8) break;
    const name = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    const body = await file.read(at + 8, Math.min(length, 32));
    if (at + 8 + length > file.size && name !== 'XMP ' && name !== 'EXIF') throw corrupt(`chunk ${name} cut`);
    if (name === 'VP8X') canvas ??= readCanvas(body);
    if (name === 'VP8 ') still ??= readLossy(body);
    if (name === 'VP8L') still ??= readLossless(body);
    if (name === 'ANMF') frames++;
    if (name === 'EXIF')
      exif ??= withoutExifPrefix(Buffer.from(await file.read(at + 8, Math.min(length, MAX_EXIF_BYTES))));
    at += 8 + length + (length & 1);
  }
  if (!still && frames === 0) throw corrupt('no bitstream');
  const size = canvas ?? still;
  if (!size) throw corrupt('frames without a canvas');
  if (canvas && still && (canvas.width !== still.width || canvas.height !== still.height))
    throw corrupt('canvas and bitstream differ');
  return { type: 'webp', ...size, reach: size, frames: Math.max(1, frames), exifTurns: true, exif };
}

function readCanvas(body: Buffer): Size {
  if (body.length < 10) throw corrupt('VP8X cut');
  return { width: body.readUIntLE(4, 3) + 1, height: body.readUIntLE(7, 3) + 1 };
}

/** RFC 6386, 9.1: a key frame opens with its tag, the start code 9d 01 2a and two 14-bit sides. */
function readLossy(body: Buffer): Size {
  if (body.length < 10 || body.readUIntBE(3, 3) !== 0x9d012a || (body.readUInt8(0) & 1) !== 0)
    throw corrupt('VP8 key frame');
  const size = { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff };
  if (size.width === 0 || size.height === 0) throw corrupt('a picture without size');
  return size;
}

/** RFC 9649, 3.4: one byte 2f, then two sides less one in 14 bits each. */
function readLossless(body: Buffer): Size {
  if (body.length < 5 || body.readUInt8(0) !== 0x2f) throw corrupt('VP8L header');
  const bits = body.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
