import { crc32, deflateSync } from 'node:zlib';

/** A picture that a decoder accepts and that differs from every other one by its seed: an 8-bit RGB PNG (RFC 2083). */
export function aPng({ width = 800, height = 600, seed = 1 } = {}): Buffer {
  // A few broad waves, so that perceptual fingerprints of different seeds differ in many bits.
  const wave = (length: number, k: number): number[] =>
    Array.from({ length }, (_, i) => 64 + 63 * Math.sin((i * (1 + ((seed * k) % 13))) / length + seed * k));
  const across = [3, 5, 7].map((k) => wave(width, k));
  const down = [11, 2, 9].map((k) => wave(height, k));
  const pixels = Buffer.alloc(height * (1 + width * 3));
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    at += 1;
    for (let x = 0; x < width; x += 1) {
      for (let c = 0; c < 3; c += 1) pixels[at++] = (across[c]?.[x] ?? 0) + (down[c]?.[y] ?? 0);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A picture whose headers are in order and whose pixels are not: only a decoder finds out. */
export function aBrokenPng(seed = 1): Buffer {
  const png = aPng({ seed });
  const pixels = png.indexOf('IDAT') + 4;
  const length = png.readUInt32BE(pixels - 8);
  const body = Buffer.from(png.subarray(pixels, pixels + length));
  body.fill(0x5a, Math.floor(length / 3));
  return Buffer.concat([png.subarray(0, pixels - 8), chunk('IDAT', body), png.subarray(pixels + length + 4)]);
}

function chunk(name: string, body: Buffer): Buffer {
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length, 0);
  out.write(name, 4, 'latin1');
  body.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
}
