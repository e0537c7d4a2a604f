import { corrupt, PictureRefused } from '../intake-rules.js';
import type { FileWindow } from './file-window.js';
import { MAX_EXIF_BYTES, withoutExifPrefix, type CodedColour, type PictureHeader } from './picture-header.js';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Length, type and checksum of a chunk. */
const FRAMING = 12;
const MAX_CHUNKS = 200_000;

/** Bit depths allowed for each colour type (W3C PNG, table 12). */
const DEPTHS: Record<number, readonly number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/**
 * Walks the chunks of a PNG: size from IHDR, frames from APNG's acTL, EXIF and coded colour on the way. No chunk is
 * inflated, so a text or profile bomb costs its compressed bytes.
 *
 * @throws PictureRefused CORRUPT or TOO_COMPLEX (chunks without end)
 */
export async function parsePng(file: FileWindow): Promise<PictureHeader> {
  if (!(await file.read(0, 8)).equals(SIGNATURE)) throw corrupt('signature');
  const { width, height } = await readIhdr(file);
  let frames = 1;
  let pixels = false;
  let exif: Buffer | undefined;
  let coded: CodedColour | undefined;
  let at = 8 + FRAMING + 13;
  for (let chunks = 0; at + 8 <= file.size; chunks++) {
    if (chunks > MAX_CHUNKS) throw new PictureRefused('TOO_COMPLEX', { maxChunks: MAX_CHUNKS });
    const head = await file.read(at, 8);
    const length = head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    if (at + FRAMING + length > file.size) {
      // Behind the pixels nothing is owed any more; before or inside them the file was cut.
      if (pixels && type !== 'IDAT') break;
      throw corrupt(`chunk ${type} goes past the end of the file`);
    }
    if (type === 'IEND') break;
    if (type === 'IDAT') pixels = true;
    if (type === 'acTL' && length >= 8) frames = Math.max(frames, (await file.read(at + 8, 4)).readUInt32BE(0));
    if (type === 'eXIf')
      exif ??= withoutExifPrefix(Buffer.from(await file.read(at + 8, Math.min(length, MAX_EXIF_BYTES))));
    if (type === 'cICP' && length === 4) {
      const [primaries = 2, transfer = 2] = await file.read(at + 8, 4);
      coded = { primaries, transfer };
    }
    at += FRAMING + length;
  }
  if (!pixels) throw corrupt('no pixel data');
  return { type: 'png', width, height, reach: { width, height }, frames, exifTurns: true, exif, coded };
}

async function readIhdr(file: FileWindow): Promise<{ width: number; height: number }> {
  const chunk = await file.read(8, 8 + 13);
  if (chunk.length < 21 || chunk.readUInt32BE(0) !== 13 || chunk.toString('latin1', 4, 8) !== 'IHDR')
    throw corrupt('IHDR');
  const width = chunk.readUInt32BE(8);
  const height = chunk.readUInt32BE(12);
  if (width === 0 || height === 0) throw corrupt('a picture without size');
  if (!DEPTHS[chunk.readUInt8(17)]?.includes(chunk.readUInt8(16))) throw corrupt('bit depth and colour type');
  return { width, height };
}
