import { type ProblemCode, type ProblemDocument, type PublicRules, isProblemCode } from '@zuimei/contracts';
import { PHOTO_TYPE_LABELS, problemText } from '@zuimei/glossary';

type Rules = Pick<PublicRules, 'photoTypes' | 'maxBytes' | 'minShortSide' | 'maxPixels' | 'maxSide' | 'maxAspect'>;

/** A rule that a file breaks, with what its sentence names. */
export interface Broken {
  code: ProblemCode;
  facts?: Record<string, unknown>;
}

/** What the first bytes say a file is; null where it is none of the formats that are taken in. */
export function sniff(head: Uint8Array): 'jpeg' | 'png' | 'webp' | 'heif' | null {
  const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg';
  if (head[0] === 0x89 && text(1, 4) === 'PNG') return 'png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(4, 8) === 'ftyp' && /^(heic|heix|hevc|hevx|heim|heis|mif1|msf1|avif|avis)/.test(text(8, 12))) return 'heif';
  return null;
}

/** Every rule that a picture of this size breaks. */
export function brokenBySize(width: number, height: number, rules: Rules): Broken[] {
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  const broken: Broken[] = [];
  if (width * height > rules.maxPixels)
    broken.push({ code: 'TOO_MANY_PIXELS', facts: { limit: rules.maxPixels, actual: width * height } });
  else if (long > rules.maxSide)
    broken.push({ code: 'TOO_MANY_PIXELS', facts: { limit: rules.maxSide, actual: long } });
  if (short < rules.minShortSide)
    broken.push({ code: 'TOO_SMALL', facts: { limit: rules.minShortSide, actual: short } });
  if (long > short * rules.maxAspect) broken.push({ code: 'BAD_ASPECT', facts: { limit: rules.maxAspect } });
  return broken;
}

/**
 * Every rule that a chosen file breaks, as far as that can be known before uploading. The server looks again.
 */
export async function checkFile(file: Blob, rules: Rules): Promise<Broken[]> {
  if (file.size === 0) return [{ code: 'EMPTY' }];
  const broken: Broken[] = [];
  if (file.size > rules.maxBytes)
    broken.push({ code: 'TOO_LARGE', facts: { limit: rules.maxBytes, actual: file.size } });
  const kind = sniff(new Uint8Array(await file.slice(0, 16).arrayBuffer()));
  if (kind === null || !accepts(kind, rules.photoTypes))
    broken.push({
      code: 'UNSUPPORTED_TYPE',
      facts: { accepted: rules.photoTypes.map((type) => PHOTO_TYPE_LABELS[type].zh) },
    });
  if (kind === null || kind === 'heif') return broken; // most browsers cannot decode a HEIC
  try {
    const bitmap = await createImageBitmap(file);
    broken.push(...brokenBySize(bitmap.width, bitmap.height, rules));
    bitmap.close();
  } catch {
    // too large for this device, or damaged: the server will say
  }
  return broken;
}

/** HEIC and AVIF are one container: which of the two it is, the server finds out. */
const accepts = (kind: NonNullable<ReturnType<typeof sniff>>, types: Rules['photoTypes']): boolean =>
  kind === 'heif' ? types.includes('heic') || types.includes('avif') : types.includes(kind);

/** All broken rules in words, each in its sentence. */
export const inWords = (broken: readonly Broken[]): string =>
  broken.map(({ code, facts }) => problemText(code, facts)).join('');

/** A refusal of the server in words: every rule that it names, or the one that it is about. */
export function refusalInWords({ detail, errors = [] }: Pick<ProblemDocument, 'detail' | 'errors'>): string {
  const known = errors.flatMap(({ code, facts }) => (isProblemCode(code) ? [{ code, facts }] : []));
  return known.length > 1 ? inWords(known) : detail;
}

/** What the album is asked to offer. */
export const acceptOf = (types: Rules['photoTypes']): string =>
  types.flatMap((type) => [`image/${type}`, ...(type === 'heic' ? ['image/heif', '.heic', '.heif'] : [])]).join(',');
