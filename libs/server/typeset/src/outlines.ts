import * as fontkit from 'fontkit';
import { fontFiles, MISSING_SORT, type Weight } from './font-files.js';

/** The part of fontkit's fonts that is used here; the package has no typings. */
interface OutlineFont {
  unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): { glyphs: { path: OutlinePath }[]; positions: { xAdvance: number }[] };
}
interface OutlinePath {
  scale(x: number, y: number): OutlinePath;
  translate(x: number, y: number): OutlinePath;
  toSVG(): string;
}

export interface Lettering {
  /** Pixels an em. */
  size: number;
  weight: Weight;
}

/** A line of text as one SVG path, so that a picture looks the same on every machine, whatever fonts it has. */
export interface Line {
  /** `d` of a path; the line begins at x 0 and stands on y 0. */
  path: string;
  width: number;
  text: string;
}

const opened = new Map<string, OutlineFont>();

const openFont = ({ file, face }: { file: string; face?: string }): OutlineFont => {
  const key = `${file} ${face}`;
  const font = opened.get(key) ?? (fontkit.openSync(file, face) as unknown as OutlineFont);
  opened.set(key, font);
  return font;
};

/** One character as its font draws it, at one pixel an em. */
interface Letter {
  paths: OutlinePath[];
  advances: number[];
  width: number;
  /** What is drawn: the character, or the mark for a missing sort. */
  text: string;
}

const letters = new Map<string, Letter>();
/** So many characters are kept drawn: more than a month of names and titles has. */
const KEPT = 5_000;

/** A character by the first font that has it; the mark for a missing sort where none has it. */
function letterOf(char: string, weight: Weight): Letter {
  const key = weight + char;
  const known = letters.get(key);
  if (known) return known;
  if (letters.size > KEPT) letters.clear();
  const letter = drawLetter(char, weight);
  letters.set(key, letter);
  return letter;
}

function drawLetter(char: string, weight: Weight): Letter {
  const files = fontFiles(weight);
  for (const text of [char, MISSING_SORT])
    for (const file of files) {
      const font = openFont(file);
      if (!font.hasGlyphForCodePoint(text.codePointAt(0) ?? 0)) continue;
      const { glyphs, positions } = font.layout(text);
      const advances = positions.map(({ xAdvance }) => xAdvance / font.unitsPerEm);
      const paths = glyphs.map(({ path }) => path.scale(1 / font.unitsPerEm, -1 / font.unitsPerEm));
      return { paths, advances, width: advances.reduce((sum, advance) => sum + advance, 0), text };
    }
  throw new Error('there is no font to write with');
}

const widthOf = (text: string, { size, weight }: Lettering): number =>
  [...text].reduce((sum, char) => sum + letterOf(char, weight).width * size, 0);

/** Characters of a text that no font here has. */
export const missingIn = (text: string, weight: Weight): string[] =>
  [...new Set(text)].filter((char) => char !== MISSING_SORT && letterOf(char, weight).text === MISSING_SORT);

/** One line of text. Characters that no font has stand as 〓. */
export function outline(text: string, { size, weight }: Lettering): Line {
  let width = 0;
  const paths: string[] = [];
  for (const char of text) {
    const letter = letterOf(char, weight);
    letter.paths.forEach((path, i) => {
      const d = path.scale(size, size).translate(width, 0).toSVG();
      if (d) paths.push(d);
      width += (letter.advances[i] ?? 0) * size;
    });
  }
  return { path: paths.join(''), width, text };
}

/** Marks that must not begin a line (GB/T 15834, a line keeps them at its end). */
const NOT_FIRST = /^[，。、；：？！）》」』”’…—·,.;:?!)]$/u;

/**
 * Breaks a text into lines of at most `width`, between any two characters, as Chinese is set; words of letters stay whole
 * and marks stay with what they follow, unless it is to be broken `anywhere`.
 */
export function breakLines(text: string, style: Lettering, width: number, anywhere = false): string[] {
  const lines: string[] = [];
  let line = '';
  const pieces = anywhere ? [...text] : (text.match(/[\p{Script=Latin}\d]+|./gu) ?? []);
  for (const piece of pieces) {
    const fits = widthOf(line + piece, style) <= width;
    if (fits || line === '' || (!anywhere && NOT_FIRST.test(piece))) line += piece;
    else {
      lines.push(line);
      line = piece.trim();
    }
  }
  return line ? [...lines, line] : lines;
}

/** Below so many pixels an em, lines break within words too: what small letters cannot mend is a word without end. */
const SMALL = 14;

/** A text in at most `most` lines of `width`, made smaller until it fits: nothing is ever cut off. */
export function fitLines(text: string, style: Lettering, width: number, most: number): { lines: Line[]; size: number } {
  for (let { size } = style; ; size *= 0.92) {
    const lines = breakLines(text, { ...style, size }, width, size < SMALL);
    if (lines.length > most) continue;
    const set = lines.map((line) => outline(line, { ...style, size }));
    if (set.every((line) => line.width <= width * 1.02)) return { lines: set, size };
  }
}
