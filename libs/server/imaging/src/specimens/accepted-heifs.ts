import { toRaster, type Raster } from '../derive/raster.js';
import { imageOf } from './encode.js';
import { clap, gridOf, heifFile, box, imir, irot, ispe, singleOf, tileOf } from './heif-writer.js';
import { heicOfScene, heicWithoutTurn } from './heic.js';
import { tenBitHeic } from './kept.js';
import { asStored, scene } from './scene.js';
import { type AcceptedKind, drawn, still, image, grey, video, kind } from './accepted-kind.js';

/** Two sets of tiles side by side and below each other, as the grid shows them, before any turn. */
async function fourfold(tile: Raster): Promise<Raster> {
  const { width, height } = tile;
  const input = await imageOf(tile).png({ compressionLevel: 1 }).toBuffer();
  const places = [0, 1].flatMap((down) => [0, 1].map((right) => ({ input, left: right * width, top: down * height })));
  const empty = { data: Buffer.alloc(12 * width * height), width: 2 * width, height: 2 * height };
  return toRaster(imageOf(empty).composite(places));
}

const stored = (): Raster => asStored(still(), 6);
const AVIF = { effort: 0, quality: 80 } as const;

export const heifKinds: AcceptedKind[] = [
  kind('AVIF', () => image().avif(AVIF).toBuffer(), drawn),
  kind(
    '10-bit AVIF',
    () =>
      image()
        .avif({ ...AVIF, bitdepth: 10 })
        .toBuffer(),
    drawn,
  ),
  kind(
    '12-bit AVIF',
    () =>
      image()
        .avif({ ...AVIF, bitdepth: 12 })
        .toBuffer(),
    drawn,
  ),
  kind('grey AVIF', () => image().greyscale().avif(AVIF).toBuffer(), grey),
  kind('AVIF with full alpha', () => image().ensureAlpha().avif(AVIF).toBuffer(), drawn),
  kind('AVIF in Display P3', () => image().withIccProfile('p3').avif(AVIF).toBuffer(), drawn),
  kind(
    'AVIF turned by its own box',
    async () => singleOf(await imageOf(asStored(drawn(), 6)).avif(AVIF).toBuffer(), [ispe(640, 720), irot(3)]),
    drawn,
  ),
  kind(
    'AVIF mirrored by its own box',
    async () => singleOf(await image().avif(AVIF).toBuffer(), [ispe(720, 640), imir(1)]),
    () => toRaster(image().flop()),
  ),
  kind(
    'AVIF in tiles',
    async () => gridOf(await image().avif(AVIF).toBuffer(), [], ['avif', 'mif1']),
    () => fourfold(drawn()),
    { width: 1440, height: 1280 },
  ),
  kind('iPhone HEIC, turned by its own box and by EXIF', () => heicOfScene, still, { width: 800, height: 640 }),
  kind('Samsung HEIC, turned by EXIF alone', () => heicWithoutTurn, stored, { width: 640, height: 800 }),
  kind(
    '10-bit HEIC',
    () => tenBitHeic,
    () => scene(640, 640, { grain: 0 }),
    { width: 640, height: 640 },
  ),
  kind(
    'HEIC in tiles, turned',
    () => gridOf(heicOfScene, [irot(3)]),
    async () => toRaster(imageOf(await fourfold(stored())).rotate(90)),
    { width: 1600, height: 1280 },
  ),
  kind(
    'mirrored HEIC',
    () => singleOf(heicOfScene, [ispe(640, 800), imir(1)]),
    () => toRaster(imageOf(stored()).flop()),
    { width: 640, height: 800 },
  ),
  kind(
    'HEIC cut out by its own box',
    () => singleOf(heicOfScene, [ispe(640, 800), clap(620, 1, 700, 1, 0, 1, 0, 1)]),
    () => toRaster(imageOf(stored()).extract({ left: 10, top: 50, width: 620, height: 700 })),
    { width: 620, height: 700 },
  ),
  kind(
    'HEIC with a thumbnail',
    () => {
      const { type, data, config } = tileOf(heicOfScene);
      const second = { id: 2, type, data, properties: [config, ispe(640, 800)], refers: { thmb: [1] } };
      return singleOf(heicOfScene, [ispe(640, 800), irot(3)], { items: [second] });
    },
    still,
    { width: 800, height: 640 },
  ),
  kind(
    'HEIC of two pictures, the second of which counts',
    () => {
      const { type, data, config } = tileOf(heicOfScene);
      const properties = [config, ispe(640, 800)];
      return heifFile({
        brands: ['mif1', 'heic'],
        primary: 2,
        items: [
          { id: 1, type, data, properties: [...properties, irot(1)] },
          { id: 2, type, data, properties: [...properties, irot(3)] },
        ],
      });
    },
    still,
    { width: 800, height: 640 },
  ),
  kind(
    'HEIC with a video behind it',
    () => singleOf(heicOfScene, [ispe(640, 800), irot(3)], { trailing: [box('mpvd', video)] }),
    still,
    { width: 800, height: 640 },
  ),
];
