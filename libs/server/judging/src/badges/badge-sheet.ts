import { DocumentFonts, MM, type PdfDocument, qrSquares, type Weight, writePdf } from '@zuimei/typeset';

/** What is printed on one badge. */
export interface Badge {
  alias: string;
  holderName: string | null;
  holderCompany: string | null;
  /** What the QR holds. */
  link: string;
  /** The code for typing, as it is printed: 4-4. */
  code: string;
}

export interface BadgeSheet {
  contest: string;
  sitting: string;
  venue: string;
  /** `YYYY-MM-DD`. */
  heldOn: string;
  badges: readonly Badge[];
  madeAt: Date;
}

const PAGE = { width: 210 * MM, height: 297 * MM };
const COLUMNS = 2;
const ROWS = 4;
const CARD = { width: 92 * MM, height: 66 * MM };
const LEFT = (PAGE.width - COLUMNS * CARD.width) / 2;
const TOP = (PAGE.height - ROWS * CARD.height) / 2;
const PADDING = 6 * MM;
const QR_SIDE = 34 * MM;
const CUT_MARK = 5 * MM;

const INK = '#16202b';
const SOFT = '#56616d';

/**
 * Draws badges as A4 pages with cut marks, eight to a page. `missing` names characters that no font on this machine
 * has; each stands as 〓 on its badge.
 */
export async function drawBadges(sheet: BadgeSheet): Promise<{ pdf: Buffer; missing: string[] }> {
  const missing = new Set<string>();
  const pdf = await writePdf(
    { page: PAGE, title: `${sheet.sitting} 评审证`, madeAt: sheet.madeAt },
    async (document) => {
      const fonts = new DocumentFonts(document, missing);
      const pen = new Pen(document, fonts);
      const perPage = COLUMNS * ROWS;
      for (const [i, badge] of sheet.badges.entries()) {
        if (i % perPage === 0) {
          // Others are served between two pages: hundreds of badges take a while.
          await new Promise(setImmediate);
          document.addPage();
          pen.cutMarks();
        }
        const place = i % perPage;
        pen.badge(sheet, badge, LEFT + (place % COLUMNS) * CARD.width, TOP + Math.floor(place / COLUMNS) * CARD.height);
      }
    },
  );
  return { pdf, missing: [...missing].sort() };
}

interface Style {
  size: number;
  weight?: Weight;
  color?: string;
  spacing?: number;
}

class Pen {
  constructor(
    private readonly document: PdfDocument,
    private readonly fonts: DocumentFonts,
  ) {}

  badge(sheet: BadgeSheet, badge: Badge, x: number, y: number): void {
    const inner = { x: x + PADDING, y: y + PADDING, width: CARD.width - 2 * PADDING };
    const textWidth = inner.width - QR_SIDE - 3 * MM;
    this.#line(sheet.contest, inner.x, inner.y, textWidth, { size: 9, color: SOFT });
    this.#line(sheet.sitting, inner.x, inner.y + 14, textWidth, { size: 11, weight: 'bold' });
    this.#line(`${sheet.venue}　${sheet.heldOn}`, inner.x, inner.y + 29, textWidth, { size: 8.5, color: SOFT });
    this.#line(badge.alias, inner.x, inner.y + 44, textWidth, { size: 44, weight: 'bold' });
    if (badge.holderName) {
      this.#line(badge.holderName, inner.x, inner.y + 100, textWidth, { size: 17, weight: 'bold' });
    }
    if (badge.holderCompany) {
      this.#line(badge.holderCompany, inner.x, inner.y + 122, textWidth, { size: 9, color: SOFT });
    }
    const right = inner.x + inner.width - QR_SIDE;
    this.#qr(badge.link, right, inner.y, QR_SIDE);
    this.#line('评审证　扫码签到', right, inner.y + QR_SIDE + 9, QR_SIDE, { size: 8.5, color: SOFT });
    this.#line('或输入评审码', right, inner.y + QR_SIDE + 21, QR_SIDE, { size: 8.5, color: SOFT });
    this.#line(badge.code, right, inner.y + QR_SIDE + 33, QR_SIDE, { size: 15, weight: 'bold', spacing: 0.6 });
  }

  /** Short lines in the margin where the sheet is to be cut, and none across a badge. */
  cutMarks(): void {
    const { document } = this;
    const bottom = TOP + ROWS * CARD.height;
    const right = LEFT + COLUMNS * CARD.width;
    document.lineWidth(0.4).strokeColor(SOFT);
    for (let column = 0; column <= COLUMNS; column += 1) {
      const x = LEFT + column * CARD.width;
      document.moveTo(x, TOP - CUT_MARK).lineTo(x, TOP - 1);
      document.moveTo(x, bottom + 1).lineTo(x, bottom + CUT_MARK);
    }
    for (let row = 0; row <= ROWS; row += 1) {
      const y = TOP + row * CARD.height;
      document.moveTo(LEFT - CUT_MARK, y).lineTo(LEFT - 1, y);
      document.moveTo(right + 1, y).lineTo(right + CUT_MARK, y);
    }
    document.stroke();
    // Inner corners get a small cross: a cut has to be found in the middle of the sheet too.
    for (let row = 1; row < ROWS; row += 1) {
      const [x, y] = [LEFT + CARD.width, TOP + row * CARD.height];
      document
        .moveTo(x - 4, y)
        .lineTo(x + 4, y)
        .moveTo(x, y - 4)
        .lineTo(x, y + 4);
    }
    document.stroke();
  }

  /** One line of text, made smaller where it would not fit. */
  #line(text: string, x: number, y: number, width: number, style: Style): void {
    const { weight = 'regular', color = INK, spacing = 0 } = style;
    const runs = this.fonts.runs(text, weight);
    const widthAt = (size: number): number =>
      runs.reduce(
        (sum, run) =>
          sum + this.document.font(run.font).fontSize(size).widthOfString(run.text) + spacing * [...run.text].length,
        0,
      );
    const natural = widthAt(style.size);
    const size = natural > width ? (style.size * width) / natural : style.size;
    let at = x;
    for (const run of runs) {
      this.document.font(run.font).fontSize(size).fillColor(color);
      this.document.text(run.text, at, y + (style.size - size) / 2, { lineBreak: false, characterSpacing: spacing });
      at += this.document.widthOfString(run.text) + spacing * [...run.text].length;
    }
  }

  /** Vector squares, a row's neighbours joined: sharp on every printer, and without seams. */
  #qr(link: string, x: number, y: number, side: number): void {
    // The white card around is the quiet zone of four modules that readers need.
    const { side: modules, runs } = qrSquares(link);
    const squares = runs.map(({ from, row, length }) => `${from} ${row} ${length} 1 re`);
    const unit = side / modules;
    // Written as page content in units of one module: a fifth of the time and bytes of drawing each rectangle.
    this.document.save().translate(x, y).scale(unit).fillColor(INK);
    this.document.addContent(`${squares.join(' ')} f`);
    this.document.restore();
  }
}
