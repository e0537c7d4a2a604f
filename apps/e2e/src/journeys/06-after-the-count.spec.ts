import { type Page, expect, test } from '@playwright/test';
import { endpoints } from '@zuimei/contracts';
import { Secret, TOTP } from 'otpauth';
import { ApiPerson } from '../support/api-person.js';
import { certifiedRound } from '../support/certified-round.js';
import { ConsoleDesk } from '../support/console-desk.js';
import { desktop, expectNothingNoted, look, phone } from '../support/look.js';
import { PictureFolder } from '../support/pictures.js';
import { fillEdition, openEdition, PASSWORD, STAFF, staffAt, startStage } from '../support/stage.js';
import { type System } from '../support/system.js';

test.describe.configure({ mode: 'serial' });

const EDITION = '2026-11';
const STEP_MS = 30_000;

let system: System;
let pictures: PictureFolder;
let roundId: string;

test.beforeAll(async () => {
  pictures = new PictureFolder();
  system = await startStage(['organizer', 'second', 'moderator', 'host']);
  const [organizer, second] = [await staffAt(system, 'organizer'), await staffAt(system, 'second')];
  await openEdition(organizer, EDITION, '掌心的温度', 3);
  const author = await new ApiPerson(system.origin).signInAsAuthor('13700000001', '作者一', '第一分公司');
  const photos = await Promise.all([1, 2, 3].map((n) => pictures.plain(n)));
  await fillEdition(
    system,
    EDITION,
    photos.map((photo, i) => ({ author, title: `瞬间${i + 1}`, photo })),
  );
  roundId = await certifiedRound(system.origin, organizer, second, EDITION, 1);
});
test.afterAll(async () => {
  await system?.remove();
  pictures?.remove();
});

test('a certified result counts down to its time, can be called off, and becomes public by itself', async ({
  browser,
}) => {
  const desk = new ConsoleDesk(await (await desktop(browser)).newPage(), system.origin);
  const { page } = desk;
  await desk.signIn('organizer', `/console/results/${roundId}`);
  await desk.press('定时公布…');
  const dialog = page.getByRole('dialog', { name: '定时公布' });
  await dialog.getByLabel('公布时间（北京时间）').fill('2020-01-01T08:00');
  await dialog.getByRole('button', { name: '设定' }).click();
  await expect(dialog.getByText('公布时间要在现在之后、60 天之内。')).toBeVisible();
  await look(page, 'console-publish-at-refused');
  const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 16);
  await dialog.getByLabel('公布时间（北京时间）').fill(tomorrow);
  await dialog.getByRole('button', { name: '设定' }).click();
  await expect(page.getByText(/^定于 .* 公布（北京时间）$/)).toBeVisible();
  await look(page, 'console-publish-at-1440');
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, 'console-publish-at-390');
  await page.setViewportSize({ width: 1440, height: 900 });
  const winners = () => page.request.get(`${system.origin}/v1/editions/${EDITION}/winners`);
  expect((await winners()).status()).toBe(404);
  await desk.press('取消定时公布');
  await expect(desk.button('定时公布…')).toBeVisible();

  const organizer = await staffAt(system, 'organizer');
  const publishAt = new Date(Date.now() + 5_000).toISOString();
  await organizer.call(endpoints.schedulePublication, { params: { id: roundId }, body: { publishAt } });
  await page.reload();
  await expect(page.getByText(/^定于 .* 公布（北京时间）$/)).toBeVisible();
  await expect(page.getByRole('link', { name: '看获奖页' })).toBeVisible({ timeout: 30_000 });
  expect((await winners()).status()).toBe(200);
  await page.context().close();
});

const secondFactorOf = async (page: Page) => {
  const shown = await page.locator('.acc__secret').innerText();
  const totp = new TOTP({ secret: Secret.fromBase32(shown.replaceAll(' ', '')) });
  return (steps: number) => totp.generate({ timestamp: Date.now() + steps * STEP_MS });
};

test('a second factor is set up by QR code, and asked for at the next sign-in', async ({ browser }) => {
  for (const [size, context, login] of [
    ['1440', await desktop(browser), 'host'],
    ['390', await phone(browser), 'second'],
  ] as const) {
    const desk = new ConsoleDesk(await context.newPage(), system.origin);
    const { page } = desk;
    await desk.signIn(login, '/console/account');
    await desk.press('设置动态码');
    await expect(page.getByRole('img', { name: '动态码二维码' })).toBeVisible();
    await look(page, `console-totp-qr-${size}`);
    const codeAt = await secondFactorOf(page);
    await page.getByLabel('6 位动态码').fill(codeAt(-1));
    await desk.press('确认并启用');
    await expect(page.getByText('恢复码：只显示这一次，请抄下来收好')).toBeVisible();
    await expect(page.locator('.acc__codes li')).toHaveCount(10);
    await look(page, `console-totp-recovery-${size}`);
    await desk.press('我已抄好');
    await desk.press('退出登录');

    await page.getByLabel('账号').fill(login);
    await page.getByLabel('密码').fill(PASSWORD);
    await desk.press('登录');
    await page.getByLabel('动态码').fill('000000');
    await desk.press('登录');
    await expect(page.getByText(/^动态码不对/)).toBeVisible();
    await look(page, `console-totp-asked-${size}`);
    await page.getByLabel('动态码').fill(codeAt(0));
    await desk.press('登录');
    await expect(page.getByRole('navigation').getByText(STAFF[login].name)).toBeVisible();
    await page.context().close();
  }
  expectNothingNoted();
});
