import { corrupt, PictureRefused } from '../intake-rules.js';
import { BoxCursor } from './box-cursor.js';
import type { FileWindow } from './file-window.js';
import { readHeifItems, type HeifItems } from './heif-items.js';
import { MAX_EXIF_BYTES, withoutExifPrefix, type CodedColour, type PictureHeader } from './picture-header.js';
import { brandsOf, SNIFF_BYTES, typeOfBrands } from './sniff.js';

/** A phone's `meta` is a few kilobytes; one of a hundred-megapixel grid stays far below this. */
const MAX_META_BYTES = 4 * 1024 * 1024;
const MAX_TOP_BOXES = 10_000;
const SEQUENCE_BRANDS = new Set(['avis', 'hevc', 'hevx', 'hevm', 'hevs', 'msf1']);
const DERIVED = new Set(['grid', 'iovl', 'iden']);
const CODECS: Record<string, 'heic' | 'avif'> = { hvc1: 'heic', lhv1: 'heic', av01: 'avif' };

/**
 * Reads the headers of a HEIC or AVIF file: the primary item's size as displayed (`ispe`, then `clap` and `irot` in their
 * order), its colour, EXIF, and whether every byte that the picture needs is in the file.
 *
 * @throws PictureRefused CORRUPT, UNSUPPORTED_TYPE (another codec in the same container) or TOO_COMPLEX
 */
export async function parseHeif(file: FileWindow): Promise<PictureHeader> {
  const brands = brandsOf(Buffer.from(await file.read(0, SNIFF_BYTES)));
  const { meta, moving } = await readTopBoxes(file);
  if (!meta) {
    if (moving) throw new PictureRefused('ANIMATED', { maxFrames: 1 });
    throw corrupt('no meta box');
  }
  const items = readHeifItems(meta);
  const codec = codecOf(items);
  const type = CODECS[codec];
  if (!type) {
    if (!typeOfBrands(brands)) throw new PictureRefused('UNSUPPORTED_TYPE', { found: 'heif', codec });
    throw corrupt(`primary item of type ${codec}`);
  }
  checkExtents(items, file.size);
  const shown = await shownSize(items, file);
  return {
    type,
    ...shown,
    reach: reachOf(items, shown),
    frames: moving && brands.some((brand) => SEQUENCE_BRANDS.has(brand)) ? 2 : 1,
    place: placeOf(items),
    exifTurns: false,
    exif: await readExif(items, file),
    ...readColour(items),
  };
}

/** Walks the boxes of the file itself. What stands behind the picture (motion photos, junk) may be anything. */
async function readTopBoxes(file: FileWindow): Promise<{ meta?: Buffer; moving: boolean }> {
  let meta: Buffer | undefined;
  let moving = false;
  for (let at = 0, boxes = 0; at + 8 <= file.size; boxes++) {
    if (boxes > MAX_TOP_BOXES) throw new PictureRefused('TOO_COMPLEX', { maxBoxes: MAX_TOP_BOXES });
    const head = Buffer.from(await file.read(at, 16));
    const type = head.toString('latin1', 4, 8);
    let size = head.readUInt32BE(0);
    let header = 8;
    if (size === 1 && head.length === 16) {
      header = 16;
      size = Number(head.readBigUInt64BE(8));
    } else if (size === 0) size = file.size - at;
    if (size < header || at + size > file.size) {
      if (meta && type !== 'mdat') break;
      throw corrupt(`box ${type} does not fit into the file`);
    }
    if (type === 'meta' && !meta) {
      if (size > MAX_META_BYTES) throw new PictureRefused('TOO_COMPLEX', { maxMetaBytes: MAX_META_BYTES });
      meta = Buffer.from(await file.read(at + header, size - header));
    }
    if (type === 'moov') moving = true;
    at += size;
  }
  return { meta, moving };
}

/** The primary item's codec, through the items that it is derived from. */
function codecOf(items: HeifItems): string {
  let id = items.primary;
  for (let depth = 0; depth < 4; depth++) {
    const type = items.types.get(id) ?? '';
    if (!DERIVED.has(type)) return type;
    const part = items.parts.get(id)?.[0];
    if (part === undefined) throw corrupt('a derived picture of nothing');
    id = part;
  }
  throw corrupt('pictures derived from each other');
}

/** Every byte of the primary item and of its parts must be there: this is how a cut upload shows before any decode. */
function checkExtents(items: HeifItems, fileSize: number): void {
  for (const id of [items.primary, ...(items.parts.get(items.primary) ?? [])]) {
    const location = items.locations.get(id);
    if (!location || location.extents.length === 0) throw corrupt('an item without a place');
    const room = location.construction === 1 ? items.idat.length : fileSize;
    if (location.extents.some(({ offset, length }) => offset + length > room || offset >= room))
      throw corrupt('an item goes past the end of the file');
    // Pieces that lie over each other make an item of any size out of a small file.
    if (location.extents.reduce((sum, { length }) => sum + length, 0) > room)
      throw corrupt('an item longer than its file');
  }
}

