import type { ExifFacts } from './exif.reader.js';
import type { PictureHeader } from './picture-header.js';

/** Hints for whoever moderates. None is a condition of entry: messengers strip EXIF, and anyone can write it. */
export interface PhotoFacts {
  /** ISO 8601 by the camera's clock; without an offset where the camera wrote none. */
  takenAt?: string;
  /** Maker and model. Written by the file: escape it wherever it is shown. */
  camera?: string;
  /** Program that last wrote the file. Written by the file: escape it wherever it is shown. */
  software?: string;
  /** Whether the file says where it was taken; the place itself is not handed out here. */
  hasGps: boolean;
  /** No camera data and a side as messengers leave it: likely not the picture that the camera took. */
  recompressedByMessenger: boolean;
  /** Under two megapixels: too few for a print larger than 10 × 15 cm. */
  lowResolution: boolean;
  megapixels: number;
}

/** Sides to which WeChat, QQ, WhatsApp and DingTalk scale what is not sent as an original. */
const MESSENGER_SIDES = new Set([960, 1080, 1280, 1440, 1600]);
const LOW_RESOLUTION_PIXELS = 2_000_000;

export function photoFacts(header: PictureHeader, exif: ExifFacts): PhotoFacts {
  const pixels = header.width * header.height;
  const { make, model } = exif;
  const camera =
    make && model && !model.toLowerCase().startsWith(make.toLowerCase()) ? `${make} ${model}` : (model ?? make);
  return {
    ...(exif.takenAt ? { takenAt: exif.takenAt } : {}),
    ...(camera ? { camera } : {}),
    ...(exif.software ? { software: exif.software } : {}),
    hasGps: exif.position !== undefined,
    recompressedByMessenger:
      header.type === 'jpeg' &&
      !camera &&
      !exif.takenAt &&
      (MESSENGER_SIDES.has(header.width) || MESSENGER_SIDES.has(header.height)),
    lowResolution: pixels < LOW_RESOLUTION_PIXELS,
    megapixels: Math.round(pixels / 100_000) / 10,
  };
}
