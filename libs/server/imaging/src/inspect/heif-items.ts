import { corrupt } from '../intake-rules.js';
import { BoxCursor, type Box } from './box-cursor.js';

export interface Extent {
  offset: number;
  length: number;
}

/** Where an item's bytes are: in the file (0), in the meta box's `idat` (1), or built from other items (2). */
export interface ItemLocation {
  construction: number;
  extents: Extent[];
}

/** The `meta` box of a HEIF file (ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12), by item id. */
export interface HeifItems {
  primary: number;
  types: Map<number, string>;
  /** Items that no viewer lists by themselves: hidden ones, thumbnails, and the auxiliary pictures of others. */
  unlisted: Set<number>;
  locations: Map<number, ItemLocation>;
  /** `dimg`: the items that a derived picture is made of. */
  parts: Map<number, number[]>;
  /** Properties in the order in which they apply. */
  properties: Map<number, Box[]>;
  allProperties: Box[];
  idat: Buffer;
}

/** @throws PictureRefused CORRUPT */
export function readHeifItems(meta: Buffer): HeifItems {
  const cursor = new BoxCursor(meta);
  cursor.fullBox();
  const items: HeifItems = {
    primary: -1,
    types: new Map(),
    unlisted: new Set(),
    locations: new Map(),
    parts: new Map(),
    properties: new Map(),
    allProperties: [],
    idat: Buffer.alloc(0),
  };
  for (const { type, body } of cursor.boxes()) {
    if (type === 'pitm') items.primary = body.fullBox().version === 0 ? body.uint(2) : body.uint(4);
    else if (type === 'iinf') readInfo(body, items);
    else if (type === 'iloc') readLocations(body, items);
    else if (type === 'iref') readReferences(body, items);
    else if (type === 'iprp') readProperties(body, items);
    else if (type === 'idat') items.idat = body.rest();
  }
  if (!items.types.has(items.primary)) throw corrupt('no primary item');
  return items;
}

function readInfo(body: BoxCursor, items: HeifItems): void {
  const { version } = body.fullBox();
  body.skip(version === 0 ? 2 : 4);
  for (const entry of body.boxes()) {
    if (entry.type !== 'infe') continue;
    const { version: entryVersion, flags } = entry.body.fullBox();
    if (entryVersion < 2) continue;
    const id = entry.body.uint(entryVersion === 2 ? 2 : 4);
    if (flags & 1) items.unlisted.add(id);
    entry.body.skip(2);
    items.types.set(id, entry.body.text(4));
  }
}

function readLocations(body: BoxCursor, items: HeifItems): void {
  const { version } = body.fullBox();
  if (version > 2) throw corrupt('iloc version');
  const sizes = body.uint(2);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  if ([offsetSize, lengthSize, baseSize, indexSize].some((size) => ![0, 4, 8].includes(size)))
    throw corrupt('iloc field sizes');
  const count = body.uint(version < 2 ? 2 : 4);
  for (let i = 0; i < count; i++) {
    const id = body.uint(version < 2 ? 2 : 4);
    const construction = version === 0 ? 0 : body.uint(2) & 15;
    body.skip(2);
    const base = body.uint(baseSize);
    const extents: Extent[] = [];
    for (let n = body.uint(2); n > 0; n--) {
      body.skip(indexSize);
      const offset = base + body.uint(offsetSize);
      extents.push({ offset, length: body.uint(lengthSize) });
    }
    items.locations.set(id, { construction, extents });
  }
}

function readReferences(body: BoxCursor, items: HeifItems): void {
  const wide = body.fullBox().version === 0 ? 2 : 4;
  for (const { type, body: list } of body.boxes()) {
    const from = list.uint(wide);
    const to = Array.from({ length: list.uint(2) }, () => list.uint(wide));
    if (type === 'dimg') items.parts.set(from, to);
    if (type === 'thmb' || type === 'auxl') items.unlisted.add(from);
  }
}

function readProperties(body: BoxCursor, items: HeifItems): void {
  const associations: BoxCursor[] = [];
  for (const box of body.boxes()) {
    if (box.type === 'ipco') items.allProperties.push(...box.body.boxes());
    else if (box.type === 'ipma') associations.push(box.body);
  }
  for (const list of associations) {
    const { version, flags } = list.fullBox();
    for (let n = list.uint(4); n > 0; n--) {
      const id = list.uint(version === 0 ? 2 : 4);
      const own: Box[] = [];
      for (let k = list.uint(1); k > 0; k--) {
        const index = flags & 1 ? list.uint(2) & 0x7fff : list.uint(1) & 0x7f;
        const box = items.allProperties[index - 1];
        if (index > 0 && !box) throw corrupt('a property that is not there');
        // A cursor of its own: several items share one property, and each reads it from its start.
        if (box) own.push({ type: box.type, body: new BoxCursor(box.body.bytes) });
      }
      items.properties.set(id, own);
    }
  }
}
