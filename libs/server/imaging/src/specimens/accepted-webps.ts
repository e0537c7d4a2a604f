import { exifOf, imageOf } from './encode.js';
import { withWebpChunk } from './hostile.js';
import { asStored } from './scene.js';
import { type AcceptedKind, drawn, image, kind } from './accepted-kind.js';

export const webpKinds: AcceptedKind[] = [
  kind('WebP', () => image().webp({ quality: 85 }).toBuffer(), drawn),
  kind('lossless WebP', () => image().webp({ lossless: true, effort: 0 }).toBuffer(), drawn),
  kind('WebP with full alpha', () => image().ensureAlpha().webp({ quality: 85 }).toBuffer(), drawn),
  kind(
    'WebP with half alpha',
    () => image().ensureAlpha(0.5).webp({ lossless: true, effort: 0 }).toBuffer(),
    undefined,
  ),
  kind('WebP in Display P3', () => image().withIccProfile('p3').webp({ quality: 85 }).toBuffer(), drawn),
  kind(
    'WebP turned by EXIF',
    async () =>
      withWebpChunk(await imageOf(asStored(drawn(), 6)).webp({ quality: 85 }).toBuffer(), 'EXIF', await exifOf(6)),
    drawn,
  ),
];
