import { editionLabel, entryNumberLabel, placeLabel } from '@zuimei/glossary';
import type { Inlay } from '@zuimei/imaging';
import { fitLines, type Line, missingIn, outline, qrSquares, type Weight } from '@zuimei/typeset';

/** What a poster says of a winner. */
export interface PosterSubject {
  number: number;
  title: string;
  prize: string;
  rank: number;
  shared: boolean;
  maker: string;
  company: string | null;
  editionKey: string;
  theme: string;
  contestName: string;
  /** The version of the publication, from 1; a later one is a correction. */
  version: number;
  picture: { width: number; height: number };
  /** Where the QR leads. */
  link: string;
}

/** A drawing with the place that the photo takes in it. */
export interface Drawing {
  svg: string;
  width: number;
  height: number;
  photo: Omit<Inlay, 'bytes'>;
}

// The look's tokens; a picture has no style sheet.
const PAPER = '#faf9f6';
const INK = '#16202b';
const INK_2 = '#46515d';
const INK_3 = '#626c77';
const LINE = '#dedbd4';
const SEAL = '#a8261f';
const STAGE = '#14181d';

const at = (line: Line, x: number, y: number, fill: string): string =>
  `<path transform="translate(${round(x)} ${round(y)})" d="${line.path}" fill="${fill}"/>`;
const box = (x: number, y: number, width: number, height: number, fill: string, radius = 0): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}"/>`;
const round = (value: number): number => Math.round(value * 10) / 10;
const write = (text: string, size: number, weight: Weight = 'regular'): Line => outline(text, { size, weight });

function qr(link: string, x: number, y: number, side: number): string {
  const { side: modules, runs } = qrSquares(link);
  const squares = runs.map(({ from, row, length }) => `M${from} ${row}h${length}v1h-${length}z`).join('');
  const unit = round(side / modules);
  return `${box(x - 16, y - 16, side + 32, side + 32, '#ffffff')}<g transform="translate(${x} ${y}) scale(${unit})"><path d="${squares}" fill="${INK}"/></g>`;
}

/** The prize on a seal, as on the photo's page. Gives its width. */
function seal(prize: string, x: number, y: number, size: number): { svg: string; width: number } {
  const line = write(prize, size, 'bold');
  const width = line.width + size;
  return { svg: box(x, y, width, size * 1.7, SEAL, 4) + at(line, x + size / 2, y + size * 1.24, '#ffffff'), width };
}

const svgOf = (width: number, height: number, parts: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`;

const standing = ({ prize, rank, shared }: PosterSubject): string =>
  shared ? `${prize}（并列${placeLabel(rank)}）` : prize;
const frameLine = ({ number, editionKey, theme, version }: PosterSubject): string =>
  `作品 ${entryNumberLabel(number)}　${editionLabel(editionKey)}《${theme}》　第 ${version} 版${version > 1 ? '（更正）' : ''}`;

/** The characters of what stands on a winner’s keepsakes that no font here has, each once. */
export const missingOf = ({
  title,
  prize,
  maker,
  company,
  theme,
  contestName,
}: Pick<PosterSubject, 'title' | 'prize' | 'maker' | 'company' | 'theme' | 'contestName'>): string[] =>
  missingIn([title, prize, maker, company, theme, contestName].join(''), 'bold');

const POSTER = { width: 1080, height: 1760, stage: 1170, margin: 64 };

/** A poster to be kept on a phone: the photo whole on a dark ground, and below who took it and what it won. */
export function posterOf(subject: PosterSubject): Drawing {
  const { width, height, stage, margin } = POSTER;
  const inner = width - 2 * margin;
  const room = { width: width - 96, height: stage - 96 };
  const scale = Math.min(room.width / subject.picture.width, room.height / subject.picture.height);
  const photo = {
    width: Math.round(subject.picture.width * scale),
    height: Math.round(subject.picture.height * scale),
  };
  const side = 190;
  const words = inner - side - 56;
  const title = fitLines(subject.title, { size: 66, weight: 'bold' }, words, 2);
  const maker = fitLines(subject.maker, { size: 38, weight: 'bold' }, words, 1);
  const company = fitLines(subject.company ?? '', { size: 30, weight: 'regular' }, words, 2);
  const frame = fitLines(frameLine(subject), { size: 26, weight: 'regular' }, inner, 1);
  const contest = fitLines(subject.contestName, { size: 28, weight: 'bold' }, inner, 1);
  const mark = seal(standing(subject), margin, stage + 52, 36);
  const parts = [box(0, 0, width, height, PAPER), box(0, 0, width, stage, STAGE), mark.svg];
  let y = stage + 52 + 62;
  for (const line of title.lines) parts.push(at(line, margin, (y += title.size * 1.28), INK));
  y += 30;
  for (const line of maker.lines) parts.push(at(line, margin, (y += 38), INK));
  for (const line of company.lines) parts.push(at(line, margin, (y += company.size * 1.45), INK_2));
  parts.push(qr(subject.link, width - margin - side, stage + 64, side));
  const scan = write('扫码看公布的结果', 22);
  parts.push(at(scan, width - margin - side / 2 - scan.width / 2, stage + 64 + side + 52, INK_3));
  parts.push(box(margin, height - 132, inner, 2, LINE));
  for (const line of frame.lines) parts.push(at(line, margin, height - 88, INK_3));
  for (const line of contest.lines) parts.push(at(line, margin, height - 44, INK));
  return {
    svg: svgOf(width, height, parts),
    width,
    height,
    photo: { ...photo, left: Math.round((width - photo.width) / 2), top: Math.round((stage - photo.height) / 2) },
  };
}

const SHARE = { width: 1200, height: 630, photo: 780, margin: 48 };

/** The picture of a link's card: the photo fills the left, the words stand on the right. */
export function sharePictureOf(subject: PosterSubject): Drawing {
  const { width, height, photo, margin } = SHARE;
  const words = width - photo - 2 * margin;
  const left = photo + margin;
  const title = fitLines(subject.title, { size: 50, weight: 'bold' }, words, 4);
  const maker = fitLines(subject.maker, { size: 30, weight: 'bold' }, words, 1);
  const company = fitLines(subject.company ?? '', { size: 24, weight: 'regular' }, words, 2);
  const contest = fitLines(subject.contestName, { size: 22, weight: 'regular' }, words, 2);
  const prize = fitLines(subject.prize, { size: 30, weight: 'bold' }, words - 30, 1);
  const parts = [box(0, 0, width, height, PAPER), seal(subject.prize, left, margin, prize.size).svg];
  let y = margin + 70;
  for (const line of title.lines) parts.push(at(line, left, (y += title.size * 1.25), INK));
  y += 24;
  for (const line of maker.lines) parts.push(at(line, left, (y += 34), INK));
  for (const line of company.lines) parts.push(at(line, left, (y += company.size * 1.4), INK_2));
  contest.lines.forEach((line, i) =>
    parts.push(at(line, left, height - margin - (contest.lines.length - 1 - i) * 32, INK_3)),
  );
  return { svg: svgOf(width, height, parts), width, height, photo: { left: 0, top: 0, width: photo, height } };
}
