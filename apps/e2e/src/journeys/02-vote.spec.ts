import fs from 'node:fs';
import path from 'node:path';
import { type Browser, type Page, expect, test } from '@playwright/test';
import { AuthorPhone } from '../support/author-phone.js';
import { type PrintedBadge, readBadges, readPdf } from '../support/badges.js';
import { EDITION, ENTRIES, JURORS, fillByAuthors, phoneOf, taste } from '../support/cast.js';
import { ConsoleDesk } from '../support/console-desk.js';
import { keptOnDevice } from '../support/in-page.js';
import { desktop, expectNothingNoted, look, phone, tablet, wall } from '../support/look.js';
import { copiesOfWinners } from '../support/past-winners.js';
import { PictureFolder } from '../support/pictures.js';
import { type StaffLogin, startStage } from '../support/stage.js';
import { type System } from '../support/system.js';
import { Tablet } from '../support/tablet.js';

test.describe.configure({ mode: 'serial' });

let system: System;
let pictures: PictureFolder;
let desk: ConsoleDesk;
let hall: ConsoleDesk;
let screen: Page;
let badges: PrintedBadge[];
const tablets: Tablet[] = [];
const receipts: string[] = [];
/** Entry numbers, best first, as the big screen tells them. */
const revealed: number[] = [];

const deskOf = async (browser: Browser, login: StaffLogin, at?: string) => {
  const made = new ConsoleDesk(await (await desktop(browser)).newPage(), system.origin);
  await made.signIn(login, at);
  return made;
};
const codeOf = (alias: string) => badges.find((badge) => badge.alias === alias)?.code ?? '';
const at = (place: number) => tablets[place] as Tablet;

test.beforeAll(async () => {
  pictures = new PictureFolder();
  system = await startStage(['organizer', 'second', 'moderator', 'host', 'observer'], { hall: true });
});
test.afterAll(async () => {
  await system?.remove();
  pictures?.remove();
});

test('the organizer makes an edition, and workers fill it', async ({ browser }) => {
  desk = await deskOf(browser, 'organizer');
  const { page } = desk;
  await expect(page.getByText('还没有一期活动')).toBeVisible();
  await look(page, 'console-first');
  await desk.makeFirstEdition(EDITION, '掌心的温度');
  await expect(page.getByRole('heading', { name: /2026年11月期《掌心的温度》/ })).toBeVisible();
  await look(page, 'console-editions');

  await fillByAuthors(system, pictures);
});

test('the organizer plans the sitting and prints badges with rare names on them', async () => {
  const { page } = desk;
  await desk.go('评审会');
  await desk.makeSitting('十一月现场评审会', '东湖园区职工之家', '2026-11-28');
  await expect(page.getByRole('heading', { name: '十一月现场评审会 · 东湖园区职工之家' })).toBeVisible();
  await desk.press('新的轮次');
  await expect(page.getByText(`参评作品 ${ENTRIES} / ${ENTRIES} 幅`)).toBeVisible();
  await desk.fill({ 每幅目标展示次数: '4', 计划多少分钟: '10' });
  await expect(page.getByText('照本期规则选出 3 幅（一等奖 1 幅、二等奖 1 幅、三等奖 1 幅）')).toBeVisible();
  await look(page, 'console-round-form');
  await desk.press('建轮次');
  await expect(page.getByRole('link', { name: '初评' })).toBeVisible();
  await desk.fill({ 发几张: '6', 评审员名单: JURORS.join('\n') });
  await desk.press('发 6 张');
  await expect(page.getByText('6 张有效')).toBeVisible();
  await look(page, 'console-sitting');
  const sheet = await desk.bytesOf('打印全部评审证（PDF）');
  expect(readPdf(sheet).pages).toBe(1);
  badges = readBadges(sheet);
  expect(badges.map(({ alias }) => alias)).toEqual(['A001', 'A002', 'A003', 'A004', 'A005', 'A006']);
  expect(badges.map(({ holder, company }) => `${holder}，${company}`)).toEqual(JURORS);
  for (const { code } of badges) expect(code.replace(/\W/g, '')).toMatch(/^[A-Z0-9]{8}$/);

  await desk.revoke('A006');
  await expect(page.getByText('5 张有效')).toBeVisible();
  await page.getByRole('link', { name: '初评' }).click();
  await desk.press('定下规则，准备就绪');
  await expect(page.getByText('● 已就绪')).toBeVisible();
  await look(page, 'console-round-plan');
});

