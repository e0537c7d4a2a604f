import { type Page, expect, test } from '@playwright/test';
import { endpoints } from '@zuimei/contracts';
import { COPIES } from '@zuimei/imaging/specimens';
import { ApiPerson } from '../support/api-person.js';
import { certifiedRound } from '../support/certified-round.js';
import { ConsoleDesk } from '../support/console-desk.js';
import { desktop, expectNothingNoted, look, phone } from '../support/look.js';
import { PictureFolder } from '../support/pictures.js';
import { fillEdition, openEdition, staffAt, startStage } from '../support/stage.js';
import { type System } from '../support/system.js';

test.describe.configure({ mode: 'serial' });

const EDITION = '2026-11';
const COPY = '同一炉钢水';

let system: System;
let pictures: PictureFolder;
let roundId: string;

/** A published edition of which two photos hang, both chosen; one does not, and one is a copy of the first. */
test.beforeAll(async () => {
  pictures = new PictureFolder();
  system = await startStage(['organizer', 'second', 'moderator']);
  const [organizer, second] = [await staffAt(system, 'organizer'), await staffAt(system, 'second')];
  await openEdition(organizer, EDITION, '掌心的温度', 5, { heartsWeight: 20, moments: 0 });
  const author = await new ApiPerson(system.origin).signInAsAuthor('13700000001', '作者一', '第一分公司');
  const [first, other, third] = await Promise.all([1, 2, 3].map((n) => pictures.plain(n)));
  if (!first || !other || !third) throw new Error('three pictures are needed');
  const copy = (await COPIES['JPEG 60']?.(first, () => 0)) ?? first;
  await fillEdition(system, EDITION, [
    { author, title: '炉前', photo: first },
    { author, title: '塔吊上的早晨', photo: other },
    { author, title: '换班', photo: third },
    { author, title: COPY, photo: copy },
  ]);
  const { items } = await organizer.call(endpoints.listEntries, { params: { key: EDITION } });
  roundId = await certifiedRound(system.origin, organizer, second, EDITION, 2);
  await organizer.call(endpoints.publishRound, { params: { id: roundId } });
  for (const { id: entryId, number } of items.filter((entry) => entry.number <= 2))
    await organizer.call(endpoints.placeMoment, { body: { day: `2026-11-0${number}`, entryId } });
});
test.afterAll(async () => {
  await system?.remove();
  pictures?.remove();
});

test('an organizer sees what hangs, hangs a photo on an empty day, is told of a copy, and takes it back', async ({
  browser,
}) => {
  const desk = new ConsoleDesk(await (await desktop(browser)).newPage(), system.origin);
  const { page } = desk;
  await desk.signIn('organizer');
  await desk.go('瞬间墙');
  const wall = page.getByRole('grid', { name: '2026年瞬间墙' });
  await wall.getByRole('button', { name: '11月1日《炉前》' }).click();
  await expect(page.getByText(/2026年11月期林组织 选的/)).toBeVisible();
  await look(page, 'console-wall-hanging-1440');

  await wall.getByRole('button', { name: '3月8日，空缺' }).click();
  const panel = page.getByRole('complementary', { name: '这一天' });
  await expect(panel.getByText('与 11月1日 近似')).toBeVisible();
  await look(page, 'console-wall-candidates-1440');
  await panel.getByRole('button', { name: COPY }).click();
  await expect(panel.getByText(/和 2026-11-01 墙上的作品（2026-11 期 1 号）是同一张或近似的照片/)).toBeVisible();
  await expect(panel.getByRole('button', { name: /^挂上/ })).toHaveCount(0);
  await look(page, 'console-wall-refused-1440');
  await panel.getByRole('button', { name: '换一幅' }).click();
  await panel.getByRole('button', { name: '换班' }).click();
  await expect(panel.getByText('不署名：没有获奖的作品在墙上不写作者')).toBeVisible();
  await look(page, 'console-wall-preview-1440');
  await panel.getByRole('button', { name: '挂上 3月8日' }).click();
  await expect(wall.getByRole('button', { name: '3月8日《换班》' })).toBeVisible();
  await page.getByRole('region', { name: '提示' }).getByRole('button', { name: '撤销' }).click();
  await expect(wall.getByRole('button', { name: '3月8日，空缺' })).toBeVisible();
  await panel.getByRole('button', { name: '换班' }).click();
  await panel.getByRole('button', { name: '挂上 3月8日' }).click();
  await expect(panel.getByText(/林组织 选的/)).toBeVisible();
  await page.setViewportSize({ width: 1024, height: 768 });
  await look(page, 'console-wall-1024');
  await page.context().close();
});

