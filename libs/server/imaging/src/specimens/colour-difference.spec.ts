import { deltaE00, labOf } from './colour-difference.js';

// Of the 34 pairs that Sharma, Wu and Dalal published to tell right implementations from wrong ones.
it.each([
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, 0, 0], [50, -1, 2], 2.3669],
  [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[50, 2.5, 0], [56, -27, -3], 31.903],
  [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
  [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
] as const)('%j and %j differ by %d', (one, other, difference) => {
  expect(deltaE00(one, other)).toBeCloseTo(difference, 3);
});

it('white, and a red', () => {
  const [light, greenRed, blueYellow] = labOf(255, 255, 255);
  expect(light).toBeCloseTo(100, 2);
  expect(Math.hypot(greenRed, blueYellow)).toBeLessThan(0.02);
  const [lightness, a, b] = labOf(255, 0, 0);
  expect([lightness.toFixed(1), a.toFixed(1), b.toFixed(1)]).toEqual(['53.2', '80.1', '67.2']);
});
