import { srgbToLinear, WIDEST_ROW, type ColourMap, type Matrix } from './colour-map.js';

const MAX_TAGS = 100;
/** Linear sRGB to XYZ of the profile connection space, D50 (IEC 61966-2-1 by Bradford's adaptation). */
const SRGB_TO_XYZ: Matrix = [
  0.4360747, 0.3850649, 0.1430804, 0.2225045, 0.7168786, 0.0606169, 0.0139322, 0.0971045, 0.7141733,
];
/** The way back. */
const XYZ_TO_SRGB: Matrix = [
  3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.033454, 0.0719453, -0.2289914, 1.4052427,
];
/** Two colours this near, in linear light, are one in 8 bits. */
const SAME = 0.002;

/**
 * Reads an ICC profile of the kind that cameras embed: RGB by three curves and a matrix (ICC.1:2022, 8.3.3). That is all
 * that Display P3, Adobe RGB, ProPhoto and sRGB are, and its arithmetic is exact where a general colour engine's is slow.
 *
 * @returns undefined for every other kind, and for one that cannot be read: a colour engine may still know better
 */
export function readMatrixProfile(icc: Buffer): ColourMap | undefined {
  const text = (at: number): string => icc.toString('latin1', at, at + 4);
  if (icc.length < 132 || text(36) !== 'acsp' || text(16) !== 'RGB ' || text(20) !== 'XYZ ') return undefined;
  const tags = readTags(icc);
  // Tables stand above curves where a profile has both.
  if (!tags || ['A2B0', 'A2B1', 'D2B0', 'D2B1'].some((name) => tags.has(name))) return undefined;
  const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => readXyz(tags.get(name)));
  const curves = ['rTRC', 'gTRC', 'bTRC'].map((name) => readCurve(tags.get(name)));
  const [red, green, blue] = columns;
  const [first, second, third] = curves;
  if (!red || !green || !blue || !first || !second || !third) return undefined;
  const toXyz = [0, 1, 2].flatMap((i) => [red[i], green[i], blue[i]]) as unknown as Matrix;
  // A picture without light on one of its axes has no colours to convert.
  if (!isSound(toXyz)) return undefined;
  const matrix = multiply(XYZ_TO_SRGB, toXyz);
  return reach(matrix) <= WIDEST_ROW ? { linear: [first, second, third], matrix } : undefined;
}

/** Whether pixels come out of it as they went in. */
export function isSrgb({ linear, matrix }: ColourMap): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= SAME;
  return (
    matrix.every((value, i) => near(value, i % 4 === 0 ? 1 : 0)) &&
    linear.every((values) => values.every((value, code) => near(value, srgbToLinear(code / 255))))
  );
}

function readTags(icc: Buffer): Map<string, Buffer> | undefined {
  const count = icc.readUInt32BE(128);
  if (count > MAX_TAGS || 132 + 12 * count > icc.length) return undefined;
  const tags = new Map<string, Buffer>();
  for (let at = 132; at < 132 + 12 * count; at += 12) {
    const from = icc.readUInt32BE(at + 4);
    const to = from + icc.readUInt32BE(at + 8);
    if (to <= icc.length) tags.set(icc.toString('latin1', at, at + 4), icc.subarray(from, to));
  }
  return tags;
}

const fixed = (tag: Buffer, at: number): number => tag.readInt32BE(at) / 65_536;

function readXyz(tag: Buffer | undefined): number[] | undefined {
  if (!tag || tag.length < 20 || tag.toString('latin1', 0, 4) !== 'XYZ ') return undefined;
  return [8, 12, 16].map((at) => fixed(tag, at));
}

/** Linear light of the codes 0–255. */
function readCurve(tag: Buffer | undefined): Float64Array | undefined {
  if (!tag || tag.length < 12) return undefined;
  const kind = tag.toString('latin1', 0, 4);
  const curve = kind === 'curv' ? sampledCurve(tag) : kind === 'para' ? parametricCurve(tag) : undefined;
  if (!curve) return undefined;
  const values = Float64Array.from({ length: 256 }, (_, code) => Math.min(1, Math.max(0, curve(code / 255))));
  return values.every(Number.isFinite) ? values : undefined;
}

/** ICC.1:2022, 10.6: nothing is a straight line, one number a power, more are samples with straight lines between. */
function sampledCurve(tag: Buffer): ((value: number) => number) | undefined {
  const count = tag.readUInt32BE(8);
  if (tag.length < 12 + 2 * count) return undefined;
  if (count === 0) return (value) => value;
  if (count === 1) return (value) => value ** (tag.readUInt16BE(12) / 256);
  const sample = (i: number): number => tag.readUInt16BE(12 + 2 * Math.min(i, count - 1)) / 65_535;
  return (value) => {
    const place = value * (count - 1);
    const below = Math.floor(place);
    return sample(below) + (place - below) * (sample(below + 1) - sample(below));
  };
}

/** ICC.1:2022, table 68. */
function parametricCurve(tag: Buffer): ((value: number) => number) | undefined {
  const kind = tag.readUInt16BE(8);
  const count = [1, 3, 4, 5, 7][kind];
  if (count === undefined || tag.length < 12 + 4 * count) return undefined;
  const numbers = Array.from({ length: count }, (_, i) => fixed(tag, 12 + 4 * i));
  const [g = 1, a = 1, b = 0, third = 0, d = 0, e = 0, f = 0] = numbers;
  const power = (value: number): number => Math.max(0, a * value + b) ** g;
  switch (kind) {
    case 0:
      return (value) => value ** g;
    case 1:
      return (value) => (value >= -b / a ? power(value) : 0);
    case 2:
      return (value) => (value >= -b / a ? power(value) + third : third);
    case 3:
      return (value) => (value >= d ? power(value) : third * value);
    default:
      return (value) => (value >= d ? power(value) + e : third * value + f);
  }
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return Array.from({ length: 9 }, (_, at) => {
    const row = at - (at % 3);
    return [0, 1, 2].reduce((sum, k) => sum + (a[row + k] as number) * (b[3 * k + (at % 3)] as number), 0);
  }) as unknown as Matrix;
}

/** The largest sum of a row without its signs. */
const reach = (matrix: Matrix): number =>
  Math.max(...[0, 3, 6].map((row) => [0, 1, 2].reduce((sum, k) => sum + Math.abs(matrix[row + k] as number), 0)));

/** White of a sound profile is D50's: a profile of another white, or of none, is left to the colour engine. */
function isSound(toXyz: Matrix): boolean {
  const [x, y, z] = [0, 3, 6].map((at) => toXyz[at]! + toXyz[at + 1]! + toXyz[at + 2]!) as [number, number, number];
  const white = [0, 3, 6].map((at) => SRGB_TO_XYZ[at]! + SRGB_TO_XYZ[at + 1]! + SRGB_TO_XYZ[at + 2]!);
  return [x, y, z].every((value, i) => Math.abs(value - (white[i] as number)) < 0.02);
}
