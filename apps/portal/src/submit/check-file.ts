import { type PROBLEMS, type PublicRules } from '@zuimei/contracts';
import { problemText } from '@zuimei/glossary';

type Code = keyof typeof PROBLEMS;
type Rules = Pick<PublicRules, 'maxBytes' | 'minShortSide' | 'maxPixels' | 'maxSide' | 'maxAspect'>;

/** What the first bytes say a file is; null where it is none of the formats that are taken in. */
export function sniff(head: Uint8Array): 'jpeg' | 'png' | 'webp' | 'heif' | null {
  const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg';
  if (head[0] === 0x89 && text(1, 4) === 'PNG') return 'png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (text(4, 8) === 'ftyp' && /^(heic|heix|hevc|hevx|heim|heis|mif1|msf1|avif|avis)/.test(text(8, 12))) return 'heif';
  return null;
}

/** The rules that a picture of this size breaks. */
export function brokenBySize(
  width: number,
  height: number,
  rules: Rules,
): { code: Code; facts: Record<string, number> } | null {
  const short = Math.min(width, height);
  const long = Math.max(width, height);
  if (width * height > rules.maxPixels)
    return { code: 'TOO_MANY_PIXELS', facts: { limit: rules.maxPixels, actual: width * height } };
  if (long > rules.maxSide) return { code: 'TOO_MANY_PIXELS', facts: { limit: rules.maxSide, actual: long } };
  if (short < rules.minShortSide) return { code: 'TOO_SMALL', facts: { limit: rules.minShortSide, actual: short } };
  if (long > short * rules.maxAspect) return { code: 'BAD_ASPECT', facts: { limit: rules.maxAspect } };
  return null;
}

/**
 * Names the rule that a chosen file breaks, where that can be known before uploading; null where it cannot, or where
 * none is broken. The server looks again.
 */
export async function checkFile(file: Blob, rules: Rules): Promise<string | null> {
  if (file.size === 0) return problemText('EMPTY');
  if (file.size > rules.maxBytes) return problemText('TOO_LARGE', { limit: rules.maxBytes, actual: file.size });
  const kind = sniff(new Uint8Array(await file.slice(0, 16).arrayBuffer()));
  if (kind === null) return problemText('UNSUPPORTED_TYPE');
  if (kind === 'heif') return null; // most browsers cannot decode it
  try {
    const bitmap = await createImageBitmap(file);
    const broken = brokenBySize(bitmap.width, bitmap.height, rules);
    bitmap.close();
    return broken && problemText(broken.code, broken.facts);
  } catch {
    return null; // too large for this device, or damaged: the server will say
  }
}
