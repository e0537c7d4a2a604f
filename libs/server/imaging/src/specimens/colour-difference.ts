import type { Raster } from '../derive/raster.js';

type Lab = readonly [L: number, a: number, b: number];

const LINEAR = Float64Array.from({ length: 256 }, (_, code) => {
  const value = code / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** CIE Lab under D65 of an 8-bit sRGB colour. */
export function labOf(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [red, green, blue].map((code) => LINEAR[code] as number) as [number, number, number];
  const f = (t: number): number => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIEDE2000 (CIE 142; Sharma, Wu and Dalal 2005): 1 is about what an eye just tells apart. */
export function deltaE00([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const pull = (chroma: number): number => Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7));
  const g = 0.5 * (1 - pull((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2));
  const [p1, p2] = [(1 + g) * a1, (1 + g) * a2];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const hue = (a: number, b: number): number => ((((Math.atan2(b, a) * 180) / Math.PI) % 360) + 360) % 360;
  const [h1, h2] = [hue(p1, b1), hue(p2, b2)];
  const grey = c1 * c2 === 0;
  let turn = h2 - h1;
  if (turn > 180) turn -= 360;
  else if (turn < -180) turn += 360;
  if (grey) turn = 0;
  const lightness = l2 - l1;
  const chroma = c2 - c1;
  const hueStep = 2 * Math.sqrt(c1 * c2) * Math.sin(radians(turn / 2));
  const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2];
  let h = (h1 + h2) / 2;
  if (grey) h = h1 + h2;
  else if (Math.abs(h1 - h2) > 180) h += h1 + h2 < 360 ? 180 : -180;
  const t =
    1 -
    0.17 * Math.cos(radians(h - 30)) +
    0.24 * Math.cos(radians(2 * h)) +
    0.32 * Math.cos(radians(3 * h + 6)) -
    0.2 * Math.cos(radians(4 * h - 63));
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const sc = 1 + 0.045 * c;
  const sh = 1 + 0.015 * c * t;
  const rt = -2 * pull(c) * Math.sin(radians(60 * Math.exp(-(((h - 275) / 25) ** 2))));
  return Math.sqrt(
    (lightness / sl) ** 2 + (chroma / sc) ** 2 + (hueStep / sh) ** 2 + rt * (chroma / sc) * (hueStep / sh),
  );
}

/** Mean CIEDE2000 of two pictures of one size, over every 37th pixel. */
export function meanDeltaE00(one: Raster, other: Raster): number {
  if (one.data.length !== other.data.length) throw new Error('sizes differ');
  const lab = ({ data }: Raster, at: number): Lab =>
    labOf(data[at] as number, data[at + 1] as number, data[at + 2] as number);
  let sum = 0;
  let count = 0;
  for (let at = 0; at + 2 < one.data.length; at += 3 * 37, count++) sum += deltaE00(lab(one, at), lab(other, at));
  return sum / count;
}