async function shownSize(items: HeifItems, file: FileWindow): Promise<{ width: number; height: number }> {
  const properties = items.properties.get(items.primary) ?? [];
  const extent = properties.find((box) => box.type === 'ispe');
  if (!extent) throw corrupt('a picture without size');
  let { width, height } = readSize(extent.body);
  const grid = items.types.get(items.primary) === 'grid' ? await readGrid(items, file) : undefined;
  if (grid) ({ width, height } = grid);
  for (const { type, body } of properties) {
    if (type === 'clap') {
      const clean = readCleanAperture(body);
      width = Math.min(width, clean.width);
      height = Math.min(height, clean.height);
    }
    if (type === 'irot' && (body.uint(1) & 1) === 1) [width, height] = [height, width];
  }
  if (width === 0 || height === 0) throw corrupt('a picture without size');
  return { width, height };
}

function readSize(body: BoxCursor): { width: number; height: number } {
  const own = new BoxCursor(body.bytes);
  own.fullBox();
  return { width: own.uint(4), height: own.uint(4) };
}

/** ISO/IEC 14496-12, 12.1.4: eight numbers, four fractions, none of whose denominators may be 0. */
function readCleanAperture(body: BoxCursor): { width: number; height: number } {
  const [wn, wd, hn, hd, , xd, , yd] = Array.from({ length: 8 }, () => body.int32()) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (wd <= 0 || hd <= 0 || xd <= 0 || yd <= 0 || wn <= 0 || hn <= 0) throw corrupt('clean aperture');
  return { width: Math.max(1, Math.round(wn / wd)), height: Math.max(1, Math.round(hn / hd)) };
}

/** ISO/IEC 23008-12, 6.6.2.3: the size of the picture that the tiles make up. */
async function readGrid(items: HeifItems, file: FileWindow): Promise<{ width: number; height: number }> {
  const cursor = new BoxCursor(await readItem(items, items.primary, file, 12));
  cursor.skip(1);
  const wide = cursor.uint(1) & 1 ? 4 : 2;
  const tiles = (cursor.uint(1) + 1) * (cursor.uint(1) + 1);
  if ((items.parts.get(items.primary)?.length ?? 0) < tiles) throw corrupt('a grid short of tiles');
  return { width: cursor.uint(wide), height: cursor.uint(wide) };
}

/** The first bytes of an item, at most `most`. */
async function readItem(items: HeifItems, id: number, file: FileWindow, most: number): Promise<Buffer> {
  const location = items.locations.get(id);
  const extent = location?.extents[0];
  if (!location || !extent) return Buffer.alloc(0);
  // A length of 0 means everything up to the end of the source.
  const length = Math.min(most, extent.length || most);
  if (location.construction === 1) return items.idat.subarray(extent.offset, extent.offset + length);
  return Buffer.from(await file.read(extent.offset, length));
}

/** Decoders list what is a picture by itself, in the order of ids. */
function placeOf({ types, unlisted, primary }: HeifItems): { index: number; of: number } {
  const listed = [...types]
    .filter(([id, type]) => (type in CODECS || DERIVED.has(type)) && !unlisted.has(id))
    .map(([id]) => id)
    .sort((a, b) => a - b);
  return { index: listed.indexOf(primary), of: listed.length };
}

/** Auxiliary pictures and thumbnails count too: a decoder may be made to allocate for them. */
function reachOf(items: HeifItems, shown: { width: number; height: number }): { width: number; height: number } {
  const sizes = items.allProperties.filter((box) => box.type === 'ispe').map((box) => readSize(box.body));
  return [shown, ...sizes].reduce((a, b) => (a.width * a.height >= b.width * b.height ? a : b));
}

async function readExif(items: HeifItems, file: FileWindow): Promise<Buffer | undefined> {
  const id = [...items.types].find(([, type]) => type === 'Exif')?.[0];
  if (id === undefined) return undefined;
  const block = await readItem(items, id, file, MAX_EXIF_BYTES);
  if (block.length < 4) return undefined;
  const skip = block.readUInt32BE(0);
  return withoutExifPrefix(block.subarray(4 + (skip <= block.length - 4 ? skip : 0)));
}

/** Both kinds of `colr` may stand side by side; the profile is the more exact one. */
function readColour(items: HeifItems): { icc?: Buffer; coded?: CodedColour } {
  let icc: Buffer | undefined;
  let coded: CodedColour | undefined;
  const ids = [items.primary, ...(items.parts.get(items.primary)?.slice(0, 1) ?? [])];
  for (const { type, body } of ids.flatMap((id) => items.properties.get(id) ?? [])) {
    if (type !== 'colr') continue;
    const kind = body.text(4);
    if (kind === 'prof' || kind === 'rICC') icc ??= body.rest();
    if (kind === 'nclx') coded ??= { primaries: body.uint(2), transfer: body.uint(2) };
  }
  return { icc, coded };
}
