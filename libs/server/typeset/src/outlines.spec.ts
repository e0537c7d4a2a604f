import { breakLines, fitLines, missingIn, outline } from './outlines.js';
import * as fontkit from 'fontkit';
import { fontFiles, MISSING_SORT } from './font-files.js';
import { RARE } from './rare-characters.testing.js';

const style = { size: 40, weight: 'bold' } as const;

describe('outlines', () => {
  it('draw each of 200 rare characters of names as itself: no empty place, no stand-in', () => {
    expect(new Set(RARE).size).toBe(200);
    const standIn = outline(MISSING_SORT, style).path;
    const drawn = new Map<string, string>();
    for (const char of RARE) {
      const { path, width } = outline(char, style);
      expect([char, path.length > 40, path !== standIn, width > 20]).toEqual([char, true, true, true]);
      drawn.set(path, char);
    }
    // A font that lacks a character draws the same box for all of them.
    expect(drawn.size).toBe(200);
    expect(missingIn(RARE.join(''), 'bold')).toEqual([]);
  });

  it('say which characters no font has', () => {
    expect(missingIn('张\u{F0123}三', 'regular')).toEqual(['\u{F0123}']);
    expect(outline('\u{F0123}', style).path).toBe(outline(MISSING_SORT, style).path);
  });

  it('break Chinese anywhere but before a mark that must not begin a line, and keep words whole', () => {
    const lines = breakLines('夜里十一点，三号车间的灯还亮着。Night shift', style, 210);
    expect(lines.join('').replaceAll(' ', '')).toBe('夜里十一点，三号车间的灯还亮着。Nightshift');
    for (const line of lines) expect(line).not.toMatch(/^[，。]/);
    expect(lines.some((line) => line.includes('Night'))).toBe(true);
  });

  it('make a long text smaller until it fits, and cut nothing off', () => {
    const title = '凌晨四点半的环卫工人老王和他那辆骑了二十年的三轮车在滨海大道尽头等日出';
    const { lines, size } = fitLines(title, { size: 66, weight: 'bold' }, 500, 2);
    expect(lines.length).toBeLessThanOrEqual(2);
    expect(lines.map(({ text }) => text).join('')).toBe(title);
    for (const { width } of lines) expect(width).toBeLessThanOrEqual(510);
    expect(size).toBeLessThan(66);
  });

  it.each([
    ['one word without end', 'Lopado'.repeat(60)],
    ['nothing but marks', '。'.repeat(300)],
    ['a name of three hundred characters', '滨海新区环境卫生'.repeat(38)],
    ['nothing', ''],
  ])('keep to their lines and lose nothing, with %s', (_, text) => {
    for (const most of [1, 2]) {
      const { lines } = fitLines(text, { size: 66, weight: 'bold' }, 500, most);
      expect(lines.length).toBeLessThanOrEqual(most);
      expect(lines.map((line) => line.text).join('')).toBe(text);
      for (const { width } of lines) expect(width).toBeLessThanOrEqual(510);
    }
  });

  it('have the characters of 通用规范汉字表 beyond U+FFFF on every machine', () => {
    // Some of each plane’s end; our own typeface has them, whatever the system lacks.
    const own = fontFiles('bold').slice(0, 1);
    expect(own[0]?.file).toContain('NotoSansSC');
    const font = fontkit.openSync(own[0]?.file ?? '') as { hasGlyphForCodePoint(codePoint: number): boolean };
    for (const char of '𠅤𡎚𣗋𤧛𥔲𦈡𧿹𨐈𨱏𩽾𪟝𪣻𫄨𫍯𫓧𫖯𫘜𫚕𫞩𫟅𫠊𫢸𫭟𫵷𬀩𬂩𬇕𬉼𬊈𬍛𬒈𬕂𬘓𬙂𬜬𬟁𬣙𬤇𬨂𬩽𬬭𬭎𬭚𬮱𬯀𬱖𬳵𬴂𬶋𬷕𬸘𬹼𬺈')
      expect([char, font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0)]).toEqual([char, true]);
  });
});
