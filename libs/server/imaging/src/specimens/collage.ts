import sharp from 'sharp';
import { randomOf } from './scene.js';

/** A JPEG with much to see all over: shapes of many sizes in muted colours, other ones for every seed. */
export function collage({ width, height, seed }: { width: number; height: number; seed: number }): Promise<Buffer> {
  const random = randomOf(seed);
  const part = (most: number) => Math.round(random() * most);
  const shapes = Array.from({ length: 70 }, (_, i) => {
    const size = Math.min(width, height) * (0.05 + 0.25 * random());
    const grey = 20 + part(190);
    const colour = `rgb(${grey + part(40)} ${grey + part(40)} ${grey + part(40)})`;
    return i % 2
      ? `<circle cx="${part(width)}" cy="${part(height)}" r="${size / 2}" fill="${colour}"/>`
      : `<rect x="${part(width) - size / 2}" y="${part(height) - size / 2}" width="${size}" height="${size * (0.3 + random())}" fill="${colour}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#9aa4a8"/>${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer();
}
