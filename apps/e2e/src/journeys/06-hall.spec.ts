import { type Browser, type BrowserContext, type Page, expect, test } from '@playwright/test';
import { endpoints } from '@zuimei/contracts';
import { ApiPerson } from '../support/api-person.js';
import { readBadges, readPdf } from '../support/badges.js';
import { ConsoleDesk } from '../support/console-desk.js';
import { picturesShown, wordSizes } from '../support/in-page.js';
import { expectNothingNoted, keepFile, look, phone, tablet, wall } from '../support/look.js';
import { askedElsewhere, watchOrigin } from '../support/own-origin.js';
import { PictureFolder } from '../support/pictures.js';
import { type StaffLogin, fillEdition, openEdition, staffAt, startStage } from '../support/stage.js';
import { type System } from '../support/system.js';
import { Tablet } from '../support/tablet.js';

test.describe.configure({ mode: 'serial' });

const EDITION = '2026-11';
const ENTRIES = 4;
/** What people read from 20 m: 24 px of 1080 lines at least. */
const SMALLEST_PX = 24;

let system: System;
let pictures: PictureFolder;
let host: ConsoleDesk;
let screen: Page;
let seat: Tablet;
let codes: string[];

test.beforeAll(async () => {
  pictures = new PictureFolder();
  system = await startStage(['organizer', 'second', 'moderator', 'host'], { hall: true });
  const organizer = await staffAt(system, 'organizer');
  await openEdition(organizer, EDITION, '掌心的温度');
  const author = await new ApiPerson(system.origin).signInAsAuthor('13700000001', '作者一', '第一分公司');
  const photos = await Promise.all(Array.from({ length: ENTRIES }, (_, i) => pictures.plain(i + 1)));
  await fillEdition(
    system,
    EDITION,
    photos.map((photo, i) => ({ author, title: `瞬间${i + 1}`, photo })),
  );
  const { id } = await organizer.call(endpoints.createSitting, {
    body: { editionKey: EDITION, name: '十一月评审会', venue: '东湖园区职工之家', heldOn: '2026-11-28' },
  });
  await organizer.call(endpoints.issuePasses, { params: { id }, body: { count: 3 } });
  const round = await organizer.call(endpoints.createRound, {
    params: { id },
    body: { name: '终评', method: { kind: 'approve', max: 1 }, entryIds: null, plannedMinutes: 5, targetExposure: 2 },
  });
  await organizer.call(endpoints.prepareRound, { params: { id: round.id } });
  codes = readBadges(await organizer.document(`/v1/sittings/${id}/badges.pdf`)).map(({ code }) => code);
});
test.afterAll(async () => {
  await system?.remove();
  pictures?.remove();
});

const own = (context: Promise<BrowserContext>) => context.then((made) => watchOrigin(made, system.origin));
const deskOf = async (browser: Browser, login: StaffLogin, at?: string) => {
  const context = await own(browser.newContext({ viewport: { width: 1280, height: 800 } }));
  const made = new ConsoleDesk(await context.newPage(), system.origin);
  await made.signIn(login, at);
  return made;
};
const code = (juror: number) => codes[juror - 1] ?? '';
/** Ends the round that the host looks at. */
const closeRound = async (name: string) => {
  await host.press('收票…');
  await host.press(`结束${name}…`);
  await host.page
    .getByRole('dialog')
    .getByRole('button', { name: `结束${name}` })
    .click();
  await expect(host.page.getByText('● 已结束')).toBeVisible();
};
const readable = async (page: Page) =>
  expect((await wordSizes(page, '.screen__ledger')).filter(({ px }) => px < SMALLEST_PX)).toEqual([]);

test('jurors wait at a tablet before the host opens, and the host sees it', async ({ browser }) => {
  seat = new Tablet(await (await own(tablet(browser, '1024x768'))).newPage(), system.origin);
  await seat.enroll('T-01');
  host = await deskOf(browser, 'host');
  await host.openRoundOf('十一月评审会', '终评');
  await seat.checkIn(code(1), 'A001');
  await expect(host.page.getByText('1 名评审员已签到，在平板上等开始。')).toBeVisible();
  await look(host.page, 'console-waiting-1280');
  await host.press('开放投票');
  // Who waited begins with everybody.
  await expect(seat.photos()).not.toHaveCount(0);
});

test('the host’s page holds at 1280 by 800, and says what closing now means', async ({ browser }) => {
  screen = await (await own(wall(browser))).newPage();
  await screen.goto(`${system.origin}/screen`);
  await expect(screen.getByText('覆盖率 0%')).toBeVisible();
  await seat.vote(1, (number) => number);
  await seat.complete();
  await seat.handOver();
  await expect(screen.getByText('覆盖率 50%')).toBeVisible();
  await seat.checkIn(code(2), 'A002');
  await expect(host.page.getByText('还没投完：A002')).toBeVisible();
  await expect(host.page.getByText('展示最少的是作品 0001，1 次')).toBeVisible();
  await look(host.page, 'console-round-1280');
  await host.page.setViewportSize({ width: 1024, height: 768 });
  await look(host.page, 'console-round-1024');
  await host.page.setViewportSize({ width: 1280, height: 800 });
  await look(screen, 'screen-turnout-coverage');
  await readable(screen);
  await seat.begin();
  await seat.vote(1, (number) => Math.abs(number - 2));
  await seat.complete();
  await seat.handOver();
});

