import fs from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, type Page, expect, test } from '@playwright/test';
import { endpoints } from '@zuimei/contracts';
import { ApiPerson } from '../support/api-person.js';
import { type PrintedBadge, readBadgeLinks, readBadges } from '../support/badges.js';
import { ConsoleDesk } from '../support/console-desk.js';
import { keptOnDevice } from '../support/in-page.js';
import { expectNothingNoted, look, phone, tablet } from '../support/look.js';
import { PictureFolder } from '../support/pictures.js';
import { fillEdition, openEdition, staffAt, startStage } from '../support/stage.js';
import { type System } from '../support/system.js';
import { TabletProfile } from '../support/tablet-profile.js';
import { Tablet } from '../support/tablet.js';

test.describe.configure({ mode: 'serial' });

const EDITION = '2026-11';
const ENTRIES = 12;
const PASSES = 40;
const PICKS = 1;
/** A tap so soon after a screen has changed is taken for the second half of a double tap. */
const SETTLED_MS = 450;
const SIZES = ['1024x768', '1280x800', '390x844'];

let system: System;
let pictures: PictureFolder;
let organizer: ApiPerson;
let sittingId: string;
let roundId: string;
let badges: (PrintedBadge & { link: string })[];
let tablets: Tablet[];
let next = 0;
/** Answers that jurors have confirmed. */
let given = 0;

const nextBadge = () => badges[next++] as PrintedBadge & { link: string };
const at = (place: number) => tablets[place] as Tablet;
const sizeOf = (browser: Browser, size: string) => (size === '390x844' ? phone(browser) : tablet(browser, size));
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const checkInHeading = (page: Page) => heading(page, '评审员，请签到');
const ready = (page: Page) =>
  expect(page.getByText(`可离线投票 ${ENTRIES}/${ENTRIES}`)).toBeVisible({ timeout: 30_000 });

/** What a scanned QR does: the address with its fragment is opened. */
const scan = (page: Page, link: string) => page.evaluate(`location.hash = ${JSON.stringify(new URL(link).hash)}`);
const vote = async (own: Tablet) => {
  await own.vote(PICKS);
  given++;
};
const complete = async ({ page }: Tablet) => {
  const over = page.getByRole('button', { name: '完成，拿投票凭证' });
  if (!(await over.isVisible())) await page.getByRole('button', { name: '结束', exact: true }).click();
  await page.getByRole('button', { name: /^完成，拿/ }).click();
  await expect(heading(page, '投完了，谢谢您。')).toBeVisible();
};
const ledger = async () => {
  const { answers } = (await organizer.call(endpoints.getRoundProgress, { params: { id: roundId } })) as {
    answers: number;
  };
  return answers;
};

