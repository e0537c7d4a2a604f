import { type Browser, type Page, expect, test } from '@playwright/test';
import { endpoints, type RoundMethodView } from '@zuimei/contracts';
import { ApiPerson } from '../support/api-person.js';
import { readBadges } from '../support/badges.js';
import { expectNothingNoted, look, phone, tablet } from '../support/look.js';
import { PictureFolder } from '../support/pictures.js';
import { fillEdition, openEdition, staffAt, startStage } from '../support/stage.js';
import { type System } from '../support/system.js';
import { Tablet } from '../support/tablet.js';

test.describe.configure({ mode: 'serial' });

const EDITION = '2026-11';
const ENTRIES = 10;
const SIZES = ['1024x768', '1280x800', '390x844'];

let system: System;
let pictures: PictureFolder;

test.beforeAll(async () => {
  pictures = new PictureFolder();
  system = await startStage(['organizer', 'moderator'], { hall: true });
  const organizer = await staffAt(system, 'organizer');
  await openEdition(organizer, EDITION, '掌心的温度', ENTRIES);
  const author = await new ApiPerson(system.origin).signInAsAuthor('13700000001', '作者一', '第一分公司');
  const photos = await Promise.all(Array.from({ length: ENTRIES }, (_, i) => pictures.plain(i + 1)));
  await fillEdition(
    system,
    EDITION,
    photos.map((photo, i) => ({ author, title: `瞬间${i + 1}`, photo })),
  );
});
test.afterAll(async () => {
  await system?.remove();
  pictures?.remove();
});

/** Opens a round of this method at a sitting of its own, and gives the codes of three badges. */
async function openRound(method: RoundMethodView): Promise<string[]> {
  const organizer = await staffAt(system, 'organizer');
  const { id } = await organizer.call(endpoints.createSitting, {
    body: { editionKey: EDITION, name: `${method.kind} 评审会`, venue: '东湖园区职工之家', heldOn: '2026-11-28' },
  });
  await organizer.call(endpoints.issuePasses, { params: { id }, body: { count: SIZES.length } });
  const round = await organizer.call(endpoints.createRound, {
    params: { id },
    body: { name: '终评', method, entryIds: null, plannedMinutes: 10, targetExposure: 6 },
  });
  await organizer.call(endpoints.prepareRound, { params: { id: round.id } });
  await organizer.call(endpoints.openRound, { params: { id: round.id } });
  return readBadges(await organizer.document(`/v1/sittings/${id}/badges.pdf`)).map(({ code }) => code);
}

/** A tablet of each size, or a phone, with its juror before the first screen. */
async function seated(
  browser: Browser,
  method: RoundMethodView,
  before: (page: Page) => Promise<void> = async () => undefined,
): Promise<{ page: Page; size: string }[]> {
  const codes = await openRound(method);
  const pages: { page: Page; size: string }[] = [];
  for (const [i, size] of SIZES.entries()) {
    const context = size === '390x844' ? await phone(browser) : await tablet(browser, size);
    const page = await context.newPage();
    await page.goto(`${system.origin}/jury`);
    const own = new Tablet(page, system.origin);
    await own.checkIn(codes[i] ?? '', `A00${i + 1}`);
    await expect(page.getByText('可离线投票')).toBeVisible();
    await before(page);
    await page.getByRole('button', { name: '开始投票' }).click();
    pages.push({ page, size });
  }
  return pages;
}
const at = (page: Page, n: number) => expect(page.getByText(`第 ${n} 屏`)).toBeVisible();
/** The photo shown alone can be decided on, and the tap before is long enough ago to be no part of a double tap. */
const whole = async (page: Page) => {
  await expect(page.locator('.choice[aria-disabled]')).toHaveCount(0);
  await page.waitForTimeout(450);
};
const close = async (pages: { page: Page }[]) => {
  for (const { page } of pages) await page.context().close();
};

test('two photos: one is chosen, and both are looked at closely at the same place', async ({ browser }) => {
  const pages = await seated(browser, { kind: 'pair' });
  for (const { page, size } of pages) {
    await at(page, 1);
    await look(page, `jury-pair-${size}`);
    const [first] = await page.getByRole('checkbox', { name: /^作品/ }).all();
    await first?.focus();
    await page.keyboard.press('z');
    const zoom = page.getByRole('dialog', { name: /并排比较/ });
    await expect(zoom).toBeVisible();
    await page.keyboard.press('+');
    const transforms = await zoom.locator('img').evaluateAll((all) => all.map((img) => img.getAttribute('style')));
    expect(transforms).toHaveLength(2);
    expect(transforms[0]).toBe(transforms[1]);
    expect(transforms[0]).toMatch(/scale\(1\.5\)/);
    await look(page, `jury-pair-zoom-${size}`);
    await page.keyboard.press('Escape');
    await expect(page.locator('[aria-checked=true]')).toHaveCount(0);
    await first?.focus();
    await page.keyboard.press(' ');
    await page.keyboard.press('Enter');
    await at(page, 2);
  }
  await close(pages);
});

test('one photo: in or out by one tap or one key, and back', async ({ browser }) => {
  const pages = await seated(browser, { kind: 'yes-no' });
  for (const { page, size } of pages) {
    await at(page, 1);
    await whole(page);
    await look(page, `jury-yes-no-${size}`);
    await page.getByRole('button', { name: '入围', exact: true }).click();
    await at(page, 2);
    await whole(page);
    await page.keyboard.press('n');
    await at(page, 3);
    await whole(page);
    await page.getByRole('button', { name: '改上一屏' }).click();
    await expect(page.getByRole('button', { name: '不入围' })).toHaveAttribute('aria-pressed', 'true');
    await expect(page.getByText('正在改第 2 屏')).toBeVisible();
  }
  await close(pages);
});

