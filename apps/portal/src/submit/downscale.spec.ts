import { difference, isBlank } from './downscale.js';

const pixels = (...values: number[]) => new Uint8ClampedArray(values);

it('tells a picture of one colour from any other', () => {
  expect(isBlank(pixels(0, 0, 0, 255, 0, 0, 0, 255))).toBe(true);
  expect(isBlank(pixels(9, 8, 7, 255, 9, 8, 7, 0))).toBe(true);
  expect(isBlank(pixels(9, 8, 7, 255, 9, 8, 6, 255))).toBe(false);
});

it('measures how unlike two small pictures are, alpha left out', () => {
  expect(difference(pixels(10, 20, 30, 255), pixels(10, 20, 30, 0))).toBe(0);
  expect(difference(pixels(0, 0, 0, 255), pixels(255, 255, 255, 255))).toBe(255);
  expect(difference(pixels(0, 0, 0, 0, 10, 10, 10, 0), pixels(3, 0, 0, 0, 10, 7, 10, 0))).toBe(1);
  expect(difference(pixels(0, 0, 0, 0), pixels())).toBe(Infinity);
});
