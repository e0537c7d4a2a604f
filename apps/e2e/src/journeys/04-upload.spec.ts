import fs from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { AuthorPhone } from '../support/author-phone.js';
import { CutLine } from '../support/cut-line.js';
import { expectNothingNoted, look, phone } from '../support/look.js';
import { PictureFolder } from '../support/pictures.js';
import { openEdition, staffAt, startStage } from '../support/stage.js';
import { type System } from '../support/system.js';

const EDITION = '2026-11';
const QUOTA = 10;
/** 1.6 Mbit/s, as a crowded Wi-Fi gives it. */
const BAD_WIFI = 200_000;
/** What one cut may cost again: a chunk, and the headers of the requests that find out where to go on. */
const ONE_CUT = 1024 * 1024;

test.describe.configure({ mode: 'serial' });

let system: System;
let line: CutLine;
let pictures: PictureFolder;
let author: AuthorPhone;

test.beforeAll(async ({ browser }) => {
  pictures = new PictureFolder();
  system = await startStage(['organizer']);
  await openEdition(await staffAt(system, 'organizer'), EDITION, '掌心的温度', QUOTA);
  line = await new CutLine(system.origin).open();
  author = new AuthorPhone(await (await phone(browser)).newPage(), line.origin);
  await begin(author, '13800138011');
});
test.afterAll(async () => {
  await author?.page.context().close();
  await line?.close();
  await system?.remove();
  pictures?.remove();
});

async function begin(who: AuthorPhone, number: string): Promise<void> {
  await who.open('/submit');
  await who.signIn(number);
  await who.introduce('陈小满', '东湖机械厂 一车间');
  await expect(who.page.getByText('从相册选')).toBeVisible();
}

const total = (page: Page) => page.getByRole('progressbar', { name: '全部照片' });

test('a photo goes on by itself after cuts at 5, 50 and 95 % and a killed api, and sends at most a chunk again each time', async () => {
  const { page } = author;
  const photo = await pictures.large();
  const size = fs.statSync(photo).size;
  await author.network(size / 4);
  const before = line.sent;
  await author.pick([photo]);
  for (const [share, breakIt] of [
    [0.05, () => line.cut()],
    [0.5, () => line.cut()],
    [0.7, () => process.kill(system.pidOf('api'), 'SIGKILL')],
    [0.95, () => line.cut()],
  ] as const) {
    await expect.poll(() => line.sent - before, { intervals: [20], timeout: 60_000 }).toBeGreaterThan(size * share);
    breakIt();
    await expect(author.tile(1)).toContainText(/网络断了，传到 \d+%/);
    await expect(author.tile(1).getByRole('button', { name: '重试' })).toBeVisible();
    if (share === 0.5) await look(page, 'upload-interrupted');
    line.mend();
  }
  // Nobody presses 重试.
  await expect(author.tile(1)).toHaveAttribute('data-upload', 'uploaded', { timeout: 60_000 });
  expect(line.sent - before - size).toBeLessThan(4 * ONE_CUT);
  expect(line.sent - before).toBeGreaterThanOrEqual(size);
});

test('nine photos at 1.6 Mbit/s tell honestly how far they are, also over a lost network and a reload', async () => {
  const { page } = author;
  const nine = await Promise.all(Array.from({ length: 9 }, (_, i) => pictures.middling(i + 1)));
  await author.network(BAD_WIFI);
  const told: number[] = [];
  await author.pick([...nine, await pictures.large()]);
  await expect(page.getByText('有 1 张刚才已经选过了，没有重复添加。')).toBeVisible({ timeout: 60_000 });
  await expect(author.tile(10)).toContainText('等待上传');
  await expect(page.getByText(/按现在的网速还要(约|几)/)).toBeVisible();
  await expect(page.locator('[data-upload=uploading]')).toHaveCount(2);
  await look(page, 'upload-nine');
  const noteTotal = async () => told.push(Number(await total(page).getAttribute('aria-valuenow')));
  for (let i = 0; i < 8; i += 1) {
    await noteTotal();
    await page.waitForTimeout(500);
  }

  await author.network(0);
  await expect(page.getByText('网络断了，照片都在')).toBeVisible();
  await expect(page.locator('[data-upload=uploading]')).toHaveCount(0);
  await expect(page.locator('[data-upload=interrupted]').first()).toContainText(/网络断了，传到 \d+%/);
  // Those that wait are not begun only to fail too.
  expect(await page.locator('[data-upload=interrupted]').count()).toBeLessThanOrEqual(2);
  await look(page, 'upload-offline');
  await author.network(BAD_WIFI);
  await expect(page.locator('[data-upload=uploading]')).toHaveCount(2);
  await noteTotal();
  // What the server has said to have is not taken back.
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBeGreaterThan(told[0] ?? 0);

  await author.describe({ title: '夜班的手', story: '', place: '东湖机械厂总装线' }, '本人');
  const sent = await page.locator('.tile[data-upload=uploaded]').count();
  await page.waitForTimeout(500);
  await page.reload();
  await expect(page.getByLabel('标题')).toHaveValue('夜班的手');
  await expect(author.tile(10)).toBeVisible();
  expect(await page.locator('.tile[data-upload=uploaded]').count()).toBeGreaterThanOrEqual(sent);
  await author.network(BAD_WIFI);
  await look(page, 'upload-restored');

  await expect(page.locator('[data-upload=uploading]').first()).toBeVisible();
  await author.submit(10);
  await expect(page.getByText('已提交 10 幅。')).toBeVisible({ timeout: 30_000 });
  await expect(author.tile(10)).toContainText(/已交/);
  await look(page, 'upload-handed-in');
  await author.network(null);
  await expect(page.locator('.tile[data-upload=uploaded]')).toHaveCount(10, { timeout: 60_000 });
  await expect.poll(async () => (await author.states()).length).toBe(10);
});

test('an author whose places are used up is told so before choosing', async () => {
  const { page } = author;
  await author.open('/submit');
  await expect(page.getByText('本期 10 幅已经投满')).toBeVisible();
  await expect(page.getByText('从相册选')).toHaveCount(0);
  await look(page, 'upload-used-up');
});

test('where the browser keeps nothing, the upload works while the page is open, and says so', async ({ browser }) => {
  const context = await phone(browser);
  const other = new AuthorPhone(await context.newPage(), line.origin);
  const { page } = other;
  await page.addInitScript(
    `Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('private', 'SecurityError'); } })`,
  );
  await begin(other, '13800138012');
  await expect(page.getByText('这个浏览器不让保存草稿')).toBeVisible();
  // Chosen as 高清: the copy is smaller, and the original is not sent.
  await page.getByRole('radio', { name: /高清/ }).check();
  const photo = await pictures.large();
  const before = line.sent;
  await other.pick([photo]);
  await expect(other.tile(1)).toHaveAttribute('data-upload', 'uploaded', { timeout: 60_000 });
  expect(line.sent - before).toBeLessThan(fs.statSync(photo).size / 2);
  await expect(page.getByText(/^共 [\d.]+ MB$/)).toHaveCount(1);
  await look(page, 'upload-storage-blocked');
  await other.describe({ title: '一块红铁', story: '', place: '锻造车间' }, '无');
  await other.submit(1);
  await expect.poll(async () => (await other.states())[0], { timeout: 60_000 }).toBe('processed');
  await context.close();
});

test('no screen on the way had a fault', expectNothingNoted);
