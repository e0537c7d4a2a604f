import { type FontFile, fontFiles, MISSING_SORT, type Weight } from './font-files.js';
import type { PdfDocument } from './write-pdf.js';

/** A piece of a text that one font can write. */
export interface Run {
  font: string;
  text: string;
}

interface Glyphs {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

interface Font {
  name: string;
  glyphs: Glyphs;
}

/**
 * The fonts of one document. Each text is written by the first font that has all of it, so a name never changes its
 * look in the middle unless no font has it whole; characters that none has are noted in `missing`.
 */
export class DocumentFonts {
  readonly #open = new Map<string, Font>();

  /** @param missing takes the characters that no font has */
  constructor(
    private readonly document: PdfDocument,
    private readonly missing = new Set<string>(),
  ) {}

  runs(text: string, weight: Weight): Run[] {
    const fonts = fontFiles(weight).map((file, i) => () => this.#font(`${weight}-${i}`, file));
    // Opened one after the other: most texts need the first alone, and a system's collection takes its time.
    const writer = (chars: readonly string[]): Font | undefined => {
      for (const open of fonts) {
        const font = open();
        if (chars.every((char) => font.glyphs.hasGlyphForCodePoint(char.codePointAt(0) ?? 0))) return font;
      }
      return undefined;
    };
    const whole = writer([...text]);
    if (whole) return [{ font: whole.name, text }];
    const runs: Run[] = [];
    for (const wanted of text) {
      const font = writer([wanted]) ?? writer([MISSING_SORT]);
      if (!font) throw new Error('there is no font to write with');
      const char = font.glyphs.hasGlyphForCodePoint(wanted.codePointAt(0) ?? 0) ? wanted : MISSING_SORT;
      if (char !== wanted) this.missing.add(wanted);
      const last = runs.at(-1);
      if (last?.font === font.name) last.text += char;
      else runs.push({ font: font.name, text: char });
    }
    return runs;
  }

  #font(name: string, { file, face }: FontFile): Font {
    const open = this.#open.get(name) ?? this.#register(name, file, face);
    this.#open.set(name, open);
    return open;
  }

  #register(name: string, file: string, face: string | undefined): Font {
    this.document.registerFont(name, file, face);
    this.document.font(name);
    // The open font of the document is not in its typings.
    return { name, glyphs: (this.document as unknown as { _font: { font: Glyphs } })._font.font };
  }
}
