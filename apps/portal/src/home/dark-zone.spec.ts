import { luminance, veilFor } from './dark-zone.js';

const flat = (value: number, count = 100) =>
  Uint8ClampedArray.from(Array.from({ length: count * 4 }, (_, i) => (i % 4 === 3 ? 255 : value)));
const contrast = (light: number) => 1.05 / (light + 0.05);

describe('the veil under text on a cover', () => {
  it('is not needed on a dark picture', () => expect(veilFor(flat(60))).toBe(0));

  it.each([255, 220, 180, 140])('brings white text on grey %i to 4.5', (grey) => {
    const veiled = grey * (1 - veilFor(flat(grey)));
    expect(contrast(luminance(veiled, veiled, veiled))).toBeGreaterThanOrEqual(4.5);
  });

  it('lets single sparks be bright', () => {
    const sparks = flat(40);
    sparks.set([255, 255, 255, 255], 0);
    expect(veilFor(sparks)).toBe(0);
  });
});
