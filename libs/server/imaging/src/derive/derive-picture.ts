import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readPicture } from '../inspect/inspect-picture.js';
import { SAFETY_RULES } from '../intake-rules.js';
import { decodePicture } from './decode-picture.js';
import { VARIANT_SIDES, type Derivative, type DerivativeVariant, type Derived, type DeriveOptions } from './derived.js';
import { phashOf, thumbhashOf } from './fingerprint.js';
import { fromRaster, shrink, type Raster } from './raster.js';
import { type Sketch, sketchOf } from '../likeness/sketch.js';
import { scratchFolder } from './scratch-folder.js';

/** Effort 2 costs less than half of the default 4 for 2 to 6 % more bytes at equal SSIM. */
const WEBP = { quality: 80, effort: 2 } as const;
const JPEG = { quality: 82 } as const;

/**
 * Inspects, decodes and derives one picture, in this process. It is meant for the decoder process: a hostile file may
 * take this process with it.
 *
 * Derivatives land in `outDir` as `{first 16 hex of the original's SHA-256}-{variant}.{webp|jpg}`; running it again writes
 * the same names.
 *
 * @throws PictureRefused when the picture is at fault; anything else is a fault of the machine
 */
export async function derivePicture(
  input: string,
  outDir: string,
  options: DeriveOptions = {},
  job: string = randomUUID(),
): Promise<Derived> {
  const rules = { ...SAFETY_RULES, ...options.rules };
  const picture = await readPicture(input, rules);
  const scratch = scratchFolder(outDir, job);
  await mkdir(scratch, { recursive: true });
  try {
    const decoded = await decodePicture(input, picture, { rules, heif: options.heif ?? 'auto', scratch });
    const sha256 = await hashFile(input);
    const large = decoded.raster;
    const medium = await shrink(large, VARIANT_SIDES.w1080);
    const small = await shrink(medium, VARIANT_SIDES.w320);
    const write = (variant: DerivativeVariant, raster: Raster) =>
      writeDerivative(variant, raster, path.join(scratch, `${sha256.slice(0, 16)}-${variant}`));
    const written = [
      await write('w320', small),
      await write('w1080', medium),
      await write('w2048', large),
      await write('share1080', medium),
    ];
    const fingerprints = {
      thumbhash: await thumbhashOf(small),
      phash: await phashOf(small),
      sketch: encoded(await sketchOf(small)),
    };
    // All at once at the end: whoever is killed before it leaves none.
    const derivatives = await Promise.all(written.map((derivative) => moveInto(outDir, derivative)));
    return {
      width: decoded.width,
      height: decoded.height,
      ...fingerprints,
      sha256,
      derivatives,
      decoder: decoded.decoder,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const encoded = ({ width, height, luma }: Sketch) => ({ width, height, luma: Buffer.from(luma).toString('base64') });

async function writeDerivative(variant: DerivativeVariant, raster: Raster, name: string): Promise<Derivative> {
  const format = variant === 'share1080' ? 'jpeg' : 'webp';
  const image = fromRaster(raster);
  const bytes = await (format === 'jpeg' ? image.jpeg(JPEG) : image.webp(WEBP)).toBuffer();
  const file = `${name}.${format === 'jpeg' ? 'jpg' : 'webp'}`;
  await writeFile(file, bytes);
  const { width, height } = raster;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { variant, path: file, format, width, height, bytes: bytes.length, sha256 };
}

async function moveInto(folder: string, derivative: Derivative): Promise<Derivative> {
  const target = path.join(folder, path.basename(derivative.path));
  await rename(derivative.path, target);
  return { ...derivative, path: target };
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
