// Photos as phones take them, drawn here.
import fs from 'node:fs';
import path from 'node:path';
import { phoneJpeg, withSegment } from '@zuimei/imaging/specimens';

const COMMENT = 0xfe;
const DISTINCT = 10;
/** So much texture makes about 4 MB of 12 megapixels, as a phone does. */
const GRAIN = 48;

/**
 * Writes `count` JPEGs of 12 megapixels in Display P3 into `folder` and gives their paths. Ten are drawn; the others are
 * those with a comment of their own, which is another file to everything that hashes, and as much work to decode.
 */
export async function writePhotos(folder, count) {
  const drawn = [];
  for (let seed = 1; seed <= Math.min(count, DISTINCT); seed++) {
    drawn.push(await phoneJpeg({ width: 4032, height: 3024, profile: 'p3', seed, grain: GRAIN }));
  }
  return Array.from({ length: count }, (_, i) => {
    const file = path.join(folder, `${i}.jpg`);
    fs.writeFileSync(file, withSegment(drawn[i % DISTINCT], COMMENT, Buffer.from(`photo ${i}`)));
    return file;
  });
}
