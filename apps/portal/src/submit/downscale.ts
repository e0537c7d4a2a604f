/** Long side of 高清 in pixels; 4.2 MP at most, far below the 16.7 MP at which canvases of iPhones come out black. */
const LONG_SIDE = 2048;
const QUALITY = 0.85;
/** Side of the two small pictures that are compared. */
const GLANCE = 24;
/** Mean difference of a channel, of 255, up to which two small pictures are taken for the same. */
const ALIKE = 14;

/**
 * A smaller JPEG of a photo, upright; null on any doubt: then the original is sent. The finished copy is opened again and
 * must be smaller, of the right size, of more than one colour, and look like what the browser shows for the original.
 */
export async function downscale(file: Blob): Promise<Blob | null> {
  const closing: { close(): void }[] = [];
  try {
    const shown = await show(file, closing);
    const scale = LONG_SIDE / Math.max(shown.naturalWidth, shown.naturalHeight);
    if (!(scale < 1)) return null;
    const width = Math.round(shown.naturalWidth * scale);
    const height = Math.round(shown.naturalHeight * scale);
    const size = { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' } as const;
    const bitmap = await createImageBitmap(file, { ...size, imageOrientation: 'from-image' });
    closing.push(bitmap);
    if (bitmap.width !== width || bitmap.height !== height) return null;
    const copy = await encode(bitmap, width, height);
    if (!copy || copy.type !== 'image/jpeg' || copy.size === 0 || copy.size >= file.size) return null;
    const again = await createImageBitmap(copy);
    closing.push(again);
    if (again.width !== width || again.height !== height) return null;
    const [before, after] = [glance(shown), glance(again)];
    return !isBlank(after) && difference(before, after) <= ALIKE ? copy : null;
  } catch {
    return null;
  } finally {
    for (const each of closing) each.close();
  }
}

/** As the browser would show it: turned by its EXIF, whatever `createImageBitmap` makes of that. */
async function show(file: Blob, closing: { close(): void }[]): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file);
  closing.push({ close: () => URL.revokeObjectURL(url) });
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

function encode(bitmap: ImageBitmap, width: number, height: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return Promise.resolve(null);
  // A PNG may be seen through; a JPEG may not.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}

/** A few pixels of a picture, whatever its size, on white. */
function glance(picture: CanvasImageSource): Uint8ClampedArray {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = GLANCE;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, GLANCE, GLANCE);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, GLANCE, GLANCE);
  return context.getImageData(0, 0, GLANCE, GLANCE).data;
}

/** Mean absolute difference of two lists of RGBA pixels, alpha left out. */
export function difference(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  if (one.length !== other.length) return Infinity;
  let sum = 0;
  for (let i = 0; i < one.length; i += 1) if (i % 4 !== 3) sum += Math.abs((one[i] ?? 0) - (other[i] ?? 0));
  return sum / ((one.length / 4) * 3);
}

/** Whether all pixels (RGBA bytes) are one colour, as a canvas beyond the device's limit comes out. */
export function isBlank(pixels: Uint8ClampedArray): boolean {
  for (let i = 4; i < pixels.length; i += 4) {
    if (pixels[i] !== pixels[0] || pixels[i + 1] !== pixels[1] || pixels[i + 2] !== pixels[2]) return false;
  }
  return true;
}
