import { type Locator, type Page, expect } from '@playwright/test';

/** 评审端 on a tablet of the hall. */
export class Tablet {
  constructor(
    readonly page: Page,
    private readonly origin: string,
  ) {}

  /** Opens the app and names the tablet; done when it could do without a network. */
  async enroll(name: string): Promise<void> {
    const { page } = this;
    await page.goto(`${this.origin}/jury`);
    await expect(page.getByText('已装好')).toBeVisible();
    await page.getByRole('button', { name: /^平板/ }).click();
    await page.getByLabel('与机身上的贴纸一致').fill(name);
    await page.getByRole('button', { name: '存下' }).click();
    await expect(page.getByRole('button', { name: `平板 ${name}` })).toBeVisible();
  }

  /** Types the eight characters on the pad of the screen. */
  async type(code: string): Promise<void> {
    for (const key of code.replace(/\W/g, '')) {
      await this.page.getByRole('button', { name: key, exact: true }).click();
    }
  }

  async checkIn(code: string, alias: string): Promise<void> {
    await this.type(code);
    await expect(this.page.getByRole('heading', { name: `您好，评审员 ${alias}` })).toBeVisible();
  }

  async begin(): Promise<void> {
    await this.page.getByRole('button', { name: '开始投票' }).click();
    await expect(this.photos()).not.toHaveCount(0);
  }

  photos(): Locator {
    return this.page.getByRole('checkbox', { name: /^作品 \d{4}/ });
  }

  /** Picks the photos that are liked best, as many as asked, and confirms. */
  async vote(picks: number, prefer: (number: number) => number = (number) => number): Promise<void> {
    const { page } = this;
    const wanted = page.getByRole('button', { name: `就选这 ${picks} 幅` });
    await expect(this.photos().first()).toBeVisible();
    const names = await this.photos().evaluateAll((cells) =>
      cells.map((cell) => cell.getAttribute('data-entry') ?? ''),
    );
    const numbers = await this.photos().allInnerTexts();
    const order = names
      .map((id, place) => ({ id, number: Number(/\d{4}/.exec(numbers[place] ?? '')?.[0]) }))
      .sort((a, b) => prefer(a.number) - prefer(b.number));
    for (const { id } of order.slice(0, picks)) {
      const cell = page.locator(`[data-entry="${id}"]`);
      // A photo that is not fully shown cannot be voted on.
      await expect(cell).not.toHaveAttribute('aria-disabled');
      await cell.click();
      await expect(cell).toHaveAttribute('aria-checked', 'true');
    }
    await wanted.click();
    await expect(
      page.locator(`[data-entry="${names.join('"], [data-entry="')}"]`).and(page.locator('[aria-checked=true]')),
    ).toHaveCount(0);
  }

  /** Votes until nothing is left; gives how many screens that were. */
  async voteAll(picks: number, prefer?: (number: number) => number): Promise<number> {
    const over = this.page.getByRole('heading', { name: '都看完了' });
    for (let screens = 0; ; screens++) {
      await expect(over.or(this.photos().first())).toBeVisible();
      if (await over.isVisible()) return screens;
      await this.vote(picks, prefer);
    }
  }

  chip(text: string | RegExp): Locator {
    return this.page.locator('.zm-sync').filter({ hasText: text });
  }

  async complete(): Promise<void> {
    await this.page.getByRole('button', { name: '完成，拿投票凭证' }).click();
    await expect(this.page.getByRole('heading', { name: '投完了，谢谢您。' })).toBeVisible();
  }

  receipt(): Promise<string> {
    return this.page.locator('.receipt__code').innerText();
  }

  async handOver(): Promise<void> {
    await this.page.getByRole('button', { name: '我记好了，交还平板' }).click();
    await expect(this.page.getByRole('heading', { name: '评审员，请签到' })).toBeVisible();
  }

  /** From the badge to the hand-over with a network that holds; gives the receipt. */
  async wholeBallot(code: string, alias: string, picks: number, prefer: (number: number) => number): Promise<string> {
    await this.checkIn(code, alias);
    await this.begin();
    await this.voteAll(picks, prefer);
    await this.complete();
    const receipt = await this.receipt();
    await this.handOver();
    return receipt;
  }
}
