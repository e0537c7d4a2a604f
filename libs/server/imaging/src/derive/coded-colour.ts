import type { CodedColour } from '../inspect/picture-header.js';
import { srgbToLinear, type ColourMap, type Matrix } from './colour-map.js';

/** Linear RGB of these primaries (ITU-T H.273) to linear sRGB, both with a D65 white. */
const TO_SRGB: Record<number, Matrix> = {
  9: [1.660491, -0.587641, -0.07285, -0.12455, 1.1329, -0.008349, -0.018151, -0.100579, 1.11873],
  12: [1.22494, -0.22494, 0, -0.042057, 1.042057, 0, -0.019638, -0.078636, 1.098274],
};
const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];
const LINEAR = 8;
const PQ = 16;
const HLG = 18;
/** Diffuse white of HDR pictures in cd/m² (ITU-R BT.2408). */
const HDR_WHITE = 203;

/**
 * How code points become sRGB: the way for files that name their colour by H.273 numbers and carry no profile that a colour
 * engine could read. HDR is brought under white by a shoulder, so that highlights keep their shape.
 *
 * @returns undefined where pixels of this colour may be taken for sRGB
 */
export function codedColourMap(coded: CodedColour | undefined): ColourMap | undefined {
  if (!coded || !(coded.primaries in TO_SRGB || [LINEAR, PQ, HLG].includes(coded.transfer))) return undefined;
  const linear = Float64Array.from({ length: 256 }, (_, code) => toLinear(code / 255, coded.transfer));
  return { linear: [linear, linear, linear], matrix: TO_SRGB[coded.primaries] ?? IDENTITY };
}

/** 1 is diffuse white; HDR goes above it. */
function toLinear(value: number, transfer: number): number {
  if (transfer === LINEAR) return value;
  if (transfer === PQ) return shoulder(pqToNits(value) / HDR_WHITE);
  if (transfer === HLG) return shoulder((hlgToScene(value) ** 1.2 * 1000) / HDR_WHITE);
  // 1, 6, 14 and 15 (the BT.709 curve) are shown on displays of the sRGB kind all the same.
  return srgbToLinear(value);
}

/** SMPTE ST 2084. */
function pqToNits(value: number): number {
  const power = value ** (1 / 78.84375);
  return 10_000 * (Math.max(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125);
}

/** ITU-R BT.2100, the inverse of the HLG camera curve. */
function hlgToScene(value: number): number {
  if (value <= 0.5) return value ** 2 / 3;
  return (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
}

/** Straight up to .75, then towards 1 without reaching it. */
const shoulder = (value: number): number => (value <= 0.75 ? value : 1 - 0.0625 / (value - 0.5));
