import { breakLines, fitLines, missingIn, outline } from './outlines.js';
import { MISSING_SORT } from './font-files.js';
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
});
