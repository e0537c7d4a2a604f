import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type PDFDocument from 'pdfkit';

type Document = InstanceType<typeof PDFDocument>;

export type Weight = 'regular' | 'bold';

/** A piece of a text that one font can write. */
export interface Run {
  font: string;
  text: string;
}

/** Stands where no font has the character: the printers' mark for a missing sort. */
const MISSING_SORT = '〓';

interface FontFile {
  file: string;
  /** The PostScript name of one face within a collection. */
  face?: string;
}

/** The typeface that comes with the project, and where systems keep one with more rare characters. */
function candidates(weight: Weight): FontFile[] {
  const packageJson = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json');
  const [folder, name] = weight === 'bold' ? ['700Bold', 'Bold'] : ['400Regular', 'Regular'];
  const own = path.join(path.dirname(packageJson), folder, `NotoSansSC_${folder}.ttf`);
  const system = ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/noto-cjk', '/usr/share/fonts/google-noto-cjk'];
  return [
    { file: own },
    ...system.map((at) => ({ file: path.join(at, `NotoSansCJK-${name}.ttc`), face: `NotoSansCJKsc-${name}` })),
  ];
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
export class BadgeFonts {
  readonly missing = new Set<string>();
  readonly #open = new Map<string, Font | undefined>();

  constructor(private readonly document: Document) {}

  runs(text: string, weight: Weight): Run[] {
    const fonts = candidates(weight).map((candidate, i) => () => this.#font(`${weight}-${i}`, candidate));
    // Opened one after the other: most texts need the first alone, and a system's collection takes its time.
    const writer = (chars: readonly string[]): Font | undefined => {
      for (const open of fonts) {
        const font = open();
        if (font && chars.every((char) => font.glyphs.hasGlyphForCodePoint(char.codePointAt(0) ?? 0))) return font;
      }
      return undefined;
    };
    const whole = writer([...text]);
    if (whole) return [{ font: whole.name, text }];
    const runs: Run[] = [];
    for (const wanted of text) {
      const font = writer([wanted]) ?? writer([MISSING_SORT]);
      if (!font) throw new Error('there is no font to print badges with');
      const char = font.glyphs.hasGlyphForCodePoint(wanted.codePointAt(0) ?? 0) ? wanted : MISSING_SORT;
      if (char !== wanted) this.missing.add(wanted);
      const last = runs.at(-1);
      if (last?.font === font.name) last.text += char;
      else runs.push({ font: font.name, text: char });
    }
    return runs;
  }

  #font(name: string, { file, face }: FontFile): Font | undefined {
    if (!this.#open.has(name)) this.#open.set(name, fs.existsSync(file) ? this.#register(name, file, face) : undefined);
    return this.#open.get(name);
  }

  #register(name: string, file: string, face: string | undefined): Font {
    this.document.registerFont(name, file, face);
    this.document.font(name);
    // The open font of the document is not in its typings.
    return { name, glyphs: (this.document as unknown as { _font: { font: Glyphs } })._font.font };
  }
}