test('tablets tell a wrong code from a revoked one, and wait for the host', async ({ browser }) => {
  for (const [index, size] of ['1024x768', '1024x768', '1280x800'].entries()) {
    const made = new Tablet(await (await tablet(browser, size)).newPage(), system.origin);
    await made.enroll(`T-0${index + 1}`);
    tablets.push(made);
  }
  const { page } = at(0);
  await look(page, 'jury-check-in');
  await at(0).type('ACDEFHJK');
  await expect(page.getByText('评审码不对，请看清楚评审证再输一次。')).toBeVisible();
  await at(0).type(codeOf('A006'));
  await expect(page.getByText('这张评审证已作废，请找主持人换发。')).toBeVisible();
  await at(0).type(codeOf('A001'));
  await expect(page.getByText('主持人还没有开放投票，开始后自动进入。')).toBeVisible();
  await look(page, 'jury-waiting');

  hall = await deskOf(browser, 'host');
  await hall.openRoundOf('十一月现场评审会', '初评');
  await hall.press('开放投票');
  await expect(hall.page.getByText('● 进行中')).toBeVisible();
  // Who waited begins without one more tap.
  await expect(at(0).photos().first()).toBeVisible({ timeout: 25_000 });
});

test('the big screen counts down and never tells a score', async ({ browser }) => {
  screen = await (await wall(browser)).newPage();
  const line = await screen.context().newCDPSession(screen);
  await line.send('Network.enable');
  const told: string[] = [];
  line.on('Network.eventSourceMessageReceived', ({ data }) => told.push(data));
  await screen.goto(`${system.origin}/screen`);
  await expect(screen.getByText('位评审员已投完')).toBeVisible();
  await expect(screen.getByText('距离结束')).toBeVisible();
  await expect.poll(() => told.length).toBeGreaterThan(0);
  const names = told.flatMap((data) => Object.keys(JSON.parse(data) as object));
  expect(new Set(names)).not.toContain('exposures');
  expect(told.join()).not.toMatch(/picks|rank|rate|score|tally|result/i);
  await look(screen, 'screen-turnout');
});

test('one juror votes online and watches the answers go', async () => {
  const { page } = at(0);
  await expect(page.locator('.cell[aria-disabled]')).toHaveCount(0);
  await look(page, 'jury-vote');
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/answer-sets', async (route) => {
    await held;
    await route.continue();
  });
  await at(0).vote(3, taste(1));
  await expect(at(0).chip('已保存在本机')).toBeVisible();
  await expect(at(0).chip('待上传 1')).toBeVisible();
  letGo();
  await expect(at(0).chip('已同步 1 屏')).toBeVisible();
  await at(0).voteAll(3, taste(1));
  await at(0).complete();
  await expect(at(0).chip('已同步 3 屏')).toBeVisible();
  receipts.push(await at(0).receipt());
  expect(receipts[0]?.replace(/\W/g, '')).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  await look(page, 'jury-receipt');
});

test('the tablet changes hands without a trace, and a used badge opens nothing', async () => {
  const { page } = at(0);
  await at(0).handOver();
  await page.goBack().catch(() => undefined);
  await page.goto(`${system.origin}/jury`);
  await expect(page.getByRole('heading', { name: '评审员，请签到' })).toBeVisible();
  expect(await keptOnDevice(page)).not.toMatch(/A001|picks|receiptNonce/);
  await at(0).type(codeOf('A001'));
  await expect(page.getByText('这张评审证本轮已经投完并交还了。')).toBeVisible();
});

