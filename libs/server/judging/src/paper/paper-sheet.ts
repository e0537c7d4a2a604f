import { entryNumberLabel } from '@zuimei/glossary';
import { MM, type PdfDocument, TextPen, writePdf } from '@zuimei/typeset';

/** One juror's ballot on paper. */
export interface PaperSheet {
  no: number;
  alias: string;
  /** Typed with the answers, 4-4. */
  code: string;
  receipt: string;
  screens: readonly { ordinal: number; numbers: readonly number[] }[];
}

export interface PaperSheets {
  contest: string;
  sitting: string;
  venue: string;
  round: string;
  /** What to do with each screen. */
  rule: string;
  sheets: readonly PaperSheet[];
  madeAt: Date;
}

const PAGE = { width: 210 * MM, height: 297 * MM };
const LEFT = 15 * MM;
const RIGHT = PAGE.width - LEFT;
const STUB = 34 * MM;
const TOP = 50 * MM;
const BOTTOM = PAGE.height - STUB - 8 * MM;
const NUMBER = { width: 16.2 * MM, height: 8 * MM };
/** Numbers beside the name of their screen. */
const PER_LINE = Math.floor((RIGHT - LEFT - 33 * MM) / NUMBER.width);
const GAP = 3 * MM;
const INK = '#16202b';
const SOFT = '#56616d';

/**
 * Draws ballots as A4 pages, one sheet a juror and more where the screens need it. The seat stands on the stub alone, which
 * is torn off before voting: whoever types the sheet sees a code and no juror.
 */
export async function drawPaperSheets(given: PaperSheets): Promise<Buffer> {
  return writePdf({ page: PAGE, title: `${given.round} 纸质选票`, madeAt: given.madeAt }, async (document) => {
    const pen = new Pen(document, new TextPen(document, INK));
    for (const sheet of given.sheets) {
      // Others are served between two sheets.
      await new Promise(setImmediate);
      pen.sheet(given, sheet);
    }
  });
}

class Pen {
  constructor(
    private readonly document: PdfDocument,
    private readonly text: TextPen,
  ) {}

  sheet(given: PaperSheets, sheet: PaperSheet): void {
    let page = 1;
    this.#page(given, sheet, page);
    let y = TOP;
    for (const screen of sheet.screens) {
      const lines = Math.ceil(screen.numbers.length / PER_LINE);
      const height = lines * NUMBER.height + GAP;
      if (y + height > BOTTOM) {
        page += 1;
        this.#page(given, sheet, page);
        y = TOP;
      }
      this.#screen(screen, y);
      y += height;
    }
  }

  #page(given: PaperSheets, sheet: PaperSheet, page: number): void {
    const { document } = this;
    document.addPage();
    this.text.write(`${given.contest}　${given.sitting}　${given.venue}`, LEFT, 14 * MM, 9, { color: SOFT });
    this.text.write(
      `${given.round}　纸质选票 ${sheet.no} 号${page > 1 ? `（第 ${page} 页）` : ''}`,
      LEFT,
      20 * MM,
      18,
      {
        weight: 'bold',
      },
    );
    this.text.write(given.rule, LEFT, 31 * MM, 11);
    this.text.write('看不准就圈「跳过」，没看的一屏空着。改了的，在旁边签「改」。', LEFT, 38 * MM, 9, { color: SOFT });
    this.text.write('录入码', RIGHT - 42 * MM, 14 * MM, 9, { color: SOFT });
    this.text.write(sheet.code, RIGHT - 42 * MM, 19 * MM, 20, { weight: 'bold' });
    if (page > 1) return;
    const y = PAGE.height - STUB;
    document.lineWidth(0.5).strokeColor(SOFT).dash(3, { space: 3 });
    document.moveTo(0, y).lineTo(PAGE.width, y).stroke().undash();
    this.text.write('存根：投票以前撕下，自己留着', LEFT, y + 5 * MM, 9, { color: SOFT });
    this.text.write(`席位 ${sheet.alias}`, LEFT, y + 12 * MM, 16, { weight: 'bold' });
    this.text.write(`投票凭证 ${sheet.receipt}`, LEFT + 60 * MM, y + 12 * MM, 16, { weight: 'bold' });
    this.text.write('公布以后可以用凭证查这张选票到了没有；凭证不说投了什么。', LEFT, y + 22 * MM, 9, { color: SOFT });
  }

  #screen({ ordinal, numbers }: PaperSheet['screens'][number], y: number): void {
    const { document } = this;
    this.text.write(`第 ${ordinal} 屏`, LEFT, y + 1.5 * MM, 11, { weight: 'bold' });
    document.lineWidth(0.6).strokeColor(INK);
    numbers.forEach((number, i) => {
      const x = LEFT + 20 * MM + (i % PER_LINE) * NUMBER.width;
      const at = y + Math.floor(i / PER_LINE) * NUMBER.height;
      document.rect(x, at + 1.5 * MM, 4 * MM, 4 * MM).stroke();
      this.text.write(entryNumberLabel(number), x + 5.5 * MM, at + 1.5 * MM, 11);
    });
    this.text.write('跳过', RIGHT - 10 * MM, y + 1.5 * MM, 10, { color: SOFT });
  }
}
