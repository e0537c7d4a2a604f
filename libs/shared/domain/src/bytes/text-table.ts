import { withRoom } from './growing.js';

/** Stands before the two bytes of a code unit that is no ASCII. */
const WIDE = 0xff;
/** With the number of pairs, stands before pairs of hexadecimal digits, each packed into one byte. */
const HEX = 0x80;
const [LEAST_PAIRS, MOST_PAIRS] = [2, 62];

/** The value of a lower-case hexadecimal digit, or −1. */
const digitOf = (unit: number): number =>
  unit >= 0x30 && unit <= 0x39 ? unit - 0x30 : unit >= 0x61 && unit <= 0x66 ? unit - 0x57 : -1;

/** How many pairs of hexadecimal digits a text has from `at` on. */
const pairsAt = (text: string, at: number): number => {
  let digits = 0;
  while (digits < 2 * MOST_PAIRS && digitOf(text.charCodeAt(at + digits)) >= 0) digits += 1;
  return digits >> 1;
};

/**
 * Texts by number, packed into bytes: a million UUIDs take 30 MB, where as many strings take 60 and whatever holds
 * them. Any text comes back as it was, lone surrogates included.
 */
export class TextList {
  #bytes = new Uint8Array(256);
  #ends: Uint32Array;
  #size = 0;

  /** @param room how many there will be, as far as it is known: room that is not used costs nothing */
  constructor(private readonly room = 16) {
    this.#ends = new Uint32Array(room);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a text; gives its number, from 0. */
  push(text: string): number {
    const end = this.write(text);
    this.#ends = withRoom(this.#ends, this.#size + 1);
    this.#ends[this.#size] = end;
    this.#size += 1;
    return this.#size - 1;
  }

  /** The text of a number that was given. */
  text(number: number): string {
    let text = '';
    for (let at = this.start(number); at < this.end(number); at += 1) {
      const unit = this.byte(at);
      if (unit === WIDE) {
        text += String.fromCharCode((this.byte(at + 1) << 8) | this.byte(at + 2));
        at += 2;
      } else if (unit < HEX) text += String.fromCharCode(unit);
      else
        for (let pairs = unit - HEX; pairs > 0; pairs -= 1) {
          at += 1;
          text += (this.byte(at) >> 4).toString(16) + (this.byte(at) & 0xf).toString(16);
        }
    }
    return text;
  }

  /** Writes a text behind the others without adding it; gives where it ends. */
  protected write(text: string): number {
    let at = this.start(this.#size);
    // They tend to be of one length.
    if (at === 0) this.#bytes = withRoom(this.#bytes, this.room * (text.length + 4));
    this.#bytes = withRoom(this.#bytes, at + 3 * text.length);
    const bytes = this.#bytes;
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i);
      const pairs = pairsAt(text, i);
      if (pairs >= LEAST_PAIRS) {
        bytes[at++] = HEX + pairs;
        for (const end = i + 2 * pairs; i < end; i += 2)
          bytes[at++] = (digitOf(text.charCodeAt(i)) << 4) | digitOf(text.charCodeAt(i + 1));
        i -= 1;
      } else if (unit < HEX) bytes[at++] = unit;
      else {
        bytes[at++] = WIDE;
        bytes[at++] = unit >> 8;
        bytes[at++] = unit & 0xff;
      }
    }
    return at;
  }

  protected start(number: number): number {
    return number === 0 ? 0 : this.end(number - 1);
  }

  protected end(number: number): number {
    return this.#ends[number] as number;
  }

  protected byte(at: number): number {
    return this.#bytes[at] as number;
  }
}

/** A list that holds each text once and knows its number. */
export class TextTable extends TextList {
  /** Numbers from 1 by hash, 0 where nobody sits; searched onwards from there. */
  #slots: Uint32Array;

  constructor(room = 16) {
    super(room);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * room + 32)));
  }

  /** The number of a text, from 0; it is added where it was not known. */
  numberOf(text: string): number {
    const slot = this.#slotOf(this.write(text));
    const known = this.#slots[slot] as number;
    if (known > 0) return known - 1;
    const number = this.push(text);
    this.#slots[slot] = number + 1;
    if (2 * this.size > this.#slots.length) this.#rehash();
    return number;
  }

  /** The number of a text that is known. */
  find(text: string): number | undefined {
    const known = this.#slots[this.#slotOf(this.write(text))] as number;
    return known > 0 ? known - 1 : undefined;
  }

  /** Where the text that was written behind the others sits, or would. */
  #slotOf(end: number): number {
    const from = this.start(this.size);
    const mask = this.#slots.length - 1;
    for (let slot = this.#hash(from, end) & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] as number) - 1;
      if (number < 0 || this.#same(number, from, end)) return slot;
    }
  }

  #same(number: number, from: number, end: number): boolean {
    const start = this.start(number);
    if (this.end(number) - start !== end - from) return false;
    for (let i = 0; i < end - from; i += 1) if (this.byte(start + i) !== this.byte(from + i)) return false;
    return true;
  }

  /** FNV-1a, its bits mixed once more because the low ones choose the slot. */
  #hash(from: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let at = from; at < end; at += 1) hash = Math.imul(hash ^ this.byte(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    return (hash ^ (hash >>> 13)) >>> 0;
  }

  #rehash(): void {
    const slots = new Uint32Array(4 * this.#slots.length);
    const mask = slots.length - 1;
    for (let number = 0; number < this.size; number += 1) {
      let slot = this.#hash(this.start(number), this.end(number)) & mask;
      while ((slots[slot] as number) > 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}
