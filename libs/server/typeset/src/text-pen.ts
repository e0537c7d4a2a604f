import { DocumentFonts } from './document-fonts.js';
import type { Weight } from './font-files.js';
import type { PdfDocument } from './write-pdf.js';

export interface TextStyle {
  weight?: Weight;
  color?: string;
}

/** Writes single lines, each character by a font that has it. */
export class TextPen {
  readonly #fonts: DocumentFonts;

  /** @param ink colour of what names none */
  constructor(
    private readonly document: PdfDocument,
    private readonly ink: string,
  ) {
    this.#fonts = new DocumentFonts(document);
  }

  /** Places in points, from the top left of the page to the top left of the line. */
  write(
    text: string,
    x: number,
    y: number,
    size: number,
    { weight = 'regular', color = this.ink }: TextStyle = {},
  ): void {
    let at = x;
    for (const run of this.#fonts.runs(text, weight)) {
      this.document.font(run.font).fontSize(size).fillColor(color).text(run.text, at, y, { lineBreak: false });
      at += this.document.widthOfString(run.text);
    }
  }
}
