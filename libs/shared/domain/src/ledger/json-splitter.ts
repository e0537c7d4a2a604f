import { withRoom } from '../bytes/growing.js';

/** What was taken out of a file: the bytes of one item of a list, or of one `"name":value` of an object. */
export type TakeItem = (member: string, bytes: Uint8Array, offset: number) => void;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const OPENS = new Set([0x5b, 0x7b]);
const CLOSES = new Set([0x5d, 0x7d]);

/** Bytes that are put one behind the other. */
class Gathered {
  #bytes = new Uint8Array(1_024);
  length = 0;

  add(bytes: Uint8Array): void {
    this.#bytes = withRoom(this.#bytes, this.length + bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
}

/**
 * Splits the JSON text of an object as it comes in pieces: the items of some of its members are taken out one by one,
 * and all other bytes are kept, with these members left empty. It looks at brackets and quotes only. A text is the
 * canonical JSON of its value exactly if what is kept is, and every item is.
 */
export class JsonSplitter {
  readonly #rest = new Gathered();
  readonly #item = new Gathered();
  /** Where in the rest items were taken out, and how many bytes. */
  readonly #taken: { at: number; bytes: number }[] = [];
  #read = 0;
  #depth = 0;
  #deepest = 0;
  #inString = false;
  #escaped = false;
  /** What stood last on the first level, in quotes: the name of the member if a colon follows. */
  #name = '';
  #namedAt = -1;
  #value = false;
  /** The member whose items are being taken. */
  #member: string | undefined;
  #items = 0;
  #itemAt = 0;

  constructor(
    private readonly members: readonly string[],
    private readonly take: TakeItem,
  ) {}

  /** How deep brackets nested so far. */
  get deepest(): number {
    return this.#deepest;
  }

  /** How many bytes came. */
  get length(): number {
    return this.#read;
  }

  /** All bytes but those of the items and the commas between them. */
  get rest(): Uint8Array {
    return this.#rest.bytes;
  }

  /** Where in the text a byte of the rest stood. */
  placeOf(restAt: number): number {
    return this.#taken.reduce((place, { at, bytes }) => (at <= restAt ? place + bytes : place), restAt);
  }

  push(piece: Uint8Array): void {
    let from = 0;
    for (let i = 0; i < piece.length; i += 1) {
      const byte = piece[i] as number;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) {
          this.#inString = false;
          if (this.#namedAt >= 0) this.#endName(piece, from, i);
        }
      } else if (byte === QUOTE) {
        this.#inString = true;
        if (this.#depth === 1 && !this.#value) this.#namedAt = this.#rest.length + i + 1 - from;
      } else if (OPENS.has(byte)) {
        this.#depth += 1;
        this.#deepest = Math.max(this.#deepest, this.#depth);
        if (this.#depth === 2 && this.#value && this.members.includes(this.#name)) {
          this.#rest.add(piece.subarray(from, i + 1));
          from = i + 1;
          this.#member = this.#name;
          this.#items = 0;
          this.#itemAt = this.#read + from;
        }
      } else if (CLOSES.has(byte)) {
        if (this.#member !== undefined && this.#depth === 2) {
          this.#endMember(piece.subarray(from, i), this.#read + i);
          from = i;
        }
        this.#depth -= 1;
      } else if (byte === COMMA) {
        if (this.#depth === 1) this.#value = false;
        else if (this.#member !== undefined && this.#depth === 2) {
          this.#endItem(piece.subarray(from, i));
          from = i + 1;
          this.#itemAt = this.#read + from;
        }
      } else if (byte === COLON && this.#depth === 1) this.#value = true;
    }
    (this.#member === undefined ? this.#rest : this.#item).add(piece.subarray(from));
    this.#read += piece.length;
  }

  #endName(piece: Uint8Array, from: number, end: number): void {
    const kept = this.#rest.bytes.subarray(this.#namedAt);
    const here = piece.subarray(Math.max(from, from + this.#namedAt - this.#rest.length), end);
    // A name of other letters than ASCII is none of the members.
    this.#name = kept.length + here.length > 64 ? '' : String.fromCharCode(...kept, ...here);
    this.#namedAt = -1;
  }

  #endItem(last: Uint8Array): void {
    this.#item.add(last);
    this.#items += 1;
    this.take(this.#member as string, this.#item.bytes, this.#itemAt);
    this.#item.length = 0;
  }

  #endMember(last: Uint8Array, at: number): void {
    const began = this.placeOf(this.#rest.length);
    // An empty list has no item; behind a comma even nothing is one, and no JSON.
    if (this.#items > 0 || this.#item.length + last.length > 0) this.#endItem(last);
    this.#taken.push({ at: this.#rest.length, bytes: at - began });
    this.#member = undefined;
  }
}
