import { type CDPSession, type Locator, type Page, expect } from '@playwright/test';

interface Words {
  title: string;
  story: string;
  place: string;
}

/** 职工端 in an author's hand. */
export class AuthorPhone {
  private line: CDPSession | undefined;

  constructor(
    readonly page: Page,
    private readonly origin: string,
  ) {}

  async open(path = '/'): Promise<void> {
    await this.page.goto(this.origin + path);
  }

  /** Goes by the tab bar. */
  async tab(name: '首页' | '作品' | '拍照投稿' | '瞬间墙' | '我的'): Promise<void> {
    await this.page.getByRole('navigation', { name: '主要页面' }).getByRole('link', { name }).click();
  }

  async back(): Promise<void> {
    await this.page.getByRole('button', { name: '返回' }).click();
  }

  /** Phone number and the code that the demo shows on the page. */
  async signIn(number: string): Promise<void> {
    const { page } = this;
    await page.getByLabel('手机号').fill(number);
    const shown = page.getByText(/验证码是 \d{6}/);
    // A number that has just got a code has to wait before it gets another one.
    await expect(async () => {
      await page.getByRole('button', { name: '获取验证码' }).click({ timeout: 1000 });
      await expect(shown).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 90_000 });
    const code = /\d{6}/.exec((await shown.textContent()) ?? '')?.[0] ?? '';
    await page.getByLabel('六位验证码').fill(code);
    await page.getByRole('button', { name: '登录', exact: true }).click();
  }

  async introduce(name: string, company: string): Promise<void> {
    await this.page.getByLabel('姓名').fill(name);
    await this.page.getByLabel('单位、班组').fill(company);
    await this.page.getByRole('button', { name: '保存' }).click();
  }

  async pick(files: readonly string[]): Promise<void> {
    await this.page.locator('#submit-album').setInputFiles([...files]);
  }

  tile(place: number): Locator {
    return this.page.getByRole('listitem', { name: `第 ${place} 幅` });
  }

  /** What the network gives: bytes a second upwards; 0 is no network, null all there is. */
  async network(uploadBytesPerSecond: number | null): Promise<void> {
    this.line ??= await this.page.context().newCDPSession(this.page);
    await this.line.send('Network.emulateNetworkConditions', {
      offline: uploadBytesPerSecond === 0,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: uploadBytesPerSecond || -1,
    });
  }

  async describe({ title, story, place }: Words, who: '无' | '本人' | '已获同意'): Promise<void> {
    const { page } = this;
    await page.getByLabel('标题').fill(title);
    await page.getByLabel('照片背后的故事').fill(story);
    await page.getByLabel('在哪里拍的').fill(place);
    await page.getByRole('radio', { name: who, exact: true }).check();
    for (const answer of [/照片是我拍的/, /不含单位秘密/, /我同意按/])
      await page.getByRole('checkbox', { name: answer }).check();
  }

  async submit(count: number): Promise<void> {
    await this.page.getByRole('button', { name: `提交 ${count} 幅` }).click();
  }

  /** One photo in 我的. */
  work(title: string, nth = 0): Locator {
    return this.page
      .getByRole('article')
      .filter({ hasText: `《${title}》` })
      .nth(nth);
  }

  works(): Locator {
    return this.page.getByRole('article');
  }

  /** The state of each of the author's submissions, as the server tells it. */
  async states(): Promise<string[]> {
    const reply = await this.page.request.get(`${this.origin}/v1/submissions`);
    expect(reply.status()).toBe(200);
    const { items } = (await reply.json()) as { items: { state: string }[] };
    return items.map(({ state }) => state);
  }
}
