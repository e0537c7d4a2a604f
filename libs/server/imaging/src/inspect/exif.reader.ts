import type { Orientation } from './picture-header.js';

const ORIENTATION = 0x0112;
const MAKE = 0x010f;
const MODEL = 0x0110;
const SOFTWARE = 0x0131;
const EXIF_IFD = 0x8769;
const GPS_IFD = 0x8825;
const TAKEN_AT = 0x9003;
const TAKEN_OFFSET = 0x9011;
const GPS_LATITUDE_REF = 1;
const GPS_LATITUDE = 2;
const GPS_LONGITUDE_REF = 3;
const GPS_LONGITUDE = 4;

/** Cameras write some sixty entries a directory. */
const MAX_ENTRIES = 512;
const MAX_TEXT = 100;
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/** What an EXIF block says, as far as anyone here asks. Text is trimmed, free of control characters, at most 100 long. */
export interface ExifFacts {
  orientation: Orientation;
  make?: string;
  model?: string;
  software?: string;
  /** ISO 8601 in the camera's own clock, with the offset where the camera wrote one. */
  takenAt?: string;
  /** Degrees, north and east positive. Personal data: it must not leave the room unless its author agreed. */
  position?: { latitude: number; longitude: number };
}

interface Entry {
  type: number;
  count: number;
  /** Where its values begin in the block. */
  at: number;
}

/**
 * Reads the directories of an EXIF block (TIFF 6.0; CIPA DC-008) that are named here, each once and by its own pointer: no
 * chain of directories is followed, so none can loop. Nothing throws: what cannot be read is left out, for EXIF is a hint.
 */
export function readExifFacts(tiff: Buffer | undefined): ExifFacts {
  const block = tiff && TiffBlock.open(tiff);
  if (!block) return { orientation: 1 };
  const first = block.directory(block.firstDirectory);
  const exif = block.directory(block.number(first.get(EXIF_IFD)));
  const gps = block.directory(block.number(first.get(GPS_IFD)));
  const orientation = block.number(first.get(ORIENTATION)) ?? 1;
  return {
    orientation: orientation >= 1 && orientation <= 8 ? (orientation as Orientation) : 1,
    make: block.text(first.get(MAKE)),
    model: block.text(first.get(MODEL)),
    software: block.text(first.get(SOFTWARE)),
    takenAt: toIso(block.text(exif.get(TAKEN_AT)), block.text(exif.get(TAKEN_OFFSET))),
    position: readPosition(block, gps),
  };
}

class TiffBlock {
  readonly firstDirectory: number;
  private readonly bytes: Buffer;
  private readonly little: boolean;

  private constructor(bytes: Buffer, little: boolean) {
    this.bytes = bytes;
    this.little = little;
    this.firstDirectory = this.uint(4, 4) ?? 0;
  }

  static open(bytes: Buffer): TiffBlock | undefined {
    const order = bytes.toString('latin1', 0, 2);
    if (order !== 'II' && order !== 'MM') return undefined;
    return new TiffBlock(bytes, order === 'II');
  }

  directory(at: number | undefined): Map<number, Entry> {
    const entries = new Map<number, Entry>();
    const count = at === undefined || at < 8 ? 0 : (this.uint(at, 2) ?? 0);
    for (let i = 0; i < Math.min(count, MAX_ENTRIES); i++) {
      const from = (at as number) + 2 + 12 * i;
      const tag = this.uint(from, 2);
      const type = this.uint(from + 2, 2);
      const number = this.uint(from + 4, 4);
      if (tag === undefined || type === undefined || number === undefined) break;
      const bytes = (TYPE_BYTES[type] ?? 0) * number;
      const place = bytes <= 4 ? from + 8 : this.uint(from + 8, 4);
      if (bytes > 0 && place !== undefined && !entries.has(tag)) entries.set(tag, { type, count: number, at: place });
    }
    return entries;
  }

  number(entry: Entry | undefined): number | undefined {
    if (entry?.type === 3) return this.uint(entry.at, 2);
    if (entry?.type === 4 || entry?.type === 13) return this.uint(entry.at, 4);
    return undefined;
  }

  text(entry: Entry | undefined): string | undefined {
    if (!entry || (entry.type !== 2 && entry.type !== 129)) return undefined;
    const raw = this.bytes.subarray(entry.at, entry.at + Math.min(entry.count, 4 * MAX_TEXT));
    const end = raw.indexOf(0);
    const text = raw
      .toString('utf8', 0, end < 0 ? raw.length : end)
      .replace(/[\p{C}\p{Zl}\p{Zp}\ufffd]/gu, '')
      .trim();
    return [...text].slice(0, MAX_TEXT).join('') || undefined;
  }

  rationals(entry: Entry | undefined, wanted: number): number[] | undefined {
    if (!entry || entry.type !== 5 || entry.count < wanted) return undefined;
    const values = Array.from({ length: wanted }, (_, i) => {
      const over = this.uint(entry.at + 8 * i, 4);
      const under = this.uint(entry.at + 8 * i + 4, 4);
      return over === undefined || !under ? NaN : over / under;
    });
    return values.every(Number.isFinite) ? values : undefined;
  }

  private uint(at: number, size: 2 | 4): number | undefined {
    if (at < 0 || at + size > this.bytes.length) return undefined;
    return this.little ? this.bytes.readUIntLE(at, size) : this.bytes.readUIntBE(at, size);
  }
}

/** `2026:05:01 08:30:00` and `+08:00`, as CIPA DC-008 has them. */
function toIso(text: string | undefined, offset: string | undefined): string | undefined {
  const parts = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(text ?? '')?.slice(1);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts as [string, string, string, string, string, string];
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const real = new Date(`${local}Z`);
  if (Number.isNaN(real.getTime()) || !real.toISOString().startsWith(local)) return undefined;
  return local + (/^[+-](0\d|1[0-4]):[0-5]\d$/.test(offset ?? '') ? offset : '');
}

function readPosition(block: TiffBlock, gps: Map<number, Entry>): ExifFacts['position'] {
  const degrees = (values: number[] | undefined): number | undefined =>
    values && (values[0] as number) + (values[1] as number) / 60 + (values[2] as number) / 3600;
  const latitude = degrees(block.rationals(gps.get(GPS_LATITUDE), 3));
  const longitude = degrees(block.rationals(gps.get(GPS_LONGITUDE), 3));
  if (latitude === undefined || longitude === undefined || latitude > 90 || longitude > 180) return undefined;
  return {
    latitude: block.text(gps.get(GPS_LATITUDE_REF)) === 'S' ? -latitude : latitude,
    longitude: block.text(gps.get(GPS_LONGITUDE_REF)) === 'W' ? -longitude : longitude,
  };
}