/** The outbox is empty: nothing that a juror did is on the tablet any more. */
const delivered = (page: Page) =>
  expect
    .poll(
      async () => /"picks":\[|receiptNonce|"kind":"(answer|complete|leave|check-in)"/.test(await keptOnDevice(page)),
      {
        timeout: 30_000,
      },
    )
    .toBe(false);

async function enrol(page: Page, name: string): Promise<void> {
  const ticket = await organizer.call(endpoints.createEnrolment, { params: { id: sittingId }, body: {} });
  await page.goto(`${system.origin}/jury/${new URL(ticket.link).hash}`);
  await expect(heading(page, '把这台平板登记到评审会')).toBeVisible();
  expect(page.url()).not.toContain('e1.');
  await page.getByLabel(/PIN/).fill(ticket.pin);
  await page.getByLabel(/平板名称/).fill(name);
  await page.getByRole('button', { name: '登记', exact: true }).click();
}

test.beforeAll(async () => {
  pictures = new PictureFolder();
  system = await startStage(['organizer', 'moderator'], { hall: true });
  organizer = await staffAt(system, 'organizer');
  await openEdition(organizer, EDITION, '掌心的温度', ENTRIES);
  const author = await new ApiPerson(system.origin).signInAsAuthor('13700000001', '作者一', '第一分公司');
  const photos = await Promise.all(Array.from({ length: ENTRIES }, (_, i) => pictures.plain(i + 1)));
  await fillEdition(
    system,
    EDITION,
    photos.map((photo, i) => ({ author, title: `瞬间${i + 1}`, photo })),
  );
  const sitting = await organizer.call(endpoints.createSitting, {
    body: { editionKey: EDITION, name: '十一月现场评审会', venue: '东湖园区职工之家', heldOn: '2026-11-28' },
  });
  sittingId = sitting.id;
  await organizer.call(endpoints.issuePasses, { params: { id: sittingId }, body: { count: PASSES } });
  const sheet = await organizer.document(`/v1/sittings/${sittingId}/badges.pdf`);
  const links = readBadgeLinks(sheet);
  badges = readBadges(sheet).map((badge, i) => ({ ...badge, link: links[i] ?? '' }));
  expect(links).toHaveLength(PASSES);
  const round = await organizer.call(endpoints.createRound, {
    params: { id: sittingId },
    body: {
      name: '初评',
      method: { kind: 'grid', size: 4, picks: PICKS },
      entryIds: null,
      final: false,
      winners: 3,
      plannedMinutes: 10,
      targetExposure: 40,
    },
  });
  roundId = round.id;
  await organizer.call(endpoints.prepareRound, { params: { id: roundId } });
});
test.afterAll(async () => {
  for (const { page } of tablets ?? []) await page.context().close();
  await system?.remove();
  pictures?.remove();
});

test('a browser that could keep nothing is refused before anyone votes, with the reason', async ({ browser }) => {
  const faults: [string, RegExp][] = [
    [`CacheStorage.prototype.open = () => Promise.reject(new DOMException('no', 'SecurityError'))`, /存不了东西/],
    [`IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }`, /存不了东西/],
    [`StorageManager.prototype.estimate = async () => ({ quota: 9e6, usage: 8e6 })`, /存储空间不够/],
    [`Object.defineProperty(window, 'isSecureContext', { value: false })`, /不是安全连接/],
  ];
  for (const [fault, sentence] of faults) {
    const context = await sizeOf(browser, '1024x768');
    await context.addInitScript(fault);
    const page = await context.newPage();
    await page.goto(`${system.origin}/jury/`);
    await expect(heading(page, sentence)).toBeVisible();
    if (fault.startsWith('Storage')) await look(page, 'jury-refused-1024x768');
    await context.close();
  }
  const context = await sizeOf(browser, '390x844');
  await context.addInitScript('delete Navigator.prototype.serviceWorker');
  const page = await context.newPage();
  await enrol(page, 'T-99');
  await expect(heading(page, '这个浏览器不能离线')).toBeVisible();
  await look(page, 'jury-refused-390x844');
  await context.close();
});

test('tablets are ready before the opening; a juror who is early begins with the host, also without a network', async ({
  browser,
}) => {
  tablets = [];
  for (const [i, size] of SIZES.entries()) {
    const page = await (await sizeOf(browser, size)).newPage();
    tablets.push(new Tablet(page, system.origin));
    if (i === 0) {
      const ticket = await organizer.call(endpoints.createEnrolment, { params: { id: sittingId }, body: {} });
      await page.goto(`${system.origin}/jury/${new URL(ticket.link).hash}`);
      await look(page, `jury-enrol-${size}`);
      await page.getByLabel(/PIN/).fill(ticket.pin === '000000' ? '000001' : '000000');
      await page.getByLabel(/平板名称/).fill('T-01');
      await page.getByRole('button', { name: '登记', exact: true }).click();
      await expect(page.getByText(/登记码或 PIN 不对/)).toBeVisible();
    }
    await enrol(page, `T-0${i + 1}`);
    await ready(page);
  }
  const { page } = at(2);
  await scan(page, nextBadge().link);
  await expect(page.getByText('主持人还没有开放投票')).toBeVisible();
  await look(page, 'jury-waiting-390x844');
  const unheard = at(0);
  await unheard.page.context().setOffline(true);
  await scan(unheard.page, nextBadge().link);
  await expect(unheard.page.getByText('听到主持人宣布开始，再点下面的按钮。')).toBeVisible({ timeout: 15_000 });
  await look(unheard.page, 'jury-unheard-1024x768');
  await organizer.call(endpoints.openRound, { params: { id: roundId } });
  await unheard.page.getByRole('button', { name: '主持人已宣布开始' }).click();
  await vote(unheard);
  await complete(unheard);
  await unheard.handOver();
  await unheard.page.context().setOffline(false);
  await expect(at(2).photos().first()).toBeVisible({ timeout: 25_000 });
  await vote(at(2));
  await complete(at(2));
  await at(2).handOver();
  for (const [i, size] of SIZES.entries()) {
    await ready(at(i).page);
    await look(at(i).page, `jury-ready-${size}`);
  }
});

test('two jurors check in, vote and hand over at one tablet without a network', async () => {
  const { page } = at(1);
  await page.context().setOffline(true);
  for (const juror of [0, 1]) {
    const { link, alias } = nextBadge();
    await scan(page, link);
    await expect(heading(page, `您好，评审员 ${alias}`)).toBeVisible();
    await expect(page.getByText('可离线投票 3/3')).toBeVisible();
    if (juror === 0) await look(page, 'jury-offline-welcome-1280x800');
    await at(1).begin();
    await vote(at(1));
    if (juror === 0) await look(page, 'jury-offline-vote-1280x800');
    await page.reload();
    await expect(page.getByText(/第 2 屏/)).toBeVisible();
    await page.waitForTimeout(SETTLED_MS);
    await page.getByRole('button', { name: '改上一屏' }).click();
    await expect(page.getByText('正在改第 1 屏')).toBeVisible();
    await page.getByRole('button', { name: `就选这 ${PICKS} 幅` }).click();
    await expect(page.getByText(/第 2 屏/)).toBeVisible();
    await page.waitForTimeout(SETTLED_MS);
    await page.getByRole('button', { name: /^跳过/ }).click();
    given++;
    await expect(page.getByText(/第 3 屏/)).toBeVisible();
    await vote(at(1));
    await complete(at(1));
    await expect(page.getByText('待上传', { exact: true })).toBeVisible();
    if (juror === 0) await look(page, 'jury-offline-receipt-1280x800');
    await at(1).handOver();
    expect((await keptOnDevice(page)).includes(`"${alias}"`)).toBe(false);
  }
  const { link } = badges[next - 1] as { link: string };
  await scan(page, link);
  await expect(page.getByText('这张评审证本轮已经在这台平板上投完了。')).toBeVisible();
  await page.context().setOffline(false);
  await expect.poll(ledger, { timeout: 30_000 }).toBe(given);
  await delivered(page);
});

test('a hotel’s page in the place of the server acknowledges nothing', async () => {
  const { page } = at(0);
  const html = '<!doctype html><title>Wi-Fi</title>登录';
  const faces = [
    { status: 200, contentType: 'text/html', body: html },
    { status: 302, headers: { location: 'http://127.0.0.1:9/login' } },
    { status: 511, contentType: 'text/html', body: html },
  ];
  let face = faces[0];
  await page.route('**/v1/**', (route) => route.fulfill(face));
  const { link, alias } = nextBadge();
  await scan(page, link);
  await expect(heading(page, `您好，评审员 ${alias}`)).toBeVisible();
  await at(0).begin();
  for (face of faces) {
    await vote(at(0));
    await expect(at(0).chip('没有网络，可以继续投')).toBeVisible();
  }
  await expect(at(0).chip('待上传 4')).toBeVisible();
  await look(page, 'jury-portal-1024x768');
  await page.unroute('**/v1/**');
  await complete(at(0));
  await expect(page.getByText('已收到')).toBeVisible({ timeout: 40_000 });
  await at(0).handOver();
  await expect.poll(ledger, { timeout: 30_000 }).toBe(given);
});

test('the power goes right behind a green tick, and nothing is lost', async () => {
  const profile = new TabletProfile();
  const size = { width: 1280, height: 800 };
  let context: BrowserContext = await profile.open(size);
  try {
    let own = new Tablet(await context.newPage(), system.origin);
    await enrol(own.page, 'T-04');
    await ready(own.page);
    await context.setOffline(true);
    await scan(own.page, nextBadge().link);
    await own.begin();
    await vote(own);
    await expect(own.chip('待上传 2')).toBeVisible();
    profile.kill();
    await context.close().catch(() => undefined);

    context = await profile.open(size);
    await context.setOffline(true);
    own = new Tablet(await context.newPage(), system.origin);
    await own.page.goto(`${system.origin}/jury/`);
    await expect(own.page.getByText(/第 2 屏/)).toBeVisible();
    await expect(own.chip('待上传 2')).toBeVisible();
    await vote(own);
    await context.setOffline(false);
    await expect.poll(ledger, { timeout: 30_000 }).toBe(given);
    await complete(own);
    await own.handOver();
  } finally {
    await context.close().catch(() => undefined);
    profile.remove();
  }
});

test('a clock that is a day off, twenty minutes without a network, and a juror who walks away', async ({ browser }) => {
  const context = await sizeOf(browser, '1024x768');
  const page = await context.newPage();
  await page.clock.install({ time: Date.now() - 25 * 3_600_000 });
  const own = new Tablet(page, system.origin);
  tablets.push(own);
  await enrol(page, 'T-05');
  await ready(page);
  await context.setOffline(true);
  await scan(page, nextBadge().link);
  await own.begin();
  await vote(own);
  await page.clock.fastForward(61_000);
  await expect(heading(page, /还在吗/)).toBeVisible();
  await look(page, 'jury-idle-1024x768');
  await page.clock.fastForward(20_000);
  await expect(checkInHeading(page)).toBeVisible();
  await page.clock.fastForward('20:00');
  const { link, alias } = nextBadge();
  await scan(page, link);
  await expect(heading(page, `您好，评审员 ${alias}`)).toBeVisible();
  await own.begin();
  await vote(own);
  await context.setOffline(false);
  await page.clock.fastForward(31_000);
  await expect.poll(ledger, { timeout: 30_000 }).toBe(given);
});

test('twenty jurors one after the other leave no trace at the tablet', async () => {
  const { page } = at(0);
  await ready(page);
  const caches = () =>
    page.evaluate(
      `caches.keys().then((names) => Promise.all(names.sort().map(async (name) => [name, ...(await (await caches.open(name)).keys()).map(({ url }) => url).sort()]))).then(JSON.stringify)`,
    );
  const before = await caches();
  const entries = await page.evaluate('history.length');
  for (let n = 0; n < 20; n++) {
    const without = n % 4 === 0;
    if (without) await page.context().setOffline(true);
    const { link, alias } = nextBadge();
    await scan(page, link);
    await expect(heading(page, `您好，评审员 ${alias}`)).toBeVisible();
    await at(0).begin();
    await vote(at(0));
    await complete(at(0));
    await at(0).handOver();
    const traces = async (): Promise<string> =>
      (await page.content()) +
      (await keptOnDevice(page)) +
      ((await page.evaluate('JSON.stringify([history.state, location.href, window.name, document.title])')) as string);
    const left = async () => new RegExp(`"${alias}"|>${alias}|${alias}<`).test(await traces());
    expect(await left()).toBe(false);
    if (n % 5 === 0) {
      await page.reload();
      await expect(checkInHeading(page)).toBeVisible();
      await page.goto('about:blank');
      await page.goBack();
      await expect(checkInHeading(page)).toBeVisible();
      expect(await left()).toBe(false);
    } else expect(await page.evaluate('history.length')).toBeGreaterThanOrEqual(Number(entries));
    if (without) await page.context().setOffline(false);
  }
  await expect.poll(ledger, { timeout: 40_000 }).toBe(given);
  await expect(at(0).chip(/待上传/)).toHaveCount(0);
  await delivered(page);
  expect(await caches()).toBe(before);
});

test('a revoked tablet says so', async ({ browser }) => {
  const { items } = await organizer.call(endpoints.listTablets, { params: { id: sittingId } });
  const own = items.find(({ name }) => name === 'T-03');
  await organizer.call(endpoints.revokeTablet, { params: { id: own?.id ?? '' }, body: {} });
  await expect(at(2).page.getByText('登记已撤销')).toBeVisible({ timeout: 20_000 });
  await look(at(2).page, 'jury-revoked-390x844');
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const desk = new ConsoleDesk(await context.newPage(), system.origin);
  await desk.signIn('organizer', `/console/sittings/${sittingId}`);
  await expect(desk.page.getByRole('row', { name: /^T-03 已撤销/ })).toBeVisible();
  await desk.button('登记平板').scrollIntoViewIfNeeded();
  await look(desk.page, 'console-tablets-1280');
  await desk.press('登记平板');
  await expect(desk.page.getByRole('dialog', { name: '登记平板' })).toBeVisible();
  await look(desk.page, 'console-enrol-1280');
  await context.close();
});

test('a new version waits until no juror is at the tablet, and what the old one kept is delivered', async () => {
  const { page } = at(1);
  const worker = path.resolve(import.meta.dirname, '../../../jury/dist/sw.js');
  const built = fs.readFileSync(worker, 'utf8');
  const state = () =>
    page
      .evaluate(`navigator.serviceWorker.getRegistration().then((r) => r.waiting ? 'waiting' : 'none')`)
      // The page is being opened anew: that is the change of versions itself.
      .catch(() => 'changing');
  try {
    await page.context().setOffline(true);
    await scan(page, nextBadge().link);
    await at(1).begin();
    await vote(at(1));
    await page.route('**/v1/**', (route) => route.abort());
    await system.stop();
    fs.writeFileSync(worker, built.replace(/[0-9a-f]{16}\|/, 'ffffffffffffffff|'));
    await system.start();
    await page.context().setOffline(false);
    await page.evaluate(`navigator.serviceWorker.getRegistration().then((r) => r.update())`);
    await expect.poll(state).toBe('waiting');
    await page.reload();
    await expect(page.getByText(/第 2 屏/)).toBeVisible();
    expect(await state()).toBe('waiting');
    await complete(at(1));
    await at(1).handOver();
    await expect.poll(state, { timeout: 40_000 }).toBe('none');
    await expect(checkInHeading(page)).toBeVisible();
    await page.unroute('**/v1/**');
    await expect.poll(ledger, { timeout: 40_000 }).toBe(given);
  } finally {
    fs.writeFileSync(worker, built);
  }
});

test('nothing was noted on any of these screens', () => {
  expectNothingNoted();
});
