import { corrupt } from '../intake-rules.js';

/** One box of an ISO base media file: its four-letter type and what it holds. */
export interface Box {
  type: string;
  body: BoxCursor;
}

/** Reads big-endian fields of a box in order; a field that the box does not hold is CORRUPT. */
export class BoxCursor {
  readonly bytes: Buffer;
  private at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** An unsigned integer of 0 to 8 bytes; one past 2^53 is a lie about this file and CORRUPT. */
  uint(size: number): number {
    const from = this.take(size);
    if (size === 0) return 0;
    if (size <= 6) return this.bytes.readUIntBE(from, size);
    const value = Number(this.bytes.readBigUInt64BE(from));
    if (!Number.isSafeInteger(value)) throw corrupt('a size beyond reason');
    return value;
  }

  int32(): number {
    return this.bytes.readInt32BE(this.take(4));
  }

  text(length: number): string {
    const from = this.take(length);
    return this.bytes.toString('latin1', from, from + length);
  }

  skip(length: number): void {
    this.take(length);
  }

  rest(): Buffer {
    return this.bytes.subarray(this.at);
  }

  /** Version and flags of a full box. */
  fullBox(): { version: number; flags: number } {
    return { version: this.uint(1), flags: this.uint(3) };
  }

  /** The boxes inside, from here to the end. */
  *boxes(): Generator<Box> {
    while (this.left >= 8) {
      let size = this.uint(4);
      const type = this.text(4);
      let header = 8;
      if (size === 1) {
        size = this.uint(8);
        header = 16;
      } else if (size === 0) size = this.left + header;
      if (size < header) throw corrupt(`box ${type} shorter than its own header`);
      const from = this.take(size - header);
      yield { type, body: new BoxCursor(this.bytes.subarray(from, this.at)) };
    }
  }

  private take(length: number): number {
    if (length > this.left) throw corrupt('a field goes past the end of its box');
    const from = this.at;
    this.at += length;
    return from;
  }
}