test('one photo: a grade from one to five by one tap or one key', async ({ browser }) => {
  const pages = await seated(browser, { kind: 'score' });
  for (const { page, size } of pages) {
    await at(page, 1);
    await whole(page);
    await look(page, `jury-score-${size}`);
    await page.getByRole('button', { name: /^4 分/ }).click();
    await at(page, 2);
    await whole(page);
    await page.keyboard.press('2');
    await at(page, 3);
    for (const box of await page.locator('.choice').evaluateAll((all) => all.map((one) => one.getBoundingClientRect())))
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(64);
  }
  await close(pages);
});

test('an order: by taps, by dragging, and by the buttons that do the same', async ({ browser }) => {
  const pages = await seated(browser, { kind: 'rank', max: 10 });
  for (const { page, size } of pages) {
    const cells = page.getByRole('checkbox', { name: /^作品/ });
    await expect(cells).toHaveCount(ENTRIES);
    for (let i = 0; i < 4; i++) {
      await expect(cells.nth(i)).not.toHaveAttribute('aria-disabled');
      await cells.nth(i).click();
    }
    const list = page.getByRole('list', { name: '排名，最美的在前' });
    const order = () => list.locator('.ranks__name').allInnerTexts();
    await expect(list.getByRole('listitem')).toHaveCount(4);
    const [a = '', b = '', c = '', d = ''] = await order();
    await look(page, `jury-rank-${size}`);
    await list.getByRole('button', { name: `作品 ${d} 前移一名` }).click();
    expect(await order()).toEqual([a, b, d, c]);
    await list.getByRole('button', { name: `作品 ${b} 不排了` }).click();
    expect(await order()).toEqual([a, d, c]);
    const handles = list.locator('.ranks__handle');
    await handles.nth(2).scrollIntoViewIfNeeded();
    const [from, to] = [await handles.nth(2).boundingBox(), await handles.nth(1).boundingBox()];
    if (!from || !to) throw new Error('no handles');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 5 });
    await page.mouse.up();
    expect(await order()).toEqual([a, c, d]);
    await page.getByRole('button', { name: '就这样排，共 3 名' }).click();
    await expect(page.getByRole('heading', { name: '都看完了' })).toBeVisible();
  }
  await close(pages);
});

/** Two photos on the tablet are damaged. */
const spoil = (page: Page): Promise<void> =>
  page.evaluate(
    `caches.open('zuimei-jury-photos').then(async (shelf) => {
      const cut = () => new Response('cut short', { headers: { 'content-type': 'image/webp' } });
      for (const photo of (await shelf.keys()).slice(0, 2)) await shelf.put(photo, cut());
    })`,
  );

test('a photo that does not come, and an entry that has left', async ({ browser }) => {
  const pages = await seated(browser, { kind: 'grid', size: 9, picks: 3 }, spoil);
  const confirm = (page: Page) => page.getByRole('button', { name: '就选这 3 幅' });
  for (const { page, size } of pages) {
    const failed = page.getByRole('checkbox', { name: /没加载出来/ });
    await expect(failed.first()).toBeVisible();
    const whole = page.getByRole('checkbox', { name: /^作品 \d{4}$/ });
    await expect(whole).toHaveCount(9 - (await failed.count()));
    for (let i = 0; i < 3; i++) await whole.nth(i).click();
    await expect(page.getByText('已选 3，可以确认')).toHaveCount(1);
    await expect(confirm(page)).toHaveAttribute('aria-disabled', 'true');
    await expect(page.getByRole('button', { name: '换一屏' })).toBeVisible();
    await look(page, `jury-photo-failed-${size}`);
    for (let left = await failed.count(); left > 0; left--) {
      await failed.first().click();
      await expect(failed).toHaveCount(left - 1);
    }
    await expect(confirm(page)).not.toHaveAttribute('aria-disabled');
  }
  // One of those that stand on every tablet.
  const shown = await Promise.all(
    pages.map(({ page }) =>
      page.locator('[data-entry]').evaluateAll((all) => all.map((one) => one.getAttribute('data-entry') ?? '')),
    ),
  );
  const leaving = shown[0]?.find((id) => shown.every((ids) => ids.includes(id))) ?? '';
  const organizer = await staffAt(system, 'organizer');
  await organizer.call(endpoints.disqualifyEntry, { params: { id: leaving }, body: { reason: '非本人拍摄' } });
  for (const { page, size } of pages) {
    const tile = page.getByRole('checkbox', { name: /已撤下/ });
    await expect(tile).toBeVisible({ timeout: 20_000 });
    await look(page, `jury-entry-gone-${size}`);
    const rest = page.getByRole('checkbox', { name: /^作品 \d{4}$/ });
    await expect(rest).toHaveCount(8);
    for (let i = 0; (await page.locator('[aria-checked=true]').count()) < 3; i++) {
      if ((await rest.nth(i).getAttribute('aria-checked')) === 'false') await rest.nth(i).click();
    }
    await confirm(page).click();
    await expect(tile).toHaveCount(0);
  }
  await close(pages);
});

test('nothing was noted on any screen', () => expectNothingNoted());
