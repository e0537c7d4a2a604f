import { deflateSync } from 'node:zlib';
import { pngChunk, pngOf } from './png-writer.js';

// Malformed and hostile files, made by hand from sound ones: each function changes one thing.

/** Everything after the given share of the file is gone. */
export const cut = (file: Buffer, share: number): Buffer => file.subarray(0, Math.floor(file.length * share));

/** Bytes behind the picture's end: a page, an archive, a second picture. */
export const withTrailer = (file: Buffer, trailer: Buffer | string): Buffer =>
  Buffer.concat([file, Buffer.from(trailer as string)]);

/** A JPEG whose frame header claims another size. */
export function withClaimedSize(jpeg: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(jpeg);
  const frame = findMarker(copy, [0xc0, 0xc1, 0xc2]);
  copy.writeUInt16BE(height, frame + 5);
  copy.writeUInt16BE(width, frame + 7);
  return copy;
}

/** A progressive JPEG whose last scan is repeated `times` times: small on the wire, long in the decoder. */
export function withScans(progressive: Buffer, times: number): Buffer {
  const last = progressive.lastIndexOf(Buffer.from([0xff, 0xda]));
  const end = progressive.length - 2;
  return Buffer.concat([
    progressive.subarray(0, end),
    ...Array.from({ length: times }, () => progressive.subarray(last, end)),
    progressive.subarray(end),
  ]);
}

/** A JPEG with a segment of `payload`, `times` over, right behind its first marker. */
export function withSegment(jpeg: Buffer, marker: number, payload: Buffer, times = 1): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  const segment = Buffer.concat([head, payload]);
  return Buffer.concat([jpeg.subarray(0, 2), ...Array.from({ length: times }, () => segment), jpeg.subarray(2)]);
}

/** An EXIF segment with one directory of SHORT entries, which may point at itself and claim what it likes. */
export function exifPayload(entries: readonly (readonly [tag: number, type: number, count: number, value: number])[]) {
  const tiff = Buffer.alloc(8 + 2 + 12 * entries.length + 4);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], i) => {
    tiff.writeUInt16LE(tag, 10 + 12 * i);
    tiff.writeUInt16LE(type, 12 + 12 * i);
    tiff.writeUInt32LE(count, 14 + 12 * i);
    tiff.writeUInt32LE(value, 18 + 12 * i);
  });
  // The next directory is this one.
  tiff.writeUInt32LE(8, tiff.length - 4);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

/** A whole PNG that claims a size and holds next to nothing. */
export const pngOfSize = (width: number, height: number): Buffer =>
  pngOf({ width, height, depth: 8, colour: 0, pixels: deflateSync(Buffer.alloc(100)) });

/** A PNG with a chunk of its own behind IHDR. */
export const withPngChunk = (png: Buffer, type: string, body: Buffer): Buffer =>
  Buffer.concat([png.subarray(0, 33), pngChunk(type, body), png.subarray(33)]);

/** A WebP with one chunk more at its end. */
export function withWebpChunk(webp: Buffer, name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(body.length, 4);
  const whole = Buffer.concat([webp, head, body, Buffer.alloc(body.length & 1)]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}

/** The file with `bytes` written `offset` bytes behind the first `box`, length kept: for lying fields of boxes. */
export function patchAfter(file: Buffer, box: string, offset: number, bytes: readonly number[] | Buffer): Buffer {
  const copy = Buffer.from(file);
  const at = copy.indexOf(box, 0, 'latin1');
  if (at < 0) throw new Error(`no ${box} in this file`);
  copy.set(bytes, at + box.length + offset);
  return copy;
}

function findMarker(jpeg: Buffer, markers: readonly number[]): number {
  for (let at = 2; at + 4 < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2))
    if (markers.includes(jpeg[at + 1] as number)) return at;
  throw new Error('no such marker');
}