test('one juror votes on paper, and two people type the sheet', async ({ browser }) => {
  const { page } = host;
  const back = page.url();
  await page.getByRole('link', { name: '纸质选票' }).click();
  await host.fill({ '席位（几个用空格分开': 'A003' });
  await host.press('发 1 张');
  await expect(page.getByRole('cell', { name: 'A003' })).toBeVisible();
  const sheet = readPdf(await host.bytesOf('打印选票（PDF）'));
  const contact = await host.bytesOf('打印作品对照页（PDF）');
  expect(contact.toString('latin1').match(/\/Subtype \/Image\b/g)).toHaveLength(ENTRIES);
  expect(readPdf(contact).lines).toEqual(expect.arrayContaining(['0001', '0004', '共 4 幅　第 1 页 / 1 页']));
  keepFile('contact-sheet.pdf', contact);
  const typedCode = sheet.lines.join(' ').match(/\b[A-Z0-9]{4}-[A-Z0-9]{4}\b(?!-)/)?.[0] ?? '';
  await seat.type(code(3));
  await expect(seat.page.getByText('这张评审证本轮用纸质选票，不能再在平板上投。')).toBeVisible();
  const type = async (desk: ConsoleDesk) => {
    await desk.page.getByLabel('录入码').fill(typedCode);
    await desk.page.getByLabel(/一行一屏/).fill('1 跳过');
    await desk.press('录入这一张');
  };
  await type(host);
  await expect(page.getByText('请另一位用自己的账号录同一张')).toBeVisible();
  await look(page, 'console-paper');
  const other = await deskOf(browser, 'second', new URL(page.url()).pathname);
  await type(other);
  await expect(other.page.getByText('1 号两人录的一致，已计入。')).toBeVisible();
  await other.page.getByRole('cell', { name: '已计入' }).waitFor();
  await page.goto(back);
  await closeRound('终评');
});

test('a tie is settled in the room by the same badges, and the big screen goes along', async ({ browser }) => {
  const desk = await deskOf(browser, 'organizer', new URL(host.page.url()).pathname);
  const { page } = desk;
  await desk.press('计票');
  await expect(page.getByRole('heading', { name: '需要现场加投' })).toBeVisible();
  await look(page, 'console-run-off-needed');
  await desk.press('现场加投');
  await expect(page.getByText('● 已就绪')).toBeVisible();
  await host.page.goto(page.url());
  await host.press('开放投票');
  await expect(screen.getByText('并列的作品现场加投')).toBeVisible();
  await expect(screen.getByText('加投还剩')).toBeVisible();
  await look(screen, 'screen-run-off');
  await readable(screen);
  for (const juror of [1, 2]) await seat.wholeBallot(code(juror), `A00${juror}`, 1, (number) => number);
  await closeRound('加投');
  await page.reload();
  await desk.press('计票');
  const second = await deskOf(browser, 'second', '/console/results');
  await second.page.getByRole('link', { name: /终评/ }).click();
  await expect(second.page.getByText('按规则第 4 步定序')).not.toHaveCount(0);
  await second.press('确认结果');
  await expect(second.page.getByText('已确认', { exact: true })).toBeVisible();
  await host.page.goto(`${system.origin}/screen?round=${second.page.url().split('/').at(-1)}&reveal`);
});

test('the reveal goes on when the network is gone', async () => {
  const { page } = host;
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect(page.getByText('照片都已在本机')).toBeVisible();
  await look(page, 'screen-before-reveal');
  await page.context().setOffline(true);
  const names: string[] = [];
  do {
    await page.keyboard.press('Space');
    await expect(page.locator('.reveal__by')).not.toContainText(names.at(-1) ?? 'nothing');
    names.push(/作品 \d+/.exec(await page.locator('.reveal__by').innerText())?.[0] ?? '');
    await expect.poll(() => picturesShown(page, '.reveal__photo')).toBe(true);
    await readable(page);
  } while (names.at(-1) !== '作品 0001' && names.length < ENTRIES);
  expect(names.slice(-2)).toEqual(['作品 0002', '作品 0001']);
  await look(page, 'screen-reveal-offline');
  await page.context().setOffline(false);
});

test('nothing was asked of anybody else, on any screen', async ({ browser }) => {
  const visitor = await (await own(phone(browser))).newPage();
  for (const path of ['/', '/gallery', '/wall', '/mine', '/rules', '/verifier.html']) {
    await visitor.goto(system.origin + path);
    await visitor.waitForLoadState('load');
  }
  expect(askedElsewhere()).toEqual([]);
});

test('nothing was noted on any screen', () => expectNothingNoted());
