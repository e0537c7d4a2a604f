/**
 * Decodes the ThumbHash wire format (Evan Wallace, https://evanw.github.io/thumbhash): some 25 bytes that hold the low
 * frequencies of a picture. Luminance, yellow–blue and red–green are small triangles of cosine coefficients of four bits
 * each, behind a header with their means and scales. Here they become a picture of at most 32 × 32 pixels.
 */
export interface ThumbPixels {
  width: number;
  height: number;
  /** Not premultiplied, four bytes a pixel, row by row. */
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

const LONG_SIDE = 32;
/** Four-bit quantising eats colour; the format's decoders give a quarter back. */
const CHROMA_BOOST = 1.25;

export const bytesFromBase64 = (text: string): Uint8Array => {
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(binary, (c) => c.charCodeAt(0));
};

interface Channel {
  mean: number;
  columns: number;
  rows: number;
  /** In the order rows outside, columns inside, the mean left out. */
  coefficients: number[];
}

/** Values of one channel over the whole picture; `cosX[k][x]` and `cosY[k][y]` are the basis. */
const render = (channel: Channel, width: number, height: number): Float64Array => {
  const basis = (count: number, length: number) =>
    Array.from({ length: count }, (_, k) =>
      Float64Array.from({ length }, (_v, x) => Math.cos((Math.PI / length) * (x + 0.5) * k)),
    );
  const cosX = basis(channel.columns, width);
  const cosY = basis(channel.rows, height);
  const values = new Float64Array(width * height).fill(channel.mean);
  let next = 0;
  for (let cy = 0; cy < channel.rows; cy++) {
    for (let cx = cy ? 0 : 1; cx * channel.rows < channel.columns * (channel.rows - cy); cx++) {
      const amplitude = 2 * (channel.coefficients[next++] ?? 0);
      for (let y = 0, at = 0; y < height; y++)
        for (let x = 0; x < width; x++, at++)
          values[at] = (values[at] ?? 0) + amplitude * (cosX[cx]?.[x] ?? 0) * (cosY[cy]?.[y] ?? 0);
    }
  }
  return values;
};

/** @throws RangeError when the bytes are too few to be a ThumbHash. */
export const decodeThumbhash = (hash: Uint8Array): ThumbPixels => {
  if (hash.length < 5) throw new RangeError(`a ThumbHash has at least 5 bytes, not ${hash.length}`);
  const byte = (i: number) => hash[i] ?? 0;
  const head = byte(0) | (byte(1) << 8) | (byte(2) << 16);
  const tail = byte(3) | (byte(4) << 8);
  const hasAlpha = head >> 23 === 1;
  const isLandscape = tail >> 15 === 1;
  const long = hasAlpha ? 5 : 7;
  const columns = isLandscape ? long : tail & 7;
  const rows = isLandscape ? tail & 7 : long;

  let nibble = 2 * (hasAlpha ? 6 : 5);
  const read = (mean: number, scale: number, nx: number, ny: number): Channel => {
    const coefficients: number[] = [];
    for (let cy = 0; cy < ny; cy++)
      for (let cx = cy ? 0 : 1; cx * ny < nx * (ny - cy); cx++, nibble++)
        coefficients.push((((byte(nibble >> 1) >> ((nibble & 1) * 4)) & 15) / 7.5 - 1) * scale);
    return { mean, columns: nx, rows: ny, coefficients };
  };
  const light = read((head & 63) / 63, ((head >> 18) & 31) / 31, Math.max(3, columns), Math.max(3, rows));
  const warm = read(((head >> 6) & 63) / 31.5 - 1, (((tail >> 3) & 63) / 63) * CHROMA_BOOST, 3, 3);
  const red = read(((head >> 12) & 63) / 31.5 - 1, (((tail >> 9) & 63) / 63) * CHROMA_BOOST, 3, 3);
  const alpha = hasAlpha ? read((byte(5) & 15) / 15, (byte(5) >> 4) / 15, 5, 5) : undefined;

  const ratio = Math.max(1, columns) / Math.max(1, rows);
  const width = Math.max(1, Math.round(ratio > 1 ? LONG_SIDE : LONG_SIDE * ratio));
  const height = Math.max(1, Math.round(ratio > 1 ? LONG_SIDE / ratio : LONG_SIDE));
  const [l, p, q] = [light, warm, red].map((c) => render(c, width, height)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const a = alpha && render(alpha, width, height);
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const blue = (l[i] ?? 0) - (2 / 3) * (p[i] ?? 0);
    const redness = (3 * (l[i] ?? 0) - blue + (q[i] ?? 0)) / 2;
    rgba.set(
      [redness, redness - (q[i] ?? 0), blue, a?.[i] ?? 1].map((v) => Math.max(0, Math.min(1, v)) * 255),
      i * 4,
    );
  }
  return { width, height, rgba };
};

/** The mean colour of a picture, as CSS, from the first three bytes of its hash; null where it cannot be read. */
export const thumbhashColour = (hash: string): string | null => {
  try {
    const [a = 0, b = 0, c = 0] = bytesFromBase64(hash);
    const head = a | (b << 8) | (c << 16);
    const light = (head & 63) / 63;
    const warm = ((head >> 6) & 63) / 31.5 - 1;
    const red = ((head >> 12) & 63) / 31.5 - 1;
    const blue = light - (2 / 3) * warm;
    const redness = (3 * light - blue + red) / 2;
    const byte = (v: number) => Math.round(Math.max(0, Math.min(1, v)) * 255);
    return `rgb(${byte(redness)}, ${byte(redness - red)}, ${byte(blue)})`;
  } catch {
    return null;
  }
};
