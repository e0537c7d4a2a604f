import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { badgeLink, parseBadge } from '@zuimei/domain';
import { decodeQR } from 'qr/decode.js';
import { drawBadges } from './badge-sheet.js';

/** Dots an inch at which a tablet's old camera (640 × 480) sees a badge held a hand's width away. */
const COARSE = 100;

/** One page of a PDF as grey bytes, or undefined where the machine has no pdftoppm. */
function render(pdf: Buffer, dpi: number): { data: Uint8Array; width: number; height: number } | undefined {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-badge-'));
  try {
    const file = path.join(folder, 'sheet.pdf');
    fs.writeFileSync(file, pdf);
    const ppm = execFileSync('pdftoppm', ['-r', String(dpi), '-f', '1', '-l', '1', file], { maxBuffer: 64 << 20 });
    const [head = '', width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 40).toString('latin1')) ?? [];
    return { data: ppm.subarray(head.length), width: Number(width), height: Number(height) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** A part of a picture of three bytes a dot. */
function cut(picture: { data: Uint8Array; width: number }, x: number, y: number, width: number, height: number) {
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += 1) {
    const from = ((y + row) * picture.width + x) * 3;
    data.set(picture.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { data, width, height };
}

describe('a printed sheet', () => {
  it('has eight badges whose codes a poor camera reads, each its own', async () => {
    const made = Array.from({ length: 8 }, () => ({
      passId: randomUUID(),
      secret: new Uint8Array(randomBytes(16)),
      signature: new Uint8Array(randomBytes(64)),
    }));
    const { pdf } = await drawBadges({
      contest: '寻找365个最美工作瞬间',
      sitting: '十一月期现场评审会',
      venue: '东湖园区职工之家',
      heldOn: '2026-11-28',
      madeAt: new Date('2026-11-27T08:00:00Z'),
      badges: made.map((badge, i) => ({
        alias: `A00${i + 1}`,
        holderName: '买买提江·吐尔逊',
        holderCompany: '滨海新区环境卫生服务中心',
        link: badgeLink('https://192.168.137.1:3000', badge),
        code: 'ACDE-3467',
      })),
    });
    const page = render(pdf, COARSE);
    if (!page) {
      console.warn('left out: there is no pdftoppm on this machine');
      return;
    }
    const [width, height] = [Math.floor((92 / 25.4) * COARSE), Math.floor((66 / 25.4) * COARSE)];
    const [left, top] = [Math.floor((page.width - 2 * width) / 2), Math.floor((page.height - 4 * height) / 2)];
    made.forEach((badge, i) => {
      const card = cut(page, left + (i % 2) * width, top + Math.floor(i / 2) * height, width, height);
      expect(parseBadge(decodeQR(card))).toEqual(badge);
    });
  });
});