test('one juror votes a whole deck without a network and with a reload in it', async () => {
  const { page } = at(1);
  await at(1).checkIn(codeOf('A002'), 'A002');
  await expect(page.getByText('可离线投票 3/3')).toBeVisible();
  await look(page, 'jury-welcome');
  await at(1).begin();
  await page.context().setOffline(true);
  await at(1).vote(3, taste(2));
  await expect(at(1).chip('待上传 1')).toBeVisible();
  await page.reload();
  await expect(page.getByText(/第 2 屏/)).toBeVisible();
  await expect(at(1).chip('没有网络，可以继续投')).toBeVisible();
  expect(await at(1).voteAll(3, taste(2))).toBe(2);
  await expect(at(1).chip('待上传 3')).toBeVisible();
  await look(page, 'jury-offline-done');
  await at(1).complete();
  await expect(page.getByText('连上网后自动完成')).toBeVisible();
  const promised = await at(1).receipt();
  await page.context().setOffline(false);
  await expect(page.getByText('已收到')).toBeVisible();
  await expect(at(1).chip('已同步 3 屏')).toBeVisible();
  expect(await at(1).receipt()).toBe(promised);
  receipts.push(promised);
  await at(1).handOver();
});

test('the host pauses and goes on, collects, and closes without a tablet that cannot be reached', async () => {
  const { page } = at(2);
  receipts.push(await at(0).wholeBallot(codeOf('A004'), 'A004', 3, taste(3)));

  await at(2).checkIn(codeOf('A003'), 'A003');
  await at(2).begin();
  await look(page, 'jury-vote-1280');
  await hall.press('暂停');
  await expect(page.getByRole('heading', { name: '主持人按了暂停' })).toBeVisible();
  await expect(screen.getByText('暂停一下，请稍候')).toBeVisible();
  await look(page, 'jury-paused');
  await hall.press('继续');
  await expect(page.getByRole('heading', { name: '主持人按了暂停' })).toBeHidden();

  // Its answers do not get through, its word of how many they are does.
  await page.route('**/answer-sets', (route) => route.abort());
  await at(2).vote(3, taste(3));
  await expect(hall.page.getByRole('row', { name: /^T-03 A003 待上传 1 / })).toBeVisible({ timeout: 30_000 });
  await expect(hall.page.getByRole('row', { name: /待上传 [1-9]/ })).toHaveCount(1);
  await look(hall.page, 'console-round-live');
  await hall.press('收票…');
  await expect(hall.page.getByText('● 收票中')).toBeVisible();
  await expect(screen.getByText('正在收票')).toBeVisible();
  await expect(page.getByText('主持人正在收票，请投完这几屏')).toBeVisible();
  await hall.press('结束初评…');
  const dialog = hall.page.getByRole('dialog');
  await expect(dialog.getByText('T-03（A003）还有 1 屏，不等了')).toBeVisible();
  await expect(dialog.getByRole('button', { name: '还有 1 台没确认' })).toBeVisible();
  await look(hall.page, 'console-closing');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: '结束初评' }).click();
  await expect(hall.page.getByText('● 已结束')).toBeVisible();
  await page.unroute('**/answer-sets');
  await expect(page.getByRole('heading', { name: '本轮已经结束，谢谢您' })).toBeVisible();
  await page.getByRole('button', { name: '拿投票凭证' }).click();
  await expect(at(2).chip('未计入 1')).toBeVisible({ timeout: 40_000 });
  await look(page, 'jury-late');
});

