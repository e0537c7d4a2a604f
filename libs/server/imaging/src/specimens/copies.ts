import sharp, { type Sharp } from 'sharp';

/** Makes a copy of a picture's bytes; `random` draws from [0, 1). */
export type Copying = (bytes: Buffer, random: () => number) => Promise<Buffer>;

type Sides = readonly [left: number, top: number, right: number, bottom: number];

const jpeg = (image: Sharp, quality = 80): Promise<Buffer> => image.jpeg({ quality }).toBuffer();

async function cropped(bytes: Buffer, [left, top, right, bottom]: Sides): Promise<Sharp> {
  const { width, height } = await sharp(bytes).metadata();
  const image = sharp(bytes).extract({
    left: Math.round(width * left),
    top: Math.round(height * top),
    width: Math.round(width * (1 - left - right)),
    height: Math.round(height * (1 - top - bottom)),
  });
  return sharp(await image.png({ compressionLevel: 1 }).toBuffer());
}

/** `share` of the short side, all round. */
async function framed(image: Sharp, share: number, colour: string): Promise<Sharp> {
  const { data, info } = await image.png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true });
  const edge = Math.max(1, Math.round(Math.min(info.width, info.height) * share));
  const framed = sharp(data).extend({ top: edge, bottom: edge, left: edge, right: edge, background: colour });
  return sharp(await framed.png({ compressionLevel: 1 }).toBuffer());
}

async function resized(bytes: Buffer, scale: number): Promise<Sharp> {
  const { width } = await sharp(bytes).metadata();
  return sharp(bytes).resize(Math.max(1, Math.round(width * scale)));
}

const everySide = (share: number): Sides => [share, share, share, share];
const anySide = (random: () => number, most = 0.1): Sides => [
  random() * most,
  random() * most,
  random() * most,
  random() * most,
];

/** What happens to a photo on its way from one phone to another, by name. Crops are shares of each side. */
export const COPIES: Record<string, Copying> = {
  'JPEG 90': (bytes) => jpeg(sharp(bytes), 90),
  'JPEG 60': (bytes) => jpeg(sharp(bytes), 60),
  'JPEG 30': (bytes) => jpeg(sharp(bytes), 30),
  'resized 25 %': async (bytes) => jpeg(await resized(bytes, 0.25)),
  'resized 50 %': async (bytes) => jpeg(await resized(bytes, 0.5)),
  'resized 200 %': async (bytes) => jpeg(await resized(bytes, 2)),
  'messenger 1080': (bytes) => jpeg(sharp(bytes).resize(1080, 1080, { fit: 'inside', withoutEnlargement: true }), 50),
  'cropped 2 %': async (bytes) => jpeg(await cropped(bytes, everySide(0.02))),
  'cropped 5 %': async (bytes) => jpeg(await cropped(bytes, everySide(0.05))),
  'cropped 10 %': async (bytes) => jpeg(await cropped(bytes, everySide(0.1))),
  'cropped 10 % left': async (bytes) => jpeg(await cropped(bytes, [0.1, 0, 0, 0])),
  'cropped 10 % corner': async (bytes) => jpeg(await cropped(bytes, [0.1, 0.1, 0, 0])),
  'cropped 10 % foot': async (bytes) => jpeg(await cropped(bytes, [0, 0, 0, 0.1])),
  'cropped anyhow': async (bytes, random) => jpeg(await cropped(bytes, anySide(random))),
  mirrored: (bytes) => jpeg(sharp(bytes).flop()),
  'white border 2 %': async (bytes) => jpeg(await framed(sharp(bytes), 0.02, '#ffffff')),
  'white border 10 %': async (bytes) => jpeg(await framed(sharp(bytes), 0.1, '#ffffff')),
  'black border 5 %': async (bytes) => jpeg(await framed(sharp(bytes), 0.05, '#000000')),
  'coloured border 7 %': async (bytes) => jpeg(await framed(sharp(bytes), 0.07, '#b03a2e')),
  'frame with passe-partout': async (bytes) =>
    jpeg(await framed(await framed(sharp(bytes), 0.04, '#ffffff'), 0.03, '#111111')),
  brightened: (bytes) => jpeg(sharp(bytes).linear(1, 30)),
  darkened: (bytes) => jpeg(sharp(bytes).linear(0.7, 0)),
  'more contrast': (bytes) => jpeg(sharp(bytes).linear(1.3, -38)),
  'less contrast': (bytes) => jpeg(sharp(bytes).linear(0.75, 32)),
  'colour filter': (bytes) => jpeg(sharp(bytes).modulate({ saturation: 1.4, brightness: 1.05 })),
  'black and white': (bytes) => jpeg(sharp(bytes).greyscale()),
  'cropped and mirrored': async (bytes, random) => jpeg((await cropped(bytes, anySide(random))).flop(), 60),
  'cropped and bordered': async (bytes, random) =>
    jpeg(await framed(await cropped(bytes, anySide(random)), 0.02 + random() * 0.08, '#ffffff'), 60),
  'mirrored, bordered, JPEG 40': async (bytes, random) =>
    jpeg(await framed(sharp(bytes).flop(), 0.02 + random() * 0.08, '#000000'), 40),
  'all at once, 480 pixels': async (bytes, random) => {
    const taken = await (await cropped(bytes, anySide(random, 0.08))).flop().linear(1.1, 8).png().toBuffer();
    const shown = await framed(sharp(taken), 0.05, '#ffffff');
    return jpeg(shown.resize(480, 480, { fit: 'inside' }), 45);
  },
};
