import { drawSvg } from '@zuimei/imaging';
import { setTimeout as pause } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { CONTACT_PHOTOS_PER_PAGE, type ContactPhoto, drawContactSheet } from './contact-sheet.js';

const jpeg = (width: number, height: number) =>
  drawSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"><rect width="3" height="1" fill="#963"/></svg>`,
    {
      width,
      height,
      format: 'jpeg',
    },
  );

describe('photos on paper', () => {
  let wide: Buffer;
  let tall: Buffer;
  /** Pages that were fetched so far. */
  let fetched: number;
  beforeAll(async () => {
    wide = await jpeg(480, 320);
    tall = await jpeg(300, 480);
  });

  async function* pagesOf(count: number, pictureOf: (number: number) => ContactPhoto['picture']) {
    fetched = 0;
    for (let from = 0; from < count; from += CONTACT_PHOTOS_PER_PAGE) {
      fetched++;
      await Promise.resolve();
      yield Array.from({ length: Math.min(CONTACT_PHOTOS_PER_PAGE, count - from) }, (_, i) => ({
        number: from + i + 1,
        picture: pictureOf(from + i + 1),
      }));
    }
  }
  const draw = (count: number, pictureOf: (number: number) => ContactPhoto['picture']) =>
    drawContactSheet({
      contest: '寻找365个最美工作瞬间',
      sitting: '十一月评审会',
      venue: '东湖园区职工之家',
      round: '初评',
      count,
      pages: pagesOf(count, pictureOf),
      madeAt: new Date('2026-11-28T08:00:00Z'),
    });
  const count = (pdf: Buffer, what: RegExp) => pdf.toString('latin1').match(what)?.length ?? 0;

  it('stand twelve on a page; one that has left or is missing leaves its number there', async () => {
    const pdf = await buffer(draw(25, (n) => (n === 5 ? 'gone' : n === 6 ? 'missing' : n % 2 ? tall : wide)));
    expect(count(pdf, /\/Type \/Page\b/g)).toBe(3);
    expect(count(pdf, /\/Subtype \/Image\b/g)).toBe(23);
    expect(pdf.subarray(-6).toString()).toContain('%%EOF');
  });

  it('are fetched only as fast as they are read, and no more once the reader has gone', async () => {
    const heavy = await drawNoise();
    const pages = 40;
    const stream = draw(pages * CONTACT_PHOTOS_PER_PAGE, () => heavy);
    while (stream.readableLength === 0) await pause(10);
    await pause(100);
    // A page of these is more than a megabyte: the next one waits for the reader.
    expect(fetched).toBeLessThanOrEqual(2);
    stream.on('error', () => undefined).destroy();
    const before = fetched;
    await pause(100);
    expect(fetched).toBe(before);
  });

  it('end in an error where a photo cannot be fetched, never in half a document', async () => {
    const stream = draw(30, (n) => {
      if (n > 12) throw new Error('the store is away');
      return wide;
    });
    await expect(buffer(stream)).rejects.toThrow('the store is away');
  });
});

/** A JPEG of more than 100 kB. */
async function drawNoise(): Promise<Buffer> {
  const dots = Array.from({ length: 6_000 }, (_, i) => {
    const [x, y] = [(i * 7919) % 480, (i * 104_729) % 320];
    return `<rect x="${x}" y="${y}" width="3" height="3" fill="#${((i * 2_654_435_761) % 0xffffff).toString(16).padStart(6, '0')}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320">${dots.join('')}</svg>`;
  return drawSvg(svg, { width: 480, height: 320, format: 'jpeg', quality: 100 });
}