test('two organizers count and certify, the host reveals, and the winners are public', async ({ browser }) => {
  const { page } = desk;
  await page.reload();
  await desk.press('计票');
  await expect(page.getByText('账本核验通过')).toBeVisible();
  // Only the step that settled the tie is told, not those that could not.
  await expect(page.getByRole('heading', { name: '0001、0002、0003 是怎么分先后的' })).toHaveCount(1);
  await desk.press('确认结果');
  await expect(desk.toast('计票和确认必须是两个人，请另一位组织者来确认。')).toBeVisible();
  await look(page, 'console-result');
  const second = await deskOf(browser, 'second', new URL(page.url()).pathname);
  await second.press('确认结果');
  await expect(second.page.getByText('已确认', { exact: true })).toBeVisible();

  await hall.page.goto(`${system.origin}/screen?round=${page.url().split('/').at(-1)}&reveal`);
  await hall.page.setViewportSize({ width: 1920, height: 1080 });
  await expect(hall.page.getByText('按空格键揭晓')).toBeVisible();
  for (const prize of ['三等奖', '二等奖', '一等奖']) {
    await hall.page.keyboard.press('Space');
    await expect(hall.page.getByText(prize)).toBeVisible();
    revealed.unshift(Number(/作品 (\d+)/.exec(await hall.page.locator('.reveal__by').innerText())?.[1]));
  }
  expect([...revealed].sort()).toEqual([1, 2, 3]);
  await expect(hall.page.locator('.reveal__photo img')).toHaveJSProperty('complete', true);
  await look(hall.page, 'screen-reveal');

  await second.press(/^公布$/);
  await expect(second.page.getByRole('link', { name: '看获奖页' })).toBeVisible();
  await second.page.context().close();
});

test('the author finds the prize, everybody finds the winners, and anyone can count again', async ({ browser }) => {
  const author = new AuthorPhone(await (await phone(browser)).newPage(), system.origin);
  const { page } = author;
  await author.open(`/winners/${EDITION}`);
  await expect(page.getByRole('heading', { name: '2026年11月期获奖作品' })).toBeVisible();
  const shown = (await page.locator('.winners > li').allInnerTexts()).map((text) => Number(/\d{4}/.exec(text)?.[0]));
  expect(shown).toEqual(revealed);
  await expect(page.getByText('作者1')).toHaveCount(3);
  await look(page, 'portal-winners');
  await author.open('/mine');
  await author.signIn(phoneOf(1));
  await expect(author.works().filter({ hasText: '获奖 ·' })).toHaveCount(3);
  await look(page, 'portal-mine-won');
  await page.context().close();

  const bundle = path.join(system.home, 'bundle.json');
  const [answers, result] = [path.join(system.home, 'answers.csv'), path.join(system.home, 'result.json')];
  await system.zuimei(['export', EDITION, '--out', bundle, '--answers', answers, '--result', result]);
  const { leaves } = JSON.parse(fs.readFileSync(bundle, 'utf8')) as { leaves: unknown[] };
  expect(fs.readFileSync(answers, 'utf8').trimEnd().split('\r\n')).toHaveLength(1 + leaves.length);
  const table = JSON.parse(fs.readFileSync(result, 'utf8')) as { items: { number: number }[] };
  expect(table.items.slice(0, 3).map(({ number }) => number)).toEqual(revealed);
  const count = JSON.parse(await system.zuimei(['count', bundle, '--json'])) as {
    ranking: string[][];
    checks: { name: string; passed: boolean }[];
  };
  expect(count.ranking.slice(0, 3)).toEqual(revealed.map((number) => [String(number)]));
  expect(count.checks.filter(({ passed }) => !passed)).toEqual([]);
  // Published are the receipts of those whose ballots were counted, and no others.
  const { receipts: published } = JSON.parse(fs.readFileSync(bundle, 'utf8')) as { receipts: string[] };
  expect(published).toEqual(receipts.map((receipt) => receipt.split(/\s+/).join('-')).sort());
});

test('the observer reads every act and every result and can press nothing', async ({ browser }) => {
  const observer = await deskOf(browser, 'observer');
  const { page } = observer;
  await page.getByRole('link', { name: /十一月现场评审会/ }).click();
  await expect(page.getByText('账本核验通过')).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveText([/导出表格/]);
  await observer.go('审计记录');
  for (const name of ['林组织', '顾复核', '何主持', '沈审核'])
    await expect(page.getByRole('cell', { name }).first()).toBeVisible();
  await look(page, 'console-audit');
});

test('a copy of a winner is passed and stays out of the next judging, unless the two are told apart', async ({
  browser,
}) => {
  const winners = [1, 2, 3].map(async (number) => ({
    name: `2026年11月期获奖作品 000${number}`,
    photo: await pictures.plain(number),
  }));
  await copiesOfWinners(browser, system, await Promise.all(winners));
});

test('no screen on the way had a fault', expectNothingNoted);