const lit = (page: Page) => page.getByRole('heading', { level: 1 });

test('everybody sees the year in one look, a month in weeks, and walks it by keys', async ({ browser }) => {
  const page = await (await phone(browser)).newPage();
  await page.goto(`${system.origin}/wall`);
  await expect(lit(page)).toHaveText(/365 个瞬间，已亮 3/);
  await look(page, 'portal-wall-390');
  await page.getByLabel('月份').selectOption('11');
  await expect(lit(page)).toHaveText(/30 个瞬间，已亮 2/);
  await expect(page).toHaveURL(/\/wall\?month=11$/);
  await look(page, 'portal-wall-month-390');
  await page.getByRole('link', { name: /《炉前》$/ }).click();
  await expect(page.getByRole('heading', { name: '炉前' })).toBeVisible();
  await page.goBack();
  await expect(lit(page)).toHaveText(/30 个瞬间，已亮 2/);
  await page.goto(`${system.origin}/wall?year=2024`);
  await expect(lit(page)).toHaveText(/366 个瞬间，已亮 0/);
  await expect(page.getByText('2024 年还没有一幅瞬间。')).toBeVisible();
  await look(page, 'portal-wall-empty-390');
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`${system.origin}/wall`);
  await page.evaluate(`document.documentElement.style.fontSize = '175%'`);
  await expect(lit(page)).toHaveText(/365 个瞬间，已亮 3/);
  await look(page, 'portal-wall-320');
  await page.context().close();

  const wide = await (await desktop(browser)).newPage();
  await wide.setViewportSize({ width: 1280, height: 900 });
  await wide.goto(`${system.origin}/wall`);
  const chosen = wide.getByRole('link', { name: '3月8日《换班》' });
  await chosen.focus();
  await expect(wide.locator('.wall__focused')).toContainText('换班');
  await wide.keyboard.press('ArrowRight');
  await expect(wide.getByRole('gridcell', { name: '3月9日，空缺' })).toBeFocused();
  await wide.keyboard.press('ArrowLeft');
  await expect(chosen).toBeFocused();
  await look(wide, 'portal-wall-1280');
  await wide.keyboard.press('Enter');
  await expect(wide.getByRole('heading', { name: '换班' })).toBeVisible();
  await wide.context().close();
});

test('a worker gives a photo a heart and takes it back; results say what hearts weigh', async ({ browser }) => {
  const page = await (await phone(browser)).newPage();
  await page.goto(`${system.origin}/gallery/${EDITION}`);
  await page.getByRole('link', { name: /换班/ }).click();
  const heart = page.getByRole('button', { name: /点赞/ });
  await expect(heart).toHaveText('点赞 0');
  await look(page, 'portal-entry-heart-390');
  await heart.click();
  const dialog = page.getByRole('dialog', { name: '给作品点赞' });
  await dialog.getByLabel('手机号').fill('13700000055');
  await look(page, 'portal-entry-heart-sign-in-390');
  await dialog.getByRole('button', { name: '获取验证码' }).click();
  const code = await dialog.locator('.zm-note .zm-mono').innerText();
  await dialog.getByLabel('六位验证码').fill(code);
  await dialog.getByRole('button', { name: '登录' }).click();
  await expect(heart).toHaveText('已点赞 1');
  await page.reload();
  await expect(heart).toHaveText('已点赞 1');
  await look(page, 'portal-entry-heart-given-390');
  await heart.click();
  await expect(heart).toHaveText('点赞 0');
  await page.goto(`${system.origin}/winners/${EDITION}`);
  await expect(page.getByText(/大家的点赞占 20%/)).toBeVisible();
  await look(page, 'portal-winners-hearts-390');
  await page.context().close();

  const desk = new ConsoleDesk(await (await desktop(browser)).newPage(), system.origin);
  await desk.signIn('organizer', `/console/results/${roundId}`);
  await expect(desk.page.getByRole('heading', { name: '点赞占 20%' })).toBeVisible();
  await look(desk.page, 'console-result-hearts-1440');
  await desk.page.context().close();
  expectNothingNoted();
});
