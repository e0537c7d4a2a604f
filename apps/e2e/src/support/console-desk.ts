import { type Download, type Locator, type Page, expect } from '@playwright/test';
import { PASSWORD, STAFF, type StaffLogin } from './stage.js';

/** 组织端 on a staff member's desk. */
export class ConsoleDesk {
  constructor(
    readonly page: Page,
    private readonly origin: string,
  ) {}

  async signIn(login: StaffLogin, path = '/console'): Promise<void> {
    await this.page.goto(this.origin + path);
    await this.page.getByLabel('账号').fill(login);
    await this.page.getByLabel('密码').fill(PASSWORD);
    await this.page.getByRole('button', { name: '登录' }).click();
    await expect(this.page.getByText(STAFF[login].name)).toBeVisible();
  }

  async go(place: '期与主题' | '审核' | '评审会' | '结果与公布' | '审计记录'): Promise<void> {
    await this.page.getByRole('navigation', { name: '组织端' }).getByRole('link', { name: place }).click();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Presses, and gives the password once more where it is asked for. */
  async press(name: string | RegExp): Promise<void> {
    await this.button(name).first().click();
  }

  async fill(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) await this.page.getByLabel(label).fill(value);
  }

  /** The file behind a link that opens in another tab. */
  async bytesOf(linkName: string): Promise<Buffer> {
    const href = await this.page.getByRole('link', { name: linkName }).getAttribute('href');
    const reply = await this.page.request.get(new URL(href ?? '', this.origin).href);
    expect(reply.status()).toBe(200);
    return reply.body();
  }

  async download(linkName: string): Promise<Download> {
    const [file] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('link', { name: linkName }).click(),
    ]);
    return file;
  }
}
