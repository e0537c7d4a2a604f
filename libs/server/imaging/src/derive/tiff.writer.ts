import type { Raster } from './raster.js';

const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;

/**
 * Lays raw pixels into an uncompressed TIFF 6.0 with an ICC profile (tag 34675): the one way to hand pixels of a known
 * colour space to libvips, whose raw input cannot carry a profile.
 */
export function tiffWithProfile({ data, width, height }: Raster, icc: Buffer): Buffer {
  const entries: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, 3, 0],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 2],
    [273, LONG, 1, 0],
    [277, SHORT, 1, 3],
    [278, LONG, 1, height],
    [279, LONG, 1, data.length],
    [34675, UNDEFINED, icc.length, 0],
  ];
  const depthsAt = 8 + 2 + 12 * entries.length + 4;
  const iccAt = depthsAt + 6;
  const pixelsAt = iccAt + icc.length + (icc.length & 1);
  const head = Buffer.alloc(pixelsAt);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], i) => {
    const at = 10 + 12 * i;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    const place: Record<number, number> = { 258: depthsAt, 273: pixelsAt, 34675: iccAt };
    head.writeUInt32LE(place[tag] ?? value, at + 8);
  });
  for (let i = 0; i < 3; i++) head.writeUInt16LE(8, depthsAt + 2 * i);
  icc.copy(head, iccAt);
  return Buffer.concat([head, data]);
}
