import { editionLabel, entryNumberLabel } from '@zuimei/glossary';
import { fitLines, missingIn, outline, qrSquares, type Weight, MM, type PdfDocument, writePdf } from '@zuimei/typeset';

export interface Certificate {
  number: number;
  title: string;
  prize: string;
  maker: string;
  company: string | null;
}

export interface CertificateSheet {
  contestName: string;
  editionKey: string;
  theme: string;
  publishedAt: Date;
  /** Where the QR leads: the published result. */
  link: string;
  /** The version of the publication, from 1; a later one is a correction. */
  version: number;
  certificates: readonly Certificate[];
  madeAt: Date;
}

/** A4 on its side. */
const PAGE = { width: 297 * MM, height: 210 * MM };
const INK = '#16202b';
const SOFT = '#46515d';
const SEAL = '#a8261f';

const dayInWords = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'Asia/Shanghai' });

/**
 * One certificate a page. Every character is drawn as an outline, so that a rare one in a name is right on every machine
 * and printer; `missing` names those that no font here has, and they stand as 〓.
 */
export async function drawCertificates(sheet: CertificateSheet): Promise<{ pdf: Buffer; missing: string[] }> {
  const missing = new Set<string>();
  const title = `${sheet.contestName} ${editionLabel(sheet.editionKey)} 获奖证书`;
  const pdf = await writePdf({ page: PAGE, title, madeAt: sheet.madeAt }, async (document) => {
    for (const certificate of sheet.certificates) {
      await new Promise(setImmediate);
      document.addPage();
      drawOne(document, sheet, certificate, missing);
    }
  });
  return { pdf, missing: [...missing].sort() };
}

function drawOne(
  document: PdfDocument,
  sheet: CertificateSheet,
  { number, title, prize, maker, company }: Certificate,
  missing: Set<string>,
): void {
  const middle = PAGE.width / 2;
  const wide = PAGE.width - 90 * MM;
  /** Lines centred on the page; gives where the last one stands. */
  const centred = (
    text: string,
    size: number,
    y: number,
    weight: Weight = 'regular',
    color = INK,
    most = 2,
  ): number => {
    for (const char of missingIn(text, weight)) missing.add(char);
    const { lines, size: fitted } = fitLines(text, { size, weight }, wide, most);
    lines.forEach((line, i) => path(line.path, middle - line.width / 2, y + i * fitted * 1.5, color));
    return y + (lines.length - 1) * fitted * 1.5;
  };
  const path = (d: string, x: number, y: number, color: string): void => {
    document.save().translate(x, y).path(d).fill(color).restore();
  };
  document.lineWidth(1.2).strokeColor(SEAL);
  document.rect(12 * MM, 12 * MM, PAGE.width - 24 * MM, PAGE.height - 24 * MM).stroke();
  document.lineWidth(0.4);
  document.rect(14 * MM, 14 * MM, PAGE.width - 28 * MM, PAGE.height - 28 * MM).stroke();

  centred('获奖证书', 46, 46 * MM, 'bold', SEAL);
  let y = centred(maker, 30, 70 * MM, 'bold');
  if (company) y = centred(company, 15, y + 9 * MM, 'regular', SOFT);
  y = centred(`您拍摄的《${title}》（作品 ${entryNumberLabel(number)}），`, 19, y + 17 * MM);
  y = centred(
    `在「${sheet.contestName}」${editionLabel(sheet.editionKey)}《${sheet.theme}》评选中获得`,
    19,
    y + 12 * MM,
  );
  centred(prize, 34, y + 19 * MM, 'bold', SEAL, 1);

  const low = PAGE.height - 26 * MM;
  const signed = outline(sheet.contestName, { size: 13, weight: 'bold' });
  const day = outline(dayInWords.format(sheet.publishedAt), { size: 13, weight: 'regular' });
  const right = PAGE.width - 30 * MM;
  path(signed.path, right - signed.width, low - 7 * MM, INK);
  path(day.path, right - day.width, low, INK);

  const side = 24 * MM;
  const { side: modules, runs } = qrSquares(sheet.link);
  document
    .save()
    .translate(30 * MM, low - side)
    .scale(side / modules);
  for (const { from, row, length } of runs) document.rect(from, row, length, 1);
  document.fill(INK).restore();
  const note = outline(sheet.version > 1 ? `扫码看公布的结果（第 ${sheet.version} 版）` : '扫码看公布的结果', {
    size: 8.5,
    weight: 'regular',
  });
  path(note.path, 30 * MM + side + 4 * MM, low, SOFT);
}
