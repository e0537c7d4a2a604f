/** Long side of 高清 in pixels. */
const LONG_SIDE = 2048;
const QUALITY = 0.85;

/**
 * A smaller JPEG of a photo, upright; null on any doubt (the browser cannot decode it, the canvas came out black or of a
 * wrong size, the copy is not smaller): then the original is sent.
 */
export async function downscale(file: Blob): Promise<Blob | null> {
  let bitmap: ImageBitmap | undefined;
  try {
    const whole = await createImageBitmap(file);
    const { width, height } = whole;
    whole.close();
    const scale = LONG_SIDE / Math.max(width, height);
    if (scale >= 1) return null;
    const target = { width: Math.round(width * scale), height: Math.round(height * scale) };
    bitmap = await createImageBitmap(file, {
      resizeWidth: target.width,
      resizeHeight: target.height,
      resizeQuality: 'high',
    });
    if (bitmap.width !== target.width || bitmap.height !== target.height) return null;
    const canvas = document.createElement('canvas');
    canvas.width = target.width;
    canvas.height = target.height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return null;
    context.drawImage(bitmap, 0, 0);
    if (isBlank(context.getImageData(0, 0, target.width, target.height).data)) return null;
    const copy = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return copy && copy.size > 0 && copy.size < file.size ? copy : null;
  } catch {
    return null;
  } finally {
    bitmap?.close();
  }
}

/** Whether all pixels (RGBA bytes) are one colour, as a canvas beyond the device's limit comes out. */
export function isBlank(pixels: Uint8ClampedArray): boolean {
  for (let i = 4; i < pixels.length; i += 4) {
    if (pixels[i] !== pixels[0] || pixels[i + 1] !== pixels[1] || pixels[i + 2] !== pixels[2]) return false;
  }
  return true;
}
