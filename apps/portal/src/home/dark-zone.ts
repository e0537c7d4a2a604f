/** Least contrast of text on its ground, WCAG 2.2 level AA. */
const CONTRAST = 4.5;
/** The brightest share of the zone that may miss it: single sparks and lamps. */
const BRIGHTEST = 0.05;

/** Relative luminance of an sRGB colour (WCAG 2.2), channels 0 to 255. */
export function luminance(red: number, green: number, blue: number): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/**
 * The least opacity of a black veil, in whole per cent up to 90, under which white text has a contrast of 4.5 on all but
 * the brightest 5 % of the pixels (RGBA bytes).
 */
export function veilFor(pixels: Uint8ClampedArray): number {
  const colours: (readonly [number, number, number])[] = [];
  for (let i = 0; i < pixels.length; i += 4) colours.push([pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0]);
  colours.sort((a, b) => luminance(...a) - luminance(...b));
  const [red, green, blue] = colours[Math.max(0, Math.ceil(colours.length * (1 - BRIGHTEST)) - 1)] ?? [255, 255, 255];
  const allowed = 1.05 / CONTRAST - 0.05;
  for (let percent = 0; percent < 90; percent++) {
    const left = 1 - percent / 100;
    if (luminance(red * left, green * left, blue * left) <= allowed) return percent / 100;
  }
  return 0.9;
}

/** Measures the upper third and the right third of a picture, where masthead and vertical title stand. */
export function darkZone(image: HTMLImageElement | null): number | null {
  if (!image?.naturalWidth) return null;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 48;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(image, 0, 0, 48, 48);
  const top = veilFor(context.getImageData(0, 0, 48, 8).data);
  const right = veilFor(context.getImageData(32, 0, 16, 48).data);
  return Math.max(top, right, 0.35);
}
