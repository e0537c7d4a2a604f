/**
 * One to three faults in a copy of `file`: flipped bits, a cut, a hole, a repeated stretch, a stretch of another file, or
 * an extreme number where a header may stand.
 */
export function mutate(file: Buffer, others: readonly Buffer[], random: () => number): Buffer {
  const below = (limit: number): number => Math.floor(random() * limit);
  let bytes: Buffer = Buffer.from(file);
  // Headers are a small part of a file and the most interesting one.
  const place = (): number => (random() < 0.5 ? below(Math.min(bytes.length, 1024)) : below(bytes.length));
  for (let faults = 1 + below(3); faults > 0 && bytes.length > 0; faults--) {
    const at = place();
    const length = 1 + below(256);
    switch (below(7)) {
      case 0:
        bytes[at] = (bytes[at] as number) ^ (1 << below(8));
        break;
      case 1:
        for (let i = 0; i < 16; i++) bytes[place()] = below(256);
        break;
      case 2:
        bytes = bytes.subarray(0, at + 1 + below(bytes.length));
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
        break;
      case 5: {
        const other = others[below(others.length)] as Buffer;
        const from = below(other.length);
        bytes = Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + length), bytes.subarray(at)]);
        break;
      }
      default: {
        const extremes = [0, 0xff, 0x7fffffff, 0xffffffff, 0x80000000];
        if (at + 4 <= bytes.length) bytes.writeUInt32BE(extremes[below(extremes.length)] as number, at);
      }
    }
  }
  return bytes;
}
