import { readHeifItems } from '../inspect/heif-items.js';

/** A box of an ISO base media file. */
export function box(type: string, ...parts: readonly (Buffer | readonly number[])[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as Buffer)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

const u16 = (value: number): number[] => [(value >> 8) & 255, value & 255];
const u32 = (...values: readonly number[]): number[] =>
  values.flatMap((value) => [(value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);

export const ispe = (width: number, height: number): Buffer => box('ispe', u32(0, width, height));
/** Quarter turns to the left. */
export const irot = (turns: number): Buffer => box('irot', [turns]);
/** 0: top and bottom change places; 1: left and right. */
export const imir = (axis: 0 | 1): Buffer => box('imir', [axis]);
/** Width, height, and how far the middle moves right and down, each as a fraction. */
export const clap = (...numbers: readonly [number, number, number, number, number, number, number, number]): Buffer =>
  box('clap', u32(...numbers));

export interface HeifItem {
  id: number;
  type: string;
  data: Buffer;
  properties?: readonly Buffer[];
  /** Items that this one refers to, by the kind of reference. */
  refers?: Readonly<Record<string, readonly number[]>>;
}

export interface HeifFile {
  /** The major brand, then the compatible ones. */
  brands: readonly string[];
  primary: number;
  items: readonly HeifItem[];
  /** Whole boxes behind the picture. */
  trailing?: readonly Buffer[];
}

/** A HEIF file (ISO/IEC 23008-12) of these items, in which whatever a field says may be a lie. */
export function heifFile({ brands, primary, items, trailing = [] }: HeifFile): Buffer {
  const ftyp = box('ftyp', Buffer.from(brands[0] as string, 'latin1'), u32(0), Buffer.from(brands.join(''), 'latin1'));
  const length = metaOf(primary, items, 0).length;
  const meta = metaOf(primary, items, ftyp.length + length + 8);
  return Buffer.concat([ftyp, meta, box('mdat', ...items.map(({ data }) => data)), ...trailing]);
}

function metaOf(primary: number, items: readonly HeifItem[], from: number): Buffer {
  const infos = items.map(({ id, type }) => box('infe', [2, 0, 0, 0], u16(id), [0, 0], Buffer.from(`${type}\0`)));
  let at = from;
  const places = items.map(({ id, data }) => {
    const place = [...u16(id), 0, 0, 0, 1, ...u32(at, data.length)];
    at += data.length;
    return place;
  });
  const properties = items.flatMap((item) => item.properties ?? []);
  let index = 0;
  const owners = items
    .filter((item) => item.properties)
    .map(({ id, properties: own = [] }) => [...u16(id), own.length, ...own.map(() => 0x80 | ++index)]);
  const references = items.flatMap(({ id, refers = {} }) =>
    Object.entries(refers).map(([kind, to]) => box(kind, u16(id), u16(to.length), to.flatMap(u16))),
  );
  return box(
    'meta',
    u32(0),
    box('hdlr', u32(0, 0), Buffer.from('pict'), u32(0, 0, 0), [0]),
    box('pitm', u32(0), u16(primary)),
    box('iloc', u32(0), [0x44, 0], u16(items.length), places.flat()),
    box('iinf', u32(0), u16(items.length), ...infos),
    box('iprp', box('ipco', ...properties), box('ipma', u32(0, owners.length), owners.flat())),
    ...(references.length ? [box('iref', u32(0), ...references)] : []),
  );
}

/** The coded picture inside a HEIC or AVIF file of one: what a grid can be made of. */
export function tileOf(file: Buffer): { type: string; data: Buffer; config: Buffer; width: number; height: number } {
  const at = file.indexOf('meta', 0, 'latin1');
  const { primary, types, locations, properties } = readHeifItems(
    file.subarray(at + 4, at - 4 + file.readUInt32BE(at - 4)),
  );
  const [extent] = locations.get(primary)?.extents ?? [];
  const own = properties.get(primary) ?? [];
  const config = own.find(({ type }) => type === 'hvcC' || type === 'av1C');
  const size = own.find(({ type }) => type === 'ispe');
  if (!extent || !config || !size) throw new Error('no picture of one tile');
  return {
    type: types.get(primary) as string,
    data: file.subarray(extent.offset, extent.offset + extent.length),
    config: box(config.type, config.body.bytes),
    width: size.body.bytes.readUInt32BE(4),
    height: size.body.bytes.readUInt32BE(8),
  };
}

/** The picture of `file` two times two, as phones store theirs in tiles; `changes` go to the grid's own item. */
export function gridOf(file: Buffer, properties: readonly Buffer[] = [], brands = ['heic', 'mif1']): Buffer {
  const { type, data, config, width, height } = tileOf(file);
  const tiles = [2, 3, 4, 5];
  return heifFile({
    brands,
    primary: 1,
    items: [
      {
        id: 1,
        type: 'grid',
        data: Buffer.from([0, 0, 1, 1, ...u16(2 * width), ...u16(2 * height)]),
        properties: [ispe(2 * width, 2 * height), ...properties],
        refers: { dimg: tiles },
      },
      ...tiles.map((id) => ({ id, type, data, properties: [config, ispe(width, height)] })),
    ],
  });
}

/** The picture of `file` alone, with other properties in the place of its own. */
export function singleOf(file: Buffer, properties: readonly Buffer[], more: Partial<HeifFile> = {}): Buffer {
  const { type, data, config } = tileOf(file);
  return heifFile({
    brands: [type === 'av01' ? 'avif' : 'heic', 'mif1'],
    primary: 1,
    ...more,
    items: [{ id: 1, type, data, properties: [config, ...properties] }, ...(more.items ?? [])],
  });
}
