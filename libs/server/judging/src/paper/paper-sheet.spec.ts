import { drawPaperSheets, type PaperSheet } from './paper-sheet.js';

const sheet = (screens: number, size: number): PaperSheet => ({
  no: 3,
  alias: 'A003',
  code: 'ACDE-FHJK',
  receipt: 'ABCD-EFGH-JK',
  screens: Array.from({ length: screens }, (_, s) => ({
    ordinal: s + 1,
    numbers: Array.from({ length: size }, (_unused, i) => 1 + s * size + i),
  })),
});
const draw = (sheets: PaperSheet[]) =>
  drawPaperSheets({
    contest: '寻找365个最美工作瞬间',
    sitting: '十一月评审会',
    venue: '东湖园区职工之家',
    round: '初评',
    rule: '每一屏在最好的 3 幅编号前打勾，正好 3 幅。',
    sheets,
    madeAt: new Date('2026-11-28T08:00:00Z'),
  });
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length;

describe('sheets on paper', () => {
  it('hold a deck on one page, and go on to another where the screens need it', async () => {
    expect(pagesOf(await draw([sheet(12, 9)]))).toBe(1);
    // Sixty numbers are seven lines of nine; of screens with thirty, four lines each, five stand on a page.
    expect(pagesOf(await draw([sheet(1, 60), sheet(12, 30)]))).toBe(1 + 3);
    expect(pagesOf(await draw([]))).toBe(1);
  });

  it('are the same bytes for the same ballots', async () => {
    expect((await draw([sheet(2, 9)])).equals(await draw([sheet(2, 9)]))).toBe(true);
  });
});
