import fs from 'node:fs';
import { expect, test } from '@playwright/test';
import { AuthorPhone } from '../support/author-phone.js';
import { ConsoleDesk } from '../support/console-desk.js';
import { layoutShift, picturesShown } from '../support/in-page.js';
import { desktop, expectNothingNoted, look, phone } from '../support/look.js';
import { PictureFolder } from '../support/pictures.js';
import { openEdition, staffAt, startStage } from '../support/stage.js';
import { type System } from '../support/system.js';

const EDITION = '2026-11';
const SLOW_LINE = 700_000;

test.describe.configure({ mode: 'serial' });

let system: System;
let pictures: PictureFolder;
let author: AuthorPhone;

test.beforeAll(async ({ browser }) => {
  pictures = new PictureFolder();
  system = await startStage(['organizer', 'moderator']);
  await openEdition(await staffAt(system, 'organizer'), EDITION, '掌心的温度');
  author = new AuthorPhone(await (await phone(browser)).newPage(), system.origin);
});
test.afterAll(async () => {
  await author?.page.context().close();
  await system?.remove();
  pictures?.remove();
});

test('a worker finds the edition, reads the rules and signs in', async () => {
  const { page } = author;
  await author.open();
  await expect(page.getByRole('heading', { name: '掌心的温度' })).toBeVisible();
  await look(page, 'portal-home-empty');
  await page.getByRole('link', { name: '活动规则' }).click();
  await expect(page.getByText('短边至少 600 像素')).toBeVisible();
  await look(page, 'portal-rules');
  await author.back();
  await author.tab('拍照投稿');
  await expect(page.getByRole('heading', { name: '先登录' })).toBeVisible();
  await look(page, 'portal-sign-in');
  await author.signIn('13800138001');
  await expect(page.getByText('获奖时怎么称呼您？')).toBeVisible();
  await author.introduce('陈小满', '东湖机械厂 一车间');
  await expect(page.getByText('从相册选')).toBeVisible();
});

test('three photos at once survive a cut line and a reload, and are handed in once each', async () => {
  const { page } = author;
  const offsets: number[] = [];
  page.on('response', (response) => {
    if (response.request().method() === 'HEAD') offsets.push(Number(response.headers()['upload-offset']));
  });
  await author.network(SLOW_LINE);
  await author.pick([await pictures.lying(), pictures.iphone(), await pictures.large()]);
  await expect(author.tile(1)).toHaveAttribute('data-upload', 'uploaded');
  await expect(author.tile(2)).toHaveAttribute('data-upload', 'uploaded');
  await expect(author.tile(3)).toContainText(/[1-9]\d?%/);

  await author.network(0);
  await expect(author.tile(3)).toContainText(/网络断了，传到 [1-9]\d?%/);
  await expect(author.tile(3).getByRole('button', { name: '重试' })).toBeVisible();
  await look(page, 'portal-submit-cut');
  await author.network(SLOW_LINE);
  await expect(author.tile(3)).toHaveAttribute('data-upload', 'uploading');

  await page.reload();
  await author.network(null);
  await expect(author.tile(3)).toHaveAttribute('data-upload', 'uploaded');
  // It went on twice, each time behind what had arrived, and never from the first byte.
  expect(offsets.length).toBeGreaterThanOrEqual(2);
  expect(Math.min(...offsets)).toBeGreaterThan(0);

  await author.describe(
    { title: '夜班的手', story: '凌晨三点，老师傅校准最后一颗螺栓。', place: '东湖机械厂总装线' },
    '本人',
  );
  await look(page, 'portal-submit');
  await author.submit(3);
  await expect(page.getByText('已提交 3 幅。')).toBeVisible();
  expect(await author.states()).toHaveLength(3);

  await page.getByRole('link', { name: '看进度', exact: true }).click();
  await expect(author.works()).toHaveCount(3);
  await expect(author.works().filter({ hasText: '待审核' })).toHaveCount(3);
  await expect(author.works().locator('img')).toHaveCount(3);
  await look(page, 'portal-mine-waiting');
});

test('a file that is no photo is refused on its tile, and nothing of it is kept', async () => {
  const { page } = author;
  const staged = () =>
    fs
      .readdirSync(system.home, { recursive: true })
      .map(String)
      .filter((name) => /staging|upload/.test(name));
  const before = staged();
  await author.open('/submit');
  await author.pick([pictures.empty(), pictures.textAsJpeg(), await pictures.animated()]);
  const tiles = page.getByRole('listitem', { name: /^第 \d 幅$/ });
  await expect(tiles.filter({ hasText: '文件是空的，请重新选择照片。' })).toHaveCount(1);
  await expect(tiles.filter({ hasText: '这不是本期收的照片格式' })).toHaveCount(1);
  await expect(tiles.filter({ hasText: '不收动图，请用一张静止的照片。' })).toHaveCount(1);
  await look(page, 'portal-submit-refused');
  expect(await author.states()).toHaveLength(3);
  expect(staged()).toEqual(before);
});

