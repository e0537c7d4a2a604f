import { entryNumberLabel } from '@zuimei/glossary';
import { MM, type PdfDocument, streamPdf, TextPen } from '@zuimei/typeset';
import type { Readable } from 'node:stream';

/** A photo by its number; `gone` for an entry that has left the contest, `missing` where its file is not there. */
export interface ContactPhoto {
  number: number;
  picture: Buffer | 'gone' | 'missing';
}

export interface ContactSheet {
  contest: string;
  sitting: string;
  venue: string;
  round: string;
  /** All photos, and those of one page after the other, fetched when their page is drawn. */
  count: number;
  pages: AsyncIterable<readonly ContactPhoto[]>;
  madeAt: Date;
}

const PAGE = { width: 210 * MM, height: 297 * MM };
const MARGIN = 13 * MM;
const TOP = 27 * MM;
const COLUMNS = 3;
const ROWS = 4;
const GAP = 4 * MM;
const CELL = {
  width: (PAGE.width - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS,
  height: (PAGE.height - TOP - MARGIN - (ROWS - 1) * GAP) / ROWS,
};
/** The line of the number below a photo. */
const LABEL = 7 * MM;
const INK = '#16202b';
const SOFT = '#56616d';
const EMPTY = '#eef0f2';

export const CONTACT_PHOTOS_PER_PAGE = COLUMNS * ROWS;
/** Pixels of a photo's longer side: 200 an inch. */
export const CONTACT_PHOTO_SIDE = Math.round((Math.max(CELL.width, CELL.height) / 72) * 200);

/**
 * Draws photos with their numbers and nothing else, twelve on an A4 page, whole and never cut: what a juror looks at beside
 * a ballot on paper. Read as it grows: one page of photos is in memory at a time, however many there are.
 */
export function drawContactSheet(sheet: ContactSheet): Readable {
  const settings = { page: PAGE, title: `${sheet.round} 作品对照页`, madeAt: sheet.madeAt };
  return streamPdf(settings, async (document, room) => {
    const pen = new Pen(document, new TextPen(document, INK), sheet);
    let page = 0;
    for await (const photos of sheet.pages) {
      pen.page(++page, photos);
      if (!(await room())) return;
    }
  });
}

class Pen {
  readonly #pages: number;

  constructor(
    private readonly document: PdfDocument,
    private readonly text: TextPen,
    private readonly sheet: ContactSheet,
  ) {
    this.#pages = Math.ceil(sheet.count / CONTACT_PHOTOS_PER_PAGE);
  }

  page(no: number, photos: readonly ContactPhoto[]): void {
    const { contest, sitting, venue, round, count } = this.sheet;
    this.document.addPage();
    this.text.write(`${contest}　${sitting}　${venue}`, MARGIN, 11 * MM, 9, { color: SOFT });
    this.text.write(`${round}　作品对照页`, MARGIN, 16 * MM, 15, { weight: 'bold' });
    this.text.write(`共 ${count} 幅　第 ${no} 页 / ${this.#pages} 页`, PAGE.width - MARGIN - 52 * MM, 17.5 * MM, 10, {
      color: SOFT,
    });
    photos.forEach((photo, place) => {
      const x = MARGIN + (place % COLUMNS) * (CELL.width + GAP);
      const y = TOP + Math.floor(place / COLUMNS) * (CELL.height + GAP);
      this.#photo(photo, x, y);
    });
  }

  #photo({ number, picture }: ContactPhoto, x: number, y: number): void {
    const { document } = this;
    const height = CELL.height - LABEL;
    if (typeof picture === 'string') {
      document.rect(x, y, CELL.width, height).fill(EMPTY);
      const words = picture === 'gone' ? '已撤下' : '照片暂缺';
      this.text.write(words, x + 4 * MM, y + height / 2 - 2 * MM, 11, { color: SOFT });
    } else {
      document.image(picture, x, y, { fit: [CELL.width, height], align: 'center', valign: 'bottom' } as never);
    }
    this.text.write(entryNumberLabel(number), x + CELL.width / 2 - 6 * MM, y + height + 1.2 * MM, 14, {
      weight: 'bold',
    });
  }
}
