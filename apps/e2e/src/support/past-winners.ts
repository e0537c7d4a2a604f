import { type Browser, expect } from '@playwright/test';
import { COPIES } from '@zuimei/imaging/specimens';
import { endpoints } from '@zuimei/contracts';
import { ApiPerson } from './api-person.js';
import { AuthorPhone } from './author-phone.js';
import { ConsoleDesk } from './console-desk.js';
import { desktop, look, phone } from './look.js';
import { openEdition, staffAt } from './stage.js';
import { type System } from './system.js';

const NEXT_EDITION = '2026-12';
const LONG_TITLE = '老师傅和他带过的徒弟一起站在凌晨四点的炼钢炉前等着出钢水';
const COPIER = '13700000077';

interface Winner {
  /** 「2026年11月期获奖作品 0001」 */
  name: string;
  photo: Buffer;
}

interface Three {
  passed: Winner;
  told: Winner;
  same: Winner;
}

/**
 * After a publication: copies of three winners come to the next edition. One is passed and stays out of judging, one is
 * told apart and judged, one is the same file.
 */
export async function copiesOfWinners(browser: Browser, system: System, winners: readonly Winner[]): Promise<void> {
  const [passed, told, same] = winners;
  if (!passed || !told || !same) throw new Error('three winners are needed');
  await openEdition(await staffAt(system, 'organizer'), NEXT_EDITION, '一年的最后一天');
  const copier = await new ApiPerson(system.origin).signInAsAuthor(COPIER, '作者七', '第七分公司');
  const recompressed = async ({ photo }: Winner) => (await COPIES['JPEG 60']?.(photo, () => 0)) ?? photo;
  await copier.handIn(same.photo, NEXT_EDITION, '原样再交');
  await copier.handIn(await recompressed(told), NEXT_EDITION, '其实不是');
  await copier.handIn(await recompressed(passed), NEXT_EDITION, LONG_TITLE);
  const moderator = await staffAt(system, 'moderator');
  const waiting = async () =>
    (await moderator.call(endpoints.getEditionOverview, { params: { key: NEXT_EDITION } })).submissions.processed;
  await expect.poll(waiting, { timeout: 30_000 }).toBe(3);
  await moderate(browser, system, { passed, told, same });
  await readWhy(browser, system, copier, passed);
}

async function moderate(browser: Browser, system: System, { passed, told, same }: Three): Promise<void> {
  const desk = new ConsoleDesk(await (await desktop(browser)).newPage(), system.origin);
  const { page } = desk;
  await page.setViewportSize({ width: 1280, height: 800 });
  await desk.signIn('moderator');
  const onStage = (title: RegExp) =>
    expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toHaveText(title);
  // What is read out stands outside of it once more.
  const main = page.getByRole('main');
  const likenesses = page.getByRole('region', { name: '相近的照片' });
  const compared = page.getByRole('dialog');

  await onStage(/原样再交/);
  await expect(main.getByText(`通过后不进入评审：与${same.name} 是同一个文件。`)).toBeVisible();
  await page.keyboard.press('c');
  await expect(compared.getByRole('heading', { name: '同一个文件' })).toBeVisible();
  await page.keyboard.press('x');
  await expect(compared.getByText('这两幅是同一个文件，不能认定为两张照片。')).toBeVisible();
  await look(page, 'console-moderation-same-file');
  await page.keyboard.press('Escape');
  await expect(compared).toHaveCount(0);
  await page.keyboard.press('r');
  await page.keyboard.press('4');
  await expect(main.getByText(/^今天已审 \d+ .*未通过 1$/)).toBeVisible();

  await onStage(/其实不是/);
  await expect(main.getByText(`通过后不进入评审：与${told.name} 几乎一样。`)).toBeVisible();
  await likenesses.getByRole('button').first().click();
  await compared.getByRole('button', { name: '不是同一张' }).click();
  await expect(compared).toHaveCount(0);
  await expect(likenesses).toHaveCount(0);
  await expect(main.getByText(/^通过后不进入评审/)).toHaveCount(0);
  await page.keyboard.press('a');

  await onStage(/老师傅/);
  await expect(main.getByText(/没有进入评审/)).toHaveCount(0);
  await expect(likenesses.getByText('往期获奖')).toBeVisible();
  await expect(likenesses.getByText(/^几乎一样 9\d%$/)).toBeVisible();
  await expect(main.getByText(`通过后不进入评审：与${passed.name} 几乎一样。`)).toBeVisible();
  await look(page, 'console-moderation-copy');
  await page.keyboard.press('c');
  await look(page, 'console-moderation-compare');
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await expect(
    main.getByText(new RegExp(`已通过，编号 \\d{4}，没有进入评审：与${passed.name} 几乎一样。`)),
  ).toBeVisible();
  await look(page, 'console-moderation-blocked');
  await page.context().close();

  const organizer = new ConsoleDesk(await (await desktop(browser)).newPage(), system.origin);
  await organizer.signIn('organizer');
  await organizer.go('期与主题');
  await expect(organizer.page.getByRole('main').getByText('1 幅因与往期获奖作品几乎一样，未进入评审。')).toBeVisible();
  await look(organizer.page, 'console-edition-blocked');
  await organizer.page.context().close();
}

async function readWhy(browser: Browser, system: System, copier: ApiPerson, winner: Winner): Promise<void> {
  const author = new AuthorPhone(await (await phone(browser)).newPage(), system.origin);
  await author.page.context().addCookies(copier.cookiesOf());
  await author.open('/mine');
  await expect(author.works()).toHaveCount(3);
  await expect(author.works().filter({ hasText: `和${winner.name} 几乎一样` })).toHaveCount(1);
  await look(author.page, 'portal-mine-blocked');
  await author.page.context().close();
}
