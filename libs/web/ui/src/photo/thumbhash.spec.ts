import { bytesFromBase64, decodeThumbhash, thumbhashColour } from './thumbhash.js';

/** Hashes with the size and the first, middle and last pixel that the format's reference decoder gives. */
const KNOWN = [
  {
    hash: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w',
    size: [32, 23],
    pixels: [
      [124, 136, 159, 255],
      [112, 124, 139, 255],
      [86, 99, 46, 255],
    ],
  },
  {
    hash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
    size: [23, 32],
    pixels: [
      [64, 77, 113, 255],
      [140, 109, 88, 255],
      [0, 4, 39, 255],
    ],
  },
  {
    hash: 'YJqGPQw7sFlslqhFafSE+Q6oJ1h2iHB2Rw==',
    size: [32, 32],
    pixels: [
      [228, 75, 51, 0],
      [107, 102, 109, 255],
      [255, 136, 0, 0],
    ],
  },
] as const;

test.each(KNOWN)('$hash gives the pixels of the reference, to within one step of 255', ({ hash, size, pixels }) => {
  const { width, height, rgba } = decodeThumbhash(bytesFromBase64(hash));
  expect([width, height]).toEqual(size);
  expect(rgba).toHaveLength(width * height * 4);
  const at = (x: number, y: number) => [...rgba.slice((y * width + x) * 4, (y * width + x) * 4 + 4)];
  const got = [at(0, 0), at(width >> 1, height >> 1), at(width - 1, height - 1)];
  got.forEach((pixel, i) =>
    pixel.forEach((v, c) => expect(Math.abs(v - (pixels[i]?.[c] ?? NaN))).toBeLessThanOrEqual(1)),
  );
});

test('a hash that is cut short is refused, not drawn as black', () => {
  expect(() => decodeThumbhash(new Uint8Array(4))).toThrow(RangeError);
});

test('reads the alphabet of addresses too', () => {
  expect(bytesFromBase64('-_8=')).toEqual(bytesFromBase64('+/8='));
});

test('the mean colour is that of the drawn pixels, within what clipping takes', () => {
  for (const { hash } of KNOWN) {
    const { rgba } = decodeThumbhash(bytesFromBase64(hash));
    const mean = [0, 1, 2].map(
      (c) => rgba.filter((_, i) => i % 4 === c).reduce((sum, v) => sum + v, 0) / (rgba.length / 4),
    );
    const said = thumbhashColour(hash)?.match(/\d+/g)?.map(Number) ?? [];
    expect(said).toHaveLength(3);
    said.forEach((v, c) => expect(Math.abs(v - (mean[c] ?? NaN))).toBeLessThan(12));
  }
  expect(thumbhashColour('%%%')).toBeNull();
});
