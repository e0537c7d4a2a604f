import { expect, test } from '@playwright/test';
import { AuthorPhone } from '../support/author-phone.js';
import { ConsoleDesk } from '../support/console-desk.js';
import { desktop, expectNothingNoted, look, phone } from '../support/look.js';
import { openEdition, staffAt, startStage } from '../support/stage.js';
import { type System } from '../support/system.js';

let system: System;

test.beforeAll(async () => {
  system = await startStage(['organizer', 'moderator']);
  await openEdition(await staffAt(system, 'organizer'), '2026-11', '掌心的温度');
});
test.afterAll(() => system?.remove());

test('a place that the role may not see says so', async ({ browser }) => {
  const desk = new ConsoleDesk(await (await desktop(browser)).newPage(), system.origin);
  await desk.signIn('moderator');
  await expect(desk.page.getByRole('heading', { name: '都审完了' })).toBeVisible();
  await look(desk.page, 'console-moderation-empty');
  for (const place of ['/console/sittings', '/console/results', '/console/audit']) {
    await desk.page.goto(system.origin + place);
    await expect(desk.page.getByText('您的身份不能做这件事。').first()).toBeVisible();
  }
  await look(desk.page, 'console-forbidden');
  await desk.page.goto(`${system.origin}/console/editions`);
  await desk.press('保存');
  await expect(desk.page.getByText('您的身份不能做这件事。').first()).toBeVisible();
  await desk.page.context().close();
});

test('a staff session that has ended leads back to the sign-in, with a sentence', async ({ browser }) => {
  const desk = new ConsoleDesk(await (await desktop(browser)).newPage(), system.origin);
  const { page } = desk;
  await desk.signIn('organizer');
  await page
    .context()
    .addCookies(
      (await page.context().cookies()).map((cookie) => ({ ...cookie, value: `${cookie.value.slice(0, -6)}AAAAAA` })),
    );
  await desk.go('审计记录');
  await expect(page.getByText(/登录已过期|请先登录/).first()).toBeVisible();
  await page.reload();
  await desk.signIn('organizer', '/console/audit');
  await expect(page.getByRole('heading', { name: '审计记录' })).toBeVisible();
  await page.context().close();
});

test('an author whose session has ended signs in again and finds everything', async ({ browser }) => {
  const author = new AuthorPhone(await (await phone(browser)).newPage(), system.origin);
  await author.open('/mine');
  await author.signIn('13600136001');
  await expect(author.page.getByText('这一格，等你来拍')).toBeVisible();
  await author.page.context().clearCookies();
  await author.tab('首页');
  await author.tab('我的');
  await expect(author.page.getByRole('heading', { name: '先登录' })).toBeVisible();
  await author.signIn('13600136001');
  await expect(author.page.getByText('这一格，等你来拍')).toBeVisible();
  await look(author.page, 'portal-mine-empty');
});

test('an address that leads nowhere says so in both apps', async ({ browser }) => {
  const author = new AuthorPhone(await (await phone(browser)).newPage(), system.origin);
  await author.open('/nowhere');
  await expect(author.page.getByRole('heading', { name: '没有找到这一页' })).toBeVisible();
  await author.open('/entries/019a3c5e-0000-7000-8000-000000000000');
  await expect(author.page.getByText('再试一次')).toBeVisible();
  await look(author.page, 'portal-not-found');
});

test('no screen on the way had a fault', expectNothingNoted);
