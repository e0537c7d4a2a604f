import { collage, COPIES, type Copying, randomOf, scene } from '../specimens/index.js';
import { type Hit, likenessOf, lookupsOf, marksOf, type Sketch, sketchOfDerivative } from './index.js';
import { pictureArea } from './picture-area.js';
import { sketchOf } from './sketch.js';
import { toneCurve } from './tone.js';
import { MIRRORED, windowHash } from './window-hash.js';

// Machines that build and test at once are slow; these are no measures of speed.
jest.setTimeout(60_000);

const ones = (value: bigint): number => BigInt.asUintN(64, value).toString(2).replaceAll('0', '').length;

/** As the database finds them: to seven bits, nearest first. */
function likeness(indexed: Sketch, looked: Sketch): number {
  const marks = marksOf(indexed);
  const hits = lookupsOf(looked).flatMap((lookup) =>
    marks.map((mark): Hit & { distance: number } => ({
      indexed: mark,
      looked: lookup,
      distance: ones(mark.hash ^ lookup.hash),
    })),
  );
  return likenessOf(
    indexed,
    looked,
    hits.filter(({ distance }) => distance <= 7).sort((a, b) => a.distance - b.distance),
  );
}

const picture = (seed: number) => collage({ width: 360, height: 270, seed });
const NEAR = 0.94;

describe('a copy is found', () => {
  let bytes: Buffer;
  let original: Sketch;
  beforeAll(async () => {
    bytes = await picture(1);
    original = await sketchOfDerivative(bytes);
  });

  it.each(Object.entries(COPIES))('%s', async (_kind, copy) => {
    const copied = await sketchOfDerivative(await copy(bytes, randomOf(1)));
    expect(likeness(original, copied)).toBeGreaterThan(NEAR);
  });
});

it('a copy that was handed in first finds its original', async () => {
  const bytes = await picture(2);
  const copied = await (COPIES['cropped 10 %'] as Copying)(bytes, randomOf(2));
  expect(likeness(await sketchOfDerivative(copied), await sketchOfDerivative(bytes))).toBeGreaterThan(NEAR);
});

it('other pictures are not alike', async () => {
  const sketches = await Promise.all([1, 2, 3].map(async (seed) => sketchOfDerivative(await picture(seed))));
  for (const one of sketches) {
    for (const other of sketches) {
      if (one === other) expect(likeness(one, other)).toBeGreaterThan(0.97);
      else expect(likeness(one, other)).toBeLessThan(0.8);
    }
  }
});

it('what has nothing to see has no marks and is like nothing', async () => {
  const grey: Sketch = { width: 96, height: 64, luma: new Uint8Array(96 * 64).fill(128) };
  expect(marksOf(grey)).toEqual([]);
  expect(lookupsOf(grey)).toEqual([]);
  expect(likenessOf(grey, grey, [])).toBe(0);
});

it('a sketch has 96 × 64 pixels for 3:2, the same area for a strip, and is never enlarged', async () => {
  const sizeOf = async (width: number, height: number) => {
    const sketch = await sketchOf(scene(width, height));
    expect(sketch.luma).toHaveLength(sketch.width * sketch.height);
    return [sketch.width, sketch.height];
  };
  expect(await sizeOf(600, 400)).toEqual([96, 64]);
  expect(await sizeOf(1100, 150)).toEqual([212, 29]);
  expect(await sizeOf(60, 40)).toEqual([60, 40]);
});

it('a frame in layers is not part of the picture', () => {
  const [width, height] = [60, 40];
  const random = randomOf(7);
  const luma = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const edge = Math.min(x, y, width - 1 - x, height - 1 - y);
    return edge < 2 ? 17 : edge < 5 ? 255 : 255 * random();
  });
  const { left, top, right, bottom } = pictureArea({ width, height, luma });
  for (const [side, whole] of [
    [left, 0],
    [top, 0],
    [right, width],
    [bottom, height],
  ] as const) {
    expect(Math.abs(side - whole)).toBeGreaterThanOrEqual(5);
    expect(Math.abs(side - whole)).toBeLessThanOrEqual(7);
  }
});

it('the hash of a mirrored window is the hash with the odd frequencies turned over', () => {
  const random = randomOf(3);
  const values = Float32Array.from({ length: 32 * 32 }, () => 255 * random());
  const mirrored = values.map((_, i) => values[i - (i % 32) + 31 - (i % 32)] as number);
  const plain = windowHash({ width: 32, height: 32, values }, 16, 16, 16);
  const turned = windowHash({ width: 32, height: 32, values: mirrored }, 16, 16, 16);
  expect(turned.hash).toBe(plain.hash ^ MIRRORED);
  expect(ones(MIRRORED)).toBe(32);
  expect(turned.contrast).toBeCloseTo(plain.contrast, 5);
});

it('finds how brightness and contrast were changed, whatever was clipped', () => {
  const from = Float32Array.from({ length: 256 }, (_, grey) => grey);
  const tone = toneCurve(
    from,
    from.map((grey) => Math.min(255, 1.2 * grey + 10)),
  );
  for (const grey of [20, 100, 180]) expect(tone(grey)).toBeCloseTo(1.2 * grey + 10, -1);
});
