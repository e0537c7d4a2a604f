import { badgeLink } from '@zuimei/domain';
import { spawnSync } from 'node:child_process';
import { decodeQR } from 'qr/decode.js';
import { type Badge, drawBadges } from './badge-sheet.js';

const badge = (n: number, extra: Partial<Badge> = {}): Badge => ({
  alias: `A${String(n).padStart(3, '0')}`,
  holderName: null,
  holderCompany: null,
  link: badgeLink('https://vote.example', {
    passId: `019a3c5e-0000-7000-8000-00000000${String(n).padStart(4, '0')}`,
    secret: new Uint8Array(16).fill(0xab),
    signature: new Uint8Array(64).fill(0x5c),
  }),
  code: 'ACDE-3467',
  ...extra,
});
const sheet = (badges: Badge[]) => ({
  contest: '寻找365个最美工作瞬间',
  sitting: '十一月期现场评审会',
  venue: '东湖园区职工之家三楼礼堂',
  heldOn: '2026-11-28',
  badges,
  madeAt: new Date('2026-11-27T08:00:00Z'),
});

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;

describe('drawBadges', () => {
  it('puts eight badges on a page', async () => {
    const { pdf, missing } = await drawBadges(sheet(Array.from({ length: 17 }, (_, i) => badge(i + 1))));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pagesOf(pdf)).toBe(3);
    expect(missing).toEqual([]);
  });

  it('has a glyph for every character of rare names', async () => {
    const names = ['王𬱖', '李㛃', '赵䶮', '陈喆', '周堃', '吴𠅤', '买买提江·吐尔逊', '犇犇'];
    const { missing } = await drawBadges(
      sheet(names.map((holderName, i) => badge(i + 1, { holderName, holderCompany: '滨海新区环境卫生服务中心' }))),
    );
    expect(missing).toEqual([]);
  });

  it('says which characters no font has instead of dropping them', async () => {
    // A private-use character: by definition in no font.
    const { missing } = await drawBadges(sheet([badge(1, { holderName: '张\u{F0123}三' })]));
    expect(missing).toEqual(['\u{F0123}']);
  });

  it('prints a QR that a camera reads off the paper', async () => {
    const { pdf } = await drawBadges(sheet([badge(1)]));
    const page = rendered(pdf);
    if (!page) return console.log('left out: reading a QR off the printed page needs pdftoppm');
    expect(decodeQR(page)).toBe(badge(1).link);
  });
});

/** The first page at 150 dots an inch, as poppler draws it; undefined where poppler is not installed. */
function rendered(pdf: Buffer): { width: number; height: number; data: Uint8Array } | undefined {
  const { error, stdout } = spawnSync('pdftoppm', ['-r', '150', '-f', '1', '-l', '1', '-'], {
    input: pdf,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) return undefined;
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(stdout.subarray(0, 40).toString('latin1'));
  const [width, height] = [Number(head?.[1]), Number(head?.[2])];
  return { width, height, data: stdout.subarray(head?.[0].length) };
}
