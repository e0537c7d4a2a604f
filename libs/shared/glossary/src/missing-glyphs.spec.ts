import { missingGlyphsHeader, missingGlyphsOf, missingGlyphsSentence } from './missing-glyphs.js';

it('goes through a header, which holds ASCII only, and comes back', () => {
  const chars = ['𠮷', '\u{F0123}', ' ', '%'];
  const header = missingGlyphsHeader(chars);
  expect(header).toMatch(/^[\x21-\x7e ]+$/);
  expect(missingGlyphsOf(header)).toEqual(chars);
  expect(missingGlyphsOf(null)).toEqual([]);
});

it('is a sentence only where something is missing', () => {
  expect(missingGlyphsSentence(['𠮷', '𪚥'], '海报上')).toBe('以下字缺字形：𠮷、𪚥，海报上显示为〓。');
  expect(missingGlyphsSentence([], '海报上')).toBe('');
});
