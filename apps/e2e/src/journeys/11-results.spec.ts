import { type Browser, type Page, expect, test } from '@playwright/test';
import { endpoints } from '@zuimei/contracts';
import { ApiPerson } from '../support/api-person.js';
import { voteByApi } from '../support/api-juror.js';
import { readBadges } from '../support/badges.js';
import { ConsoleDesk } from '../support/console-desk.js';
import { desktop, expectNothingNoted, look, phone, wall } from '../support/look.js';
import { PictureFolder } from '../support/pictures.js';
import { type StaffLogin, fillEdition, openEdition, staffAt, startStage } from '../support/stage.js';
import { type System } from '../support/system.js';

test.describe.configure({ mode: 'serial' });

const EDITION = '2026-11';
const ENTRIES = 24;
const EACH = 4;
const JURORS = 24;
const PICKS = 2;
const DESK = '1280x800';

const LONG_TITLE = '老师傅和他带过的徒弟站在凌晨四点的炼钢炉前等着出钢水的那一刻';
const LONG_NAME = '阿布都热合曼·买买提艾力·吐尔逊江·依明';
const LONG_COMPANY = '中国建筑集团有限公司深圳湾超级总部基地项目经理部钢结构安装第三作业队夜班';

let system: System;
let pictures: PictureFolder;
let organizer: ApiPerson;
let roundId: string;
let codes: string[];
const receipts: string[] = [];

const deskOf = async (browser: Browser, login: StaffLogin, at: string) => {
  const made = new ConsoleDesk(await (await desktop(browser, DESK)).newPage(), system.origin);
  await made.signIn(login, at);
  return made;
};
const resultPath = () => `/console/results/${roundId}`;
/** A visitor with a phone, and one at a desk. */
const visitors = async (browser: Browser): Promise<{ page: Page; size: string }[]> => [
  { page: await (await phone(browser)).newPage(), size: '390' },
  { page: await (await desktop(browser, DESK)).newPage(), size: '1280' },
];
const closeAll = (pages: readonly { page: Page }[]) => Promise.all(pages.map(({ page }) => page.context().close()));

/** The works of the first author are liked best; of the others each juror has an opinion of their own. */
const taste = (juror: number) => (number: number) =>
  number <= EACH ? number - ENTRIES : number + ((number * 7 + juror * 11 + number * juror) % 13);
const HABITS: Record<number, Parameters<typeof voteByApi>[4]> = {
  // In a hurry, always at the same two places, and against everybody.
  1: { prefer: taste(1), shownMs: 900 },
  2: { prefer: (_, place) => place, shownMs: 11_000 },
  3: { prefer: (number) => -number, shownMs: 14_000 },
};

async function vote(from: number, to: number): Promise<void> {
  for (let juror = from; juror <= to; juror++) {
    const habits = HABITS[juror] ?? { prefer: taste(juror), shownMs: 9_000 + 300 * juror };
    receipts.push(await voteByApi(system.origin, codes[juror - 1] ?? '', `T-${juror}`, PICKS, habits));
  }
}

test.beforeAll(async () => {
  pictures = new PictureFolder();
  system = await startStage(['organizer', 'second', 'moderator', 'host', 'observer']);
  organizer = await staffAt(system, 'organizer');
  await openEdition(organizer, EDITION, '掌心的温度', EACH, {
    winners: 4,
    caps: { perAuthor: 2, perCompany: null },
    tieLadder: ['primary', 'head-to-head', 'distinct-jurors', 'shared'],
  });
  const authors = await Promise.all(
    Array.from({ length: ENTRIES / EACH }, (_, i) =>
      new ApiPerson(system.origin).signInAsAuthor(
        `1370000000${i + 1}`,
        i === 0 ? LONG_NAME : `作者${i + 1}`,
        i === 0 ? LONG_COMPANY : `第${i + 1}分公司`,
      ),
    ),
  );
  const photos = await Promise.all(Array.from({ length: ENTRIES }, (_, i) => pictures.plain(i + 1)));
  await fillEdition(
    system,
    EDITION,
    photos.map((photo, i) => ({
      author: authors[Math.floor(i / EACH)] as ApiPerson,
      title: i === 0 ? LONG_TITLE : `瞬间${i + 1}`,
      photo,
    })),
  );
  const { id } = await organizer.call(endpoints.createSitting, {
    body: { editionKey: EDITION, name: '十一月现场评审会', venue: '东湖园区职工之家', heldOn: '2026-11-28' },
  });
  await organizer.call(endpoints.issuePasses, { params: { id }, body: { count: JURORS } });
  const round = await organizer.call(endpoints.createRound, {
    params: { id },
    body: {
      name: '终评',
      method: { kind: 'grid', size: 4, picks: PICKS },
      entryIds: null,
      plannedMinutes: 10,
      targetExposure: JURORS,
    },
  });
  roundId = round.id;
  await organizer.call(endpoints.prepareRound, { params: { id: roundId } });
  await organizer.call(endpoints.openRound, { params: { id: roundId } });
  codes = readBadges(await organizer.document(`/v1/sittings/${id}/badges.pdf`)).map(({ code }) => code);
  await vote(1, JURORS - 1);
});
test.afterAll(async () => {
  await system?.remove();
  pictures?.remove();
});

