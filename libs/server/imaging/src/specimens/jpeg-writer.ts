/** What {@link blockJpeg} writes. */
export interface BlockJpeg {
  width: number;
  height: number;
  /** Codes 0–255 of each 8 × 8 block, one number for each component, as the file holds them. */
  block: (x: number, y: number) => readonly number[];
  /** Blocks between two restart markers; 0 for none. */
  restart?: number;
  /** The transform that an Adobe segment names: 0 none, 1 YCbCr, 2 YCCK. */
  adobe?: 0 | 1 | 2;
  /** Bits a sample, as the frame header claims them. */
  precision?: number;
  /** The height stands in a DNL segment behind the scan, and 0 in the frame header. */
  dnl?: boolean;
}

/** Code lengths of one table for all: 12 categories of four bits each, and one more code that ends a block. */
const DC_LENGTHS = [0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const END_OF_BLOCK = '0';

/**
 * A baseline JPEG (ITU-T T.81) of flat 8 × 8 blocks, written bit by bit: for the kinds that no encoder at hand writes.
 * Flat blocks need a DC value alone, so a few lines are a whole encoder.
 */
export function blockJpeg(picture: BlockJpeg): Buffer {
  const { width, height, block, restart = 0, adobe, precision = 8, dnl = false } = picture;
  const components = block(0, 0).length;
  const ids = Array.from({ length: components }, (_, i) => i + 1);
  const size = Buffer.alloc(4);
  size.writeUInt16BE(dnl ? 0 : height);
  size.writeUInt16BE(width, 2);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(adobe === undefined ? [] : [segment(0xee, [...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, adobe])]),
    // A quantiser of 8 for everything: a DC value is then the block's mean less 128.
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => 8)]),
    segment(0xc0, [precision, ...size, components, ...ids.flatMap((id) => [id, 0x11, 0])]),
    segment(0xc4, [0, ...DC_LENGTHS, ...Array.from({ length: 12 }, (_, i) => i)]),
    segment(0xc4, [0x10, 1, ...Array.from({ length: 15 }, () => 0), 0]),
    ...(restart ? [segment(0xdd, [restart >> 8, restart & 255])] : []),
    segment(0xda, [components, ...ids.flatMap((id) => [id, 0]), 0, 63, 0]),
    scan({ width, height, block, restart, components }),
    ...(dnl ? [segment(0xdc, [height >> 8, height & 255])] : []),
    Buffer.from([0xff, 0xd9]),
  ]);
}

const segment = (marker: number, body: readonly number[]): Buffer =>
  Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]);

function scan({
  width,
  height,
  block,
  restart,
  components,
}: Pick<BlockJpeg, 'width' | 'height' | 'block'> & { restart: number; components: number }): Buffer {
  const bytes: number[] = [];
  let bits = '';
  const flush = (all: boolean): void => {
    if (all) bits = bits.padEnd(8 * Math.ceil(bits.length / 8), '1');
    for (; bits.length >= 8; bits = bits.slice(8)) {
      const byte = Number.parseInt(bits.slice(0, 8), 2);
      bytes.push(byte, ...(byte === 0xff ? [0] : []));
    }
  };
  let last = Array.from({ length: components }, () => 0);
  let count = 0;
  for (let y = 0; y < Math.ceil(height / 8); y++)
    for (let x = 0; x < Math.ceil(width / 8); x++) {
      if (restart && count > 0 && count % restart === 0) {
        flush(true);
        bytes.push(0xff, 0xd0 + ((count / restart - 1) & 7));
        last = last.map(() => 0);
      }
      count++;
      const values = block(x, y).map((code) => code - 128);
      for (let i = 0; i < components; i++) {
        bits += coded((values[i] as number) - (last[i] as number)) + END_OF_BLOCK;
        flush(false);
      }
      last = values;
    }
  flush(true);
  return Buffer.from(bytes);
}

/** T.81, F.1.2.1: how many bits a difference takes, in the four bits of the table above, then those bits. */
function coded(difference: number): string {
  const length = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
  const value = difference < 0 ? difference + 2 ** length - 1 : difference;
  return length.toString(2).padStart(4, '0') + (length ? value.toString(2).padStart(length, '0') : '');
}
