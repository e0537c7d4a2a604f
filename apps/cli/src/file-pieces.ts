import type { Pieces } from '@zuimei/domain';
import fs from 'node:fs';
import { createHash } from 'node:crypto';

const PIECE = 1024 * 1024;

/** A file in pieces; each is overwritten by the next. Throws where the file cannot be read. */
export const filePieces = (file: string): Pieces =>
  function* () {
    const fd = fs.openSync(file, 'r');
    try {
      const buffer = Buffer.allocUnsafeSlow(PIECE);
      for (let size = fs.readSync(fd, buffer); size > 0; size = fs.readSync(fd, buffer)) yield buffer.subarray(0, size);
    } finally {
      fs.closeSync(fd);
    }
  };

/** SHA-256 of all pieces, hexadecimal. */
export function sha256OfPieces(pieces: Pieces): string {
  const hash = createHash('sha256');
  for (const piece of pieces()) hash.update(piece);
  return hash.digest('hex');
}
