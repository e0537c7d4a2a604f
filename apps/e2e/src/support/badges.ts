import { inflateSync } from 'node:zlib';
import { decodeQR } from 'qr/decode.js';

export interface PrintedBadge {
  alias: string;
  holder: string;
  company: string;
  code: string;
}

/** A printed sheet as a person reads it: its pages and the lines of text on them, in the order in which they were set. */
export function readPdf(pdf: Buffer): { pages: number; lines: string[] } {
  const objects = new Map<number, { head: string; stream: Buffer | null }>();
  const latin = pdf.toString('latin1');
  for (const { index, 1: id, 2: head = '' } of latin.matchAll(/(\d+) 0 obj\n([\s\S]*?)\n(?:stream\n|endobj)/g)) {
    const begins = index + latin.slice(index).indexOf('stream\n') + 7;
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const streams = latin.startsWith('stream\n', latin.indexOf(head, index) + head.length + 1);
    const raw = streams ? pdf.subarray(begins, begins + length) : null;
    objects.set(Number(id), { head, stream: raw && (head.includes('/FlateDecode') ? inflateSync(raw) : raw) });
  }
  const reference = (text: string, name: string) => Number(new RegExp(`/${name} (\\d+) 0 R`).exec(text)?.[1]);
  const fonts = new Map<string, Map<number, string>>();
  for (const { head } of objects.values()) {
    for (const [, name = '', id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const cmap = objects.get(reference(objects.get(Number(id))?.head ?? '', 'ToUnicode'))?.stream;
      if (cmap) fonts.set(name, readToUnicode(cmap.toString('latin1')));
    }
  }
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  const lines = pages.flatMap(({ head }) => {
    const content = objects.get(reference(head, 'Contents'))?.stream?.toString('latin1') ?? '';
    let font = new Map<number, string>();
    const found: string[] = [];
    for (const [, name, shown = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name) font = fonts.get(name) ?? font;
      else
        found.push(
          glyphsOf(shown)
            .map((glyph) => font.get(glyph) ?? '�')
            .join(''),
        );
    }
    return found;
  });
  return { pages: pages.length, lines };
}

const glyphsOf = (shown: string): number[] =>
  [...shown.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) =>
    (hex.match(/.{4}/g) ?? []).map((four) => Number.parseInt(four, 16)),
  );

/** Which glyph stands for which characters: ISO 32000-1, 9.10.3, ranges that list each target in UTF-16. */
function readToUnicode(cmap: string): Map<number, string> {
  const characters = new Map<number, string>();
  for (const [, from = '', , targets = ''] of cmap.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi)) {
    [...targets.matchAll(/<([0-9a-f ]+)>/gi)].forEach(([, hex = ''], place) => {
      const text = Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le');
      characters.set(Number.parseInt(from, 16) + place, text);
    });
  }
  return characters;
}

/** The badges on a sheet: what a juror reads off the one in the hand. */
export function readBadges(pdf: Buffer): PrintedBadge[] {
  const { lines } = readPdf(pdf);
  const badges: PrintedBadge[] = [];
  lines.forEach((line, place) => {
    if (/^A\d{3}$/.test(line)) {
      const end = lines.findIndex((other, at) => at > place && other.startsWith('评审证'));
      const [holder = '', company = ''] = lines.slice(place + 1, end);
      badges.push({ alias: line, holder, company, code: '' });
    }
    const last = badges.at(-1);
    if (last && /^[A-Z0-9]{4}\W?[A-Z0-9]{4}$/.test(line)) last.code = line;
  });
  return badges;
}

const MODULE_PX = 8;
const QUIET = 4;

/** What the QR codes of a printed sheet hold, in the order in which they were drawn: read off their squares, as a camera would. */
export function readBadgeLinks(pdf: Buffer): string[] {
  const latin = pdf.toString('latin1');
  return [...latin.matchAll(/stream\n([\s\S]*?)\nendstream/g)].flatMap(({ 1: raw = '' }) => {
    let content = raw;
    try {
      content = inflateSync(Buffer.from(raw, 'latin1')).toString('latin1');
    } catch {
      // a stream that is not compressed, or no text
    }
    return [...content.matchAll(/(?:\d+ \d+ \d+ 1 re ){20,}f/g)].map(([squares]) => readSquares(squares));
  });
}

function readSquares(squares: string): string {
  const runs = [...squares.matchAll(/(\d+) (\d+) (\d+) 1 re/g)].map(([, ...numbers]) => numbers.map(Number));
  const modules = Math.max(...runs.map(([from = 0, , length = 0]) => from + length));
  const side = (modules + 2 * QUIET) * MODULE_PX;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [from = 0, row = 0, length = 0] of runs) {
    for (let y = (row + QUIET) * MODULE_PX; y < (row + QUIET + 1) * MODULE_PX; y += 1) {
      const begin = (y * side + (from + QUIET) * MODULE_PX) * 4;
      for (let at = begin; at < begin + length * MODULE_PX * 4; at += 1) if (at % 4 !== 3) data[at] = 0;
    }
  }
  return decodeQR({ width: side, height: side, data });
}