test('a photo whose worker is killed in the middle of it waits for the next worker', async () => {
  const { page } = author;
  await author.open('/submit');
  await page
    .getByRole('listitem', { name: /^第 \d 幅$/ })
    .first()
    .waitFor();
  while ((await page.getByRole('button', { name: /^去掉第/ }).count()) > 0)
    await page
      .getByRole('button', { name: /^去掉第/ })
      .first()
      .click();
  await author.pick([await pictures.largeAgain()]);
  await expect(page.locator('[data-upload=uploaded]').last()).toBeVisible();
  await author.describe({ title: '停不下来的炉火', story: '', place: '铸造车间' }, '无');
  const killed = system.pidOf('worker');
  await author.submit(1);
  await expect.poll(async () => (await author.states())[0], { intervals: [20] }).toBe('received');
  process.kill(killed, 'SIGKILL');
  await expect.poll(() => system.pidOf('worker')).not.toBe(killed);
  await author.open('/mine');
  await expect(author.work('停不下来的炉火')).toContainText('正在处理');
});

test('a moderator decides by keys, and the author reads the rule', async ({ browser }) => {
  const desk = new ConsoleDesk(await (await desktop(browser)).newPage(), system.origin);
  const { page } = desk;
  await page.goto(`${system.origin}/console`);
  await look(page, 'console-sign-in');
  await desk.signIn('moderator');
  await expect(page.getByRole('heading', { name: '夜班的手' })).toBeVisible();
  await expect(page.getByText('下 2 幅已载入')).toBeVisible();
  await look(page, 'console-moderation');

  await page.keyboard.press('a');
  await expect(page.getByText('通过 1 ·')).toBeVisible();
  await page.keyboard.press('r');
  await page.keyboard.press('2');
  await expect(page.getByText('未通过 1', { exact: false }).first()).toBeVisible();
  await expect(page.getByText('今天已审 2')).toBeVisible();
  await page.keyboard.press('f');
  await page.keyboard.press('3');
  await expect(page.getByText('今天已审 3')).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText('今天已审 2')).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByText('今天已审 3 · 通过 2')).toBeVisible();
  await page.context().close();

  await author.open('/mine');
  await expect(author.works().filter({ hasText: '未通过' })).toHaveCount(1);
  await expect(author.works().filter({ hasText: '看不清人或工作' })).toHaveCount(1);
  await expect(author.works().filter({ hasText: '作品 000' })).toHaveCount(2);
  // What was refused gives its place back.
  await expect(author.page.locator('.me__quota')).toContainText('3 / 5 幅');
  await look(author.page, 'portal-mine-decided');
});

test('the gallery shows numbered entries without a name, and does not jump', async () => {
  const { page } = author;
  const payloads: string[] = [];
  const note = async (response: { url(): string; text(): Promise<string> }) => {
    if (/\/v1\/(editions|entries)/.test(response.url())) payloads.push(await response.text());
  };
  page.on('response', note);
  await author.open('/gallery');
  await expect(page.getByRole('link', { name: /^作品 000[12]《夜班的手》$/ })).toHaveCount(2);
  await expect.poll(() => picturesShown(page, '.just')).toBe(true);
  await look(page, 'portal-gallery');
  expect(await layoutShift(page)).toBeLessThan(0.01);
  await page.getByRole('link', { name: /^作品 0001/ }).click();
  await expect(page.getByRole('heading', { name: '夜班的手' })).toBeVisible();
  await look(page, 'portal-entry');
  page.off('response', note);
  expect(payloads.length).toBeGreaterThan(1);
  expect(payloads.join()).not.toMatch(/陈小满|东湖机械厂 一车间|8001/);
  await expect(page.locator('body')).not.toContainText('陈小满');
});

test('in the end the photo of the killed worker is done', async () => {
  await author.open('/mine');
  // The lock of the killed worker must run out before another one takes the job.
  await expect(author.work('停不下来的炉火')).not.toContainText('正在处理', { timeout: 120_000 });
  await expect(author.work('停不下来的炉火')).toContainText('待审核');
  await expect(author.work('停不下来的炉火').locator('img')).toBeVisible();
  expect(await author.states()).toHaveLength(4);
});

test('no screen on the way had a fault', expectNothingNoted);