test('the observer sees the running head, the same as the hall does, and it moves with every answer', async ({
  browser,
}) => {
  const { page } = await deskOf(browser, 'observer', `/console/rounds/${roundId}`);
  const screen = await (await wall(browser)).newPage();
  await screen.goto(`${system.origin}/screen?round=${roundId}`);
  const head = page.locator('.rnd__controls .rnd__head');
  const inTheHall = async () =>
    (await screen.locator('.screen__ledger b').first().innerText()).replace(/\s/g, '').toLowerCase();
  await expect(head).toHaveText(/^[0-9a-f]{64}$/);
  const before = await head.innerText();
  await expect.poll(inTheHall).toBe(before.slice(0, 16));
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await vote(JURORS, JURORS);
  await expect(head).not.toHaveText(before);
  await expect.poll(inTheHall).toBe((await head.innerText()).slice(0, 16));
  await look(page, 'console-observer-round-1280');
  await screen.context().close();
  await page.context().close();
});

test('nothing is told before the publication', async ({ browser }) => {
  await organizer.call(endpoints.collectRound, { params: { id: roundId } });
  await organizer.call(endpoints.closeRound, { params: { id: roundId }, body: {} });
  await organizer.call(endpoints.tallyRound, { params: { id: roundId } });
  const pages = await visitors(browser);
  for (const { page, size } of pages) {
    await page.goto(`${system.origin}/receipts/${roundId}`);
    await expect(page.getByText('结果还没有公布')).toBeVisible();
    await look(page, `portal-receipt-early-${size}`);
    await page.goto(`${system.origin}/winners/${EDITION}`);
    await expect(page.getByText('结果还没有公布')).toBeVisible();
    await look(page, `portal-winners-early-${size}`);
  }
  await closeAll(pages);
});

test('a result tells how it was counted, how sure it is, and what another method would say', async ({ browser }) => {
  const { page } = await deskOf(browser, 'observer', resultPath());
  const story = page.getByRole('complementary', { name: '结果说明' });
  await expect(page.getByText(`${JURORS} 名评审员 · 每幅 24 次展示`)).toBeVisible();
  await expect(story.getByText(/24 名评审员交了 144 屏作答。每幅.*按它排名。.*取前 4 幅获奖。/)).toBeVisible();
  await expect(page.getByRole('img', { name: /^[\d.]+%，区间 [\d.]+%–[\d.]+%$/ })).toHaveCount(ENTRIES);
  await expect(page.getByText(/^按规则第 [23] 步定序$|^并列$/)).not.toHaveCount(0);
  await expect(page.getByText(/名统计上并列/)).not.toHaveCount(0);
  await expect(story.getByText(/同一作者已有 2 幅获奖（上限 2 幅）/)).not.toHaveCount(0);
  await expect(story.getByText(/^布拉德利–特里法.*前三名/)).toBeVisible();
  await expect(story.getByText(/24 张选票里有 3 张值得留意，全部照常计票/)).toBeVisible();
  await expect(story.getByText(/^不算它们，按选中率的前三名/)).toBeVisible();
  for (const flag of ['快四倍以上', '同一位置', '众人不选的'])
    await expect(story.locator('dt', { hasText: flag })).toBeVisible();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  await look(page, 'console-result-1280');
  await story.getByRole('heading', { name: '换一种数法' }).scrollIntoViewIfNeeded();
  await story.evaluate('(box) => box.scrollTo(0, box.scrollHeight)');
  await look(page, 'console-result-story-1280');
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, 'console-result-390');
  await story.getByRole('heading', { name: '换一种数法' }).scrollIntoViewIfNeeded();
  await look(page, 'console-result-story-390');
  await page.context().close();
});

test('a second person sends a count back with a reason, and confirms and publishes the next', async ({ browser }) => {
  const desk = await deskOf(browser, 'second', resultPath());
  const { page } = desk;
  await desk.press('退回…');
  const dialog = page.getByRole('dialog', { name: '退回这次计票' });
  await look(page, 'console-refuse-1280');
  await dialog.getByLabel('理由').fill('大屏上的链头没有抄下来，先核对再计票');
  await dialog.getByRole('button', { name: '退回' }).click();
  await expect(page.getByText('● 已结束')).toBeVisible();
  await organizer.call(endpoints.tallyRound, { params: { id: roundId } });
  await page.goto(system.origin + resultPath());
  await expect(page.getByText('计票第 2 版')).toBeVisible();
  await desk.press('确认结果');
  await desk.press(/^公布$/);
  await expect(page.getByRole('link', { name: '看获奖页' })).toBeVisible();
  await look(page, 'console-published-1280');
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, 'console-published-390');
  await page.context().close();
});

