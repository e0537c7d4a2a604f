import {
  DEFAULT_INTAKE_RULES,
  PictureRefused,
  type BrokenRule,
  type IntakeRefusalCode,
  type IntakeRules,
  type RefusalFacts,
} from '../intake-rules.js';
import { readExifFacts, type ExifFacts } from './exif.reader.js';
import { FileWindow } from './file-window.js';
import { parseHeif } from './heif.parser.js';
import { parseJpeg } from './jpeg.parser.js';
import { photoFacts, type PhotoFacts } from './photo-facts.js';
import { MIME, type PictureHeader, type PictureType } from './picture-header.js';
import { parsePng } from './png.parser.js';
import { sniff, SNIFF_BYTES } from './sniff.js';
import { parseWebp } from './webp.parser.js';

export interface Inspection {
  type: PictureType;
  mime: string;
  bytes: number;
  /** Upright, as people see it. */
  width: number;
  height: number;
  facts: PhotoFacts;
}

export type InspectionResult =
  | { ok: true; inspection: Inspection }
  | {
      ok: false;
      /** The first rule that is broken. */
      code: IntakeRefusalCode;
      facts: RefusalFacts;
      /** Every rule that is known to be broken, the first one included. */
      broken: readonly BrokenRule[];
    };

/** An inspection with what the decoder needs besides. */
export interface InspectedPicture {
  inspection: Inspection;
  header: PictureHeader;
  exif: ExifFacts;
}

/**
 * Says what a file is and whether it keeps to the rules, from its headers alone: no pixel is decoded, no name is trusted,
 * memory stays at one window of the file. Meant to run inside the request that completes an upload.
 *
 * @param path the file; its name plays no part
 * @param rules what differs from {@link DEFAULT_INTAKE_RULES}
 * @returns the picture's type, upright size and hints, or the rules that it breaks: `facts` then name the limits (by the
 *   rule's name) and the measured values
 * @throws the file system's error when the file cannot be read
 */
export async function inspectPicture(path: string, rules: Partial<IntakeRules> = {}): Promise<InspectionResult> {
  try {
    return { ok: true, inspection: (await readPicture(path, { ...DEFAULT_INTAKE_RULES, ...rules })).inspection };
  } catch (error) {
    if (error instanceof PictureRefused)
      return { ok: false, code: error.code, facts: error.facts, broken: error.broken };
    throw error;
  }
}

/**
 * Where a picture says it was taken, in degrees: personal data, to be asked for only with its author's consent and kept
 * as a district at most.
 *
 * @throws the file system's error when the file cannot be read
 */
export async function readPosition(path: string): Promise<{ latitude: number; longitude: number } | undefined> {
  try {
    return (await readPicture(path, { ...DEFAULT_INTAKE_RULES, minShortSide: 1 })).exif.position;
  } catch (error) {
    if (error instanceof PictureRefused) return undefined;
    throw error;
  }
}

/** @throws PictureRefused the first rule that the picture breaks */
export async function readPicture(path: string, rules: IntakeRules): Promise<InspectedPicture> {
  const file = await FileWindow.open(path);
  try {
    const header = await readHeader(file, rules);
    const exif = readExifFacts(header.exif);
    const turned = header.exifTurns && exif.orientation >= 5;
    const [width, height] = turned ? [header.height, header.width] : [header.width, header.height];
    const broken = [...(file.size > rules.maxBytes ? [tooLarge(file, rules)] : []), ...brokenRules(header, rules)];
    if (broken.length > 0) throw refusal(broken);
    const inspection: Inspection = {
      type: header.type,
      mime: MIME[header.type],
      bytes: file.size,
      width,
      height,
      facts: photoFacts(header, exif),
    };
    return { inspection, header, exif };
  } finally {
    await file.close();
  }
}

async function readHeader(file: FileWindow, rules: IntakeRules): Promise<PictureHeader> {
  if (file.size === 0) throw new PictureRefused('EMPTY', { bytes: 0 });
  const kind = sniff(await file.read(0, SNIFF_BYTES));
  if ('other' in kind) throw new PictureRefused('UNSUPPORTED_TYPE', { found: kind.other });
  // What an edition finds too large may still be read, to name what else is wrong with it; what nobody takes in may not.
  if (file.size > Math.max(rules.maxBytes, DEFAULT_INTAKE_RULES.maxBytes)) throw refusal([tooLarge(file, rules)]);
  switch (kind.container) {
    case 'jpeg':
      return parseJpeg(file, rules.maxScans);
    case 'png':
      return parsePng(file);
    case 'webp':
      return parseWebp(file);
    case 'heif':
      return parseHeif(file);
  }
}

/** @throws PictureRefused the rules that a picture of this header breaks, if any */
export function checkRules(header: PictureHeader, rules: IntakeRules): void {
  const broken = brokenRules(header, rules);
  if (broken.length > 0) throw refusal(broken);
}

const tooLarge = (file: FileWindow, { maxBytes }: IntakeRules): BrokenRule => ({
  code: 'TOO_LARGE',
  facts: { maxBytes, bytes: file.size },
});

function refusal([first, ...others]: readonly BrokenRule[]): PictureRefused {
  if (!first) throw new Error('a picture that breaks no rule cannot be refused');
  return new PictureRefused(first.code, first.facts, others);
}

/** Every rule that a picture of this header breaks, those that protect a decoder first. */
function brokenRules(header: PictureHeader, rules: IntakeRules): BrokenRule[] {
  const { width, height, reach } = header;
  const broken: BrokenRule[] = [];
  const unless = (kept: boolean, code: IntakeRefusalCode, facts: RefusalFacts): void => {
    if (!kept) broken.push({ code, facts });
  };
  unless(rules.types.includes(header.type), 'UNSUPPORTED_TYPE', { found: header.type });
  unless(header.frames <= 1, 'ANIMATED', { maxFrames: 1, frames: header.frames });
  const { maxPixels, maxSide, maxScans, minShortSide, maxAspect } = rules;
  if (Math.max(width * height, reach.width * reach.height) > maxPixels)
    unless(false, 'TOO_MANY_PIXELS', { maxPixels, ...reach });
  else unless(Math.max(width, height, reach.width, reach.height) <= maxSide, 'TOO_MANY_PIXELS', { maxSide, ...reach });
  unless((header.scans ?? 0) <= maxScans, 'TOO_COMPLEX', { maxScans, scans: `> ${maxScans}` });
  unless(Math.min(width, height) >= minShortSide, 'TOO_SMALL', { minShortSide, width, height });
  unless(Math.max(width, height) <= maxAspect * Math.min(width, height), 'BAD_ASPECT', { maxAspect, width, height });
  return broken;
}
