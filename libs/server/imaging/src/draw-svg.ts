import type { Sharp } from 'sharp';

export interface DrawOptions {
  /** Pixels. */
  width: number;
  height: number;
  format: 'jpeg' | 'png' | 'webp';
  /** 1 to 100, for JPEG and WebP. Default 88. */
  quality?: number;
  /** Draws at this size and enlarges the pixels: soft filters cost by the pixel. Default: drawn at the final size. */
  raster?: { width: number; height: number };
  /** Pictures laid into the drawing, each filling its place; derivatives of ours only. */
  inlays?: readonly Inlay[];
}

/** A picture's bytes and the place that it fills, in pixels of the finished picture. */
export interface Inlay {
  bytes: Buffer;
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Draws an SVG of our own making (the demo's scenes, posters) as a picture of exactly this size, in this process. Never for
 * what came from outside: SVG is refused at the intake, because drawing it can read files and eat a machine.
 */
export async function drawSvg(
  svg: string,
  { width, height, format, quality = 88, raster, inlays = [] }: DrawOptions,
): Promise<Buffer> {
  // Loaded here, so that whoever only inspects pictures never loads libvips.
  const { default: sharp } = await import('sharp');
  const drawingBytes = Buffer.from(svg);
  // At the density that fits, lines are drawn at their final size instead of being blown up.
  const { width: own = width, density = 72 } = await sharp(drawingBytes).metadata();
  const drawn = raster ?? { width, height };
  const drawing = sharp(drawingBytes, {
    density: Math.min(2400, Math.max(1, (density * drawn.width) / own)),
    limitInputPixels: 200_000_000,
  })
    .resize(drawn.width, drawn.height, { fit: 'fill' })
    .flatten({ background: '#ffffff' });
  const image = raster ? (await enlargeable(drawing)).resize(width, height, { fit: 'fill', kernel: 'cubic' }) : drawing;
  const laid = await Promise.all(
    inlays.map(async ({ bytes, left, top, ...size }) => ({
      input: await sharp(bytes).resize(size.width, size.height, { fit: 'cover' }).toBuffer(),
      left,
      top,
    })),
  );
  const whole = laid.length > 0 ? sharp(await image.png().toBuffer()).composite(laid) : image;
  return (format === 'png' ? whole.png() : whole[format]({ quality })).toBuffer();
}

/** Pixels that stand by themselves: asked to enlarge the drawing, libvips would draw it again at the larger size. */
async function enlargeable(drawing: Sharp): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  const { data, info } = await drawing.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: info });
}