test('a juror types the receipt: listed, not listed, mistyped; and on a slow line', async ({ browser }) => {
  const pages = await visitors(browser);
  for (const { page, size } of pages) {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    await page.route('**/receipts', async (route) => {
      if (route.request().resourceType() === 'document') return route.continue();
      await held;
      await route.abort();
    });
    await page.goto(`${system.origin}/receipts/${roundId}`);
    await expect(page.getByText('还在打开，网络有点慢。')).toBeVisible();
    await look(page, `portal-receipt-slow-${size}`);
    letGo();
    await expect(page.getByRole('button', { name: /重试|再试/ })).toBeVisible();
    await look(page, `portal-receipt-failed-${size}`);
    await page.unroute('**/receipts');
    await page.getByRole('button', { name: /重试|再试/ }).click();

    const field = page.getByLabel('投票凭证');
    await field.fill((receipts[4] ?? '').toLowerCase().replaceAll('-', ' '));
    await expect(page.getByRole('status')).toContainText('在册');
    await expect(page.getByRole('status')).not.toContainText('不在册');
    await look(page, `portal-receipt-listed-${size}`);
    await field.fill('0000-0000-00');
    await expect(page.getByRole('status')).toContainText('不在册');
    await look(page, `portal-receipt-not-listed-${size}`);
    await field.fill('7K3M-9Q2D-XU');
    await expect(page.getByText('凭证是十个数字和字母，没有字母 U；请再核对一遍。')).toBeVisible();
    await expect(page.getByRole('status')).toBeEmpty();
    await look(page, `portal-receipt-mistyped-${size}`);
    expect(new URL(page.url()).pathname).toBe(`/receipts/${roundId}`);
  }
  await closeAll(pages);
});

test('a correction is proposed, confirmed by a second person, and leaves both versions to be read', async ({
  browser,
}) => {
  const before = await organizer.call(endpoints.getResult, { params: { id: roundId } });
  const [first] = before.items.filter(({ award }) => award);
  const gone = String(first?.number).padStart(4, '0');
  const reason = `作品 ${gone} 经查不是本人拍摄，取消资格；按规则由后面的作品递补`;
  await organizer.call(endpoints.disqualifyEntry, {
    params: { id: first?.entryId ?? '' },
    body: { reason: '非本人拍摄' },
  });

  const desk = await deskOf(browser, 'organizer', resultPath());
  await desk.press('更正…');
  const dialog = desk.page.getByRole('dialog', { name: '更正已公布的结果' });
  await dialog.getByLabel('更正的理由（会公布）').fill(reason);
  await look(desk.page, 'console-correct-1280');
  await dialog.getByRole('button', { name: '重新计票' }).click();
  await expect(desk.page.getByText('待确认的更正（计票第 3 版）')).toBeVisible();
  await desk.press('确认更正并公布');
  await expect(desk.toast('计票和确认必须是两个人，请另一位组织者来确认。')).toBeVisible();
  await look(desk.page, 'console-correction-own-1280');
  // Until somebody else has confirmed, the public reads what was published.
  const published = await organizer.call(endpoints.listWinners, { params: { key: EDITION } });
  expect([published.version, published.earlier]).toEqual([1, []]);
  await desk.page.context().close();

  const second = await deskOf(browser, 'second', resultPath());
  await expect(second.page.getByText(reason)).toBeVisible();
  await look(second.page, 'console-correction-1280');
  await second.page.setViewportSize({ width: 390, height: 844 });
  await look(second.page, 'console-correction-390');
  await second.press('确认更正并公布');
  await expect(second.page.getByText('已更正', { exact: true })).toBeVisible();
  await second.page.setViewportSize({ width: 1280, height: 800 });
  await look(second.page, 'console-corrected-1280');
  await second.page.context().close();

  const pages = await visitors(browser);
  for (const { page, size } of pages) {
    await page.goto(`${system.origin}/winners/${EDITION}`);
    await expect(page.getByText(reason)).toBeVisible();
    await look(page, `portal-corrected-${size}`);
    const list = page.locator('.winners');
    await expect(list.getByRole('listitem')).toHaveCount(4);
    await expect(list.getByText(gone, { exact: true })).toHaveCount(0);
    await page.getByText(/^第 1 版，/).click();
    await expect(page.getByText('（作品已退出）')).toBeVisible();
    await page.getByRole('heading', { name: '更正之前' }).scrollIntoViewIfNeeded();
    await look(page, `portal-earlier-${size}`);
    const href = await page.getByRole('link', { name: '下载这一版的结果包' }).getAttribute('href');
    const earlier = await page.request.get(system.origin + (href ?? ''));
    const newest = await page.request.get(`${system.origin}/v1/rounds/${roundId}/bundle.json`);
    expect([earlier.status(), newest.status()]).toEqual([200, 200]);
    expect(await earlier.text()).not.toBe(await newest.text());
  }
  await closeAll(pages);
});

test('nothing was noted on any screen', () => expectNothingNoted());
