import type { PictureType } from './picture-header.js';

/** Bytes that {@link sniff} wants to see. */
export const SNIFF_BYTES = 512;

/** The brands of ISO base media files (ISO/IEC 14496-12) that hold still pictures of the HEIF family. */
const HEIF_BRANDS = new Set('heic heix heim heis hevc hevx hevm hevs mif1 mif2 msf1 avif avis'.split(' '));

const startsWith = (head: Buffer, text: string, at = 0): boolean =>
  head.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'));

/**
 * Says by content what a file is. `container` names the parser to ask; `heif` may still turn out to be HEIC, AVIF or
 * neither. Anything else comes back as `other` with a name for the refusal.
 */
export function sniff(head: Buffer): { container: 'jpeg' | 'png' | 'webp' | 'heif' } | { other: string } {
  if (startsWith(head, '\xff\xd8\xff')) return { container: 'jpeg' };
  if (startsWith(head, '\x89PNG')) return { container: 'png' };
  if (startsWith(head, 'RIFF') && (head.length < 12 || startsWith(head, 'WEBP', 8))) return { container: 'webp' };
  if (startsWith(head, 'ftyp', 4) && brandsOf(head).some((brand) => HEIF_BRANDS.has(brand)))
    return { container: 'heif' };
  return { other: nameOther(head) };
}

/** The major brand, then the compatible ones, of a leading `ftyp` box. */
export function brandsOf(head: Buffer): string[] {
  if (head.length < 12) return ['mif1'];
  const end = Math.min(head.length, Math.max(16, head.readUInt32BE(0)));
  const brands = [head.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4));
  return brands;
}

/** Which of HEIC and AVIF the brands alone promise, if they do. */
export function typeOfBrands(brands: readonly string[]): PictureType | undefined {
  for (const brand of brands) {
    if (brand.startsWith('avi')) return 'avif';
    if (/^he[iv]/.test(brand)) return 'heic';
  }
  return undefined;
}

const OTHERS: readonly (readonly [name: string, magic: string, at?: number])[] = [
  ['gif', 'GIF8'],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
  ['bmp', 'BM'],
  ['jxl', '\xff\x0a'],
  ['jxl', '\0\0\0\x0cJXL '],
  ['jp2', '\0\0\0\x0cjP  '],
  ['psd', '8BPS'],
  ['pdf', '%PDF'],
  ['zip', 'PK\x03\x04'],
  ['exe', 'MZ'],
  ['video', 'ftyp', 4],
];

function nameOther(head: Buffer): string {
  for (const [name, magic, at] of OTHERS) if (startsWith(head, magic, at)) return name;
  const text = head.toString('latin1').toLowerCase();
  if (text.includes('<svg') || text.includes('<!doctype svg')) return 'svg';
  if (text.includes('<html') || text.includes('<!doctype html')) return 'html';
  return 'unknown';
}
