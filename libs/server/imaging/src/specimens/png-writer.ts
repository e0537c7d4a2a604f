import { crc32, constants, deflateRawSync, deflateSync } from 'node:zlib';

export const pngSignature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

export interface Png {
  width: number;
  height: number;
  /** W3C PNG, table 12. */
  depth: number;
  colour: 0 | 2 | 3 | 4 | 6;
  /** Bytes of each row, without its filter. */
  row?: (y: number) => Buffer;
  /** Chunks before the pixels. */
  chunks?: readonly (readonly [type: string, body: Buffer])[];
  /** In the place of the pixels that would fit. */
  pixels?: Buffer;
}

/** A PNG in which any field may be a lie. */
export function pngOf({ width, height, depth, colour, row, chunks = [], pixels }: Png): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  const rows = (): Buffer =>
    Buffer.concat(Array.from({ length: height }, (_, y) => [Buffer.from([0]), row?.(y) as Buffer]).flat());
  return Buffer.concat([
    pngSignature,
    ...[['IHDR', header] as const, ...chunks, ['IDAT', pixels ?? deflateSync(rows())] as const].map(([type, body]) =>
      pngChunk(type, body),
    ),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

export function pngChunk(type: string, body: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + body.length);
  chunk.writeUInt32BE(body.length);
  chunk.write(type, 4, 'latin1');
  body.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + body.length)), 8 + body.length);
  return chunk;
}

const MEGABYTE = 1024 * 1024;

/** A zlib stream of so many megabytes of zeros, made in no time: each megabyte is the same bytes again. */
export function zeros(megabytes: number): Buffer {
  const one = deflateRawSync(Buffer.alloc(MEGABYTE), { finishFlush: constants.Z_FULL_FLUSH });
  const sum = Buffer.alloc(4);
  sum.writeUInt16BE((megabytes * MEGABYTE) % 65_521);
  sum.writeUInt16BE(1, 2);
  return Buffer.concat([
    Buffer.from([0x78, 0x9c]),
    ...Array.from({ length: megabytes }, () => one),
    Buffer.from([3, 0]),
    sum,
  ]);
}
