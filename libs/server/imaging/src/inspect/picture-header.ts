export type PictureType = 'jpeg' | 'png' | 'webp' | 'avif' | 'heic';

export const MIME: Record<PictureType, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
};

/** EXIF's eight ways to lay a sensor's rows and columns (TIFF 6.0, tag 274); 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Colour by code points (ITU-T H.273) where a file carries no ICC profile: `colr nclx` of HEIF, `cICP` of PNG. */
export interface CodedColour {
  primaries: number;
  transfer: number;
}

/** What a parser learns from a picture's headers, pixels untouched. */
export interface PictureHeader {
  type: PictureType;
  /** As stored; for HEIC and AVIF as displayed, since their decoders apply the turns themselves. */
  width: number;
  height: number;
  /** Largest width and height that anything inside asks a decoder to allocate; at least the two above. */
  reach: { width: number; height: number };
  frames: number;
  /** HEIF only: which of its pictures, counted from 0, is meant, and of how many, as decoders list them. */
  place?: { index: number; of: number };
  /** JPEG only. */
  scans?: number;
  /** Whether EXIF's orientation turns this type. In HEIC and AVIF it only informs (ISO/IEC 23008-12, 6.5.10). */
  exifTurns: boolean;
  /** The TIFF structure of the EXIF block, without its `Exif\0\0`. */
  exif?: Buffer;
  icc?: Buffer;
  coded?: CodedColour;
}

/** Most of an EXIF block that is looked at. A JPEG segment cannot hold more; other containers could. */
export const MAX_EXIF_BYTES = 64 * 1024;

/** EXIF as some writers store it in WebP, PNG and HEIF: with the prefix that only JPEG asks for. */
export function withoutExifPrefix(block: Buffer): Buffer {
  return block.subarray(0, 6).toString('latin1') === 'Exif\0\0' ? block.subarray(6) : block;
}
