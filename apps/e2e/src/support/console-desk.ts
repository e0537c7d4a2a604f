import { type Locator, type Page, expect } from '@playwright/test';
import { bytesAt } from './in-page.js';
import { look } from './look.js';
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
    await expect(this.page.getByRole('navigation').getByText(STAFF[login].name)).toBeVisible();
  }

  async go(place: '期与主题' | '审核' | '评审会' | '结果与公布' | '瞬间墙' | '审计记录'): Promise<void> {
    await this.page.getByRole('navigation', { name: '组织端' }).getByRole('link', { name: place }).click();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.button(name).first().click();
  }

  /** What the console says of an act that was refused. */
  toast(sentence: string): Locator {
    return this.page.getByRole('region', { name: '提示' }).getByText(sentence);
  }

  async fill(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) await this.page.getByLabel(label).fill(value);
  }

  /** The file behind a link that opens in another tab. */
  async bytesOf(linkName: string): Promise<Buffer> {
    const href = await this.page.getByRole('link', { name: linkName }).getAttribute('href');
    return bytesAt(this.page, new URL(href ?? '', this.origin).href);
  }

  async makeFirstEdition(key: string, theme: string): Promise<void> {
    await this.press('建第一期');
    await this.page.getByRole('textbox', { name: /^主题(?!（英文）)/ }).fill(theme);
    await this.fill({
      '期（年-月）': key,
      '主题（英文）': 'Hands at work',
      两行引言: '把镜头对准正在干活的人。\n一双手，一束光，一个瞬间。',
      '开始征集（北京时间）': '2026-01-01T00:00',
      '截稿（北京时间）': '2099-12-31T18:00',
      获奖幅数: '3',
    });
    for (const prize of [1, 2, 3]) {
      await this.press('加一个奖项');
      await this.fill({ [`第 ${prize} 个奖项几幅`]: '1' });
    }
    await this.page.getByRole('checkbox', { name: '现场加投 30 秒' }).uncheck();
    await this.page.getByRole('radio', { name: '按事先公布的种子排序' }).check();
    await look(this.page, 'console-edition-form');
    await this.press('建这一期');
  }

  async makeSitting(name: string, venue: string, heldOn: string): Promise<void> {
    await this.press('建一场');
    await this.fill({ 名称: name, '地点（园区）': venue, 日期: heldOn });
    await this.press('建评审会');
  }

  async revoke(alias: string): Promise<void> {
    await this.page
      .getByRole('row', { name: new RegExp(alias) })
      .getByRole('button', { name: '作废' })
      .click();
    await this.page.getByRole('dialog').getByRole('button', { name: '作废' }).click();
  }

  /** From the list of sittings to a round's page. */
  async openRoundOf(sitting: string, round: string): Promise<void> {
    await this.page.getByRole('link', { name: new RegExp(sitting) }).click();
    await this.page.getByRole('link', { name: round }).click();
  }
}
