/** The header of a drawn picture or PDF that names the characters that stand as 〓 in it; absent where there are none. */
export const MISSING_GLYPHS_HEADER = 'x-missing-glyphs';

/** Characters as that header has them: each percent-encoded, spaces between. */
export const missingGlyphsHeader = (chars: readonly string[]): string => chars.map(encodeURIComponent).join(' ');

/** The characters that such a header names. */
export const missingGlyphsOf = (header: string | null): string[] =>
  header ? header.split(' ').map(decodeURIComponent) : [];

/** 「以下字缺字形：𠮷。证书上显示为〓。」; nothing where none is missing. */
export const missingGlyphsSentence = (chars: readonly string[], where: string): string =>
  chars.length > 0 ? `以下字缺字形：${chars.join('、')}，${where}显示为〓。` : '';
