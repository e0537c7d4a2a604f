import path from 'node:path';
import sharp, { type SharpOptions } from 'sharp';
import { checkRules, type InspectedPicture } from '../inspect/inspect-picture.js';
import type { CodedColour, Orientation, PictureHeader } from '../inspect/picture-header.js';
import { corrupt, PictureRefused, type IntakeRules } from '../intake-rules.js';
import { codedColourMap } from './coded-colour.js';
import { finishRaster } from './colour-map.js';
import { VARIANT_SIDES, type HeifRoute } from './derived.js';
import { isSrgb, readMatrixProfile } from './icc-matrix.js';
import { toRaster, type Raster } from './raster.js';
import { pickShown, type ShownPicture } from './shown-picture.js';
import { decodeBySystem, findSystemHeif } from './system-heif.js';
import { tiffWithProfile } from './tiff.writer.js';
import { decodeByWasm } from './wasm-heif.js';

export interface DecodedPicture {
  /** Upright sRGB, at most {@link VARIANT_SIDES} `w2048` a side. */
  raster: Raster;
  /** Upright size of the whole picture, as its decoder found it. */
  width: number;
  height: number;
  decoder: string;
}

export interface DecodeSettings {
  rules: IntakeRules;
  heif: HeifRoute;
  /** A folder of this job's own for what a decoder writes. */
  scratch: string;
}

/**
 * Decodes a picture once, shrunk into the largest derivative's square, upright, in 8-bit sRGB.
 *
 * @throws PictureRefused CORRUPT when its pixels cannot be decoded, TOO_MANY_PIXELS when they are more than the headers said
 */
export async function decodePicture(
  input: string,
  picture: InspectedPicture,
  settings: DecodeSettings,
): Promise<DecodedPicture> {
  const { header, exif, inspection } = picture;
  if (header.type === 'heic') return checked(await decodeHeic(input, picture, settings), header, settings.rules);
  const orientation = header.exifTurns ? exif.orientation : 1;
  const { raster, stored } = await decodeByLibvips(input, orientation, header.coded, settings.rules);
  if (header.type === 'avif') return checked({ raster, ...stored, decoder: 'libvips' }, header, settings.rules);
  return { raster, width: inspection.width, height: inspection.height, decoder: 'libvips' };
}

/** HEIF's headers and its pixels may disagree: what was decoded counts, and is held to the same rules. */
function checked(decoded: DecodedPicture, header: PictureHeader, rules: IntakeRules): DecodedPicture {
  const { width, height } = decoded;
  checkRules({ ...header, width, height, reach: { width, height } }, rules);
  return decoded;
}

async function decodeHeic(input: string, picture: InspectedPicture, settings: DecodeSettings): Promise<DecodedPicture> {
  const { header, inspection } = picture;
  const shown = { width: inspection.width, height: inspection.height, place: header.place };
  const tool = settings.heif === 'wasm' ? undefined : findSystemHeif();
  if (settings.heif === 'system' && !tool) throw new Error('this system has neither heif-dec nor heif-convert');
  if (tool) {
    const file = await pickFile(await decodeBySystem(tool, input, settings.scratch), shown);
    if (file) {
      const { raster, stored } = await decodeByLibvips(file, 1, header.coded, settings.rules);
      return { raster, ...stored, decoder: path.parse(tool).name };
    }
    // A libheif that was packed without HEVC refuses every photo: only where nothing else is left is the file at fault.
    if (settings.heif === 'system') throw corrupt('the HEIC decoder refused it');
  }
  const { data, width, height } = await decodeByWasm(input, shown).catch((error: unknown) => {
    throw corrupt(messageOf(error, input));
  });
  const small = await toRaster(
    sharp(data, { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .resize(VARIANT_SIDES.w2048, VARIANT_SIDES.w2048, { fit: 'inside', withoutEnlargement: true }),
  );
  const raster = await toUprightSrgb(small, 1, header.icc, header.coded);
  return { raster, width, height, decoder: 'heic-decode' };
}

async function pickFile(files: string[], shown: ShownPicture): Promise<string | undefined> {
  if (files.length < 2) return files[0];
  const pictures = await Promise.all(
    files.map(async (file) => {
      const { width, height } = await sharp(file).metadata();
      return { file, width, height };
    }),
  );
  return pickShown(pictures, shown)?.file;
}

interface Decoded {
  raster: Raster;
  /** Size of what was decoded, before any turn. */
  stored: { width: number; height: number };
}

async function decodeByLibvips(
  input: string,
  orientation: Orientation,
  coded: CodedColour | undefined,
  rules: IntakeRules,
): Promise<Decoded> {
  // `error`, not the default `warning`: phones leave stray bytes between segments, and a cut file is an error all the same.
  const options: SharpOptions = { failOn: 'error', limitInputPixels: rules.maxPixels };
  try {
    const meta = await sharp(input, options).metadata();
    const plain = meta.channels !== 3 || meta.depth !== 'uchar' || meta.space !== 'srgb' || Boolean(meta.hasAlpha);
    const stored = { width: meta.width, height: meta.height };
    // libvips converts colour before it shrinks, which at 48 megapixels costs four times the decode: what can wait, waits.
    const shrunk = sharp(input, { ...options, ignoreIcc: !plain }).resize(VARIANT_SIDES.w2048, VARIANT_SIDES.w2048, {
      fit: 'inside',
      withoutEnlargement: true,
    });
    if (!plain) return { raster: await toUprightSrgb(await toRaster(shrunk), orientation, meta.icc, coded), stored };
    const flat = await toRaster(shrunk.flatten({ background: '#ffffff' }).toColourspace('srgb'));
    const map = meta.hasProfile ? undefined : codedColourMap(coded);
    return { raster: finishRaster(flat, orientation, map), stored };
  } catch (error) {
    if (error instanceof PictureRefused) throw error;
    if (/pixel limit/i.test(messageOf(error, input)))
      throw new PictureRefused('TOO_MANY_PIXELS', { maxPixels: rules.maxPixels });
    throw corrupt(messageOf(error, input));
  }
}

/** Where a profile is no matrix, only a colour engine can read it. */
async function toUprightSrgb(
  raster: Raster,
  orientation: Orientation,
  icc: Buffer | undefined,
  coded: CodedColour | undefined,
): Promise<Raster> {
  const map = icc ? readMatrixProfile(icc) : codedColourMap(coded);
  const known = icc && !map ? await toRaster(sharp(tiffWithProfile(raster, icc)).toColourspace('srgb')) : raster;
  return finishRaster(known, orientation, map && isSrgb(map) ? undefined : map);
}

/** The decoder's first line, without the file's name: a refusal's facts may be shown to people. */
function messageOf(error: unknown, input: string): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.replaceAll(input, 'file').slice(0, 200);
}
