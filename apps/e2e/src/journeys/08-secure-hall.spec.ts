import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Page, chromium, expect, test } from '@playwright/test';
import { BROWSER_HOME, HALL_IS_POSSIBLE, HALL_NAME } from '../support/hall-network.js';
import { expectNothingNoted, look, tablet } from '../support/look.js';
import { type System, startSystem } from '../support/system.js';

test.describe.configure({ mode: 'serial' });
// Without the hall's name there is nothing to look at; the setup of the run has said so.
test.skip(!HALL_IS_POSSIBLE, 'Chromium reads trust from a home on Linux alone');

let system: System;
test.beforeAll(async () => {
  system = await startSystem({ hall: true });
});
test.afterAll(() => system?.remove());

const failure = (page: Page, address: string): Promise<string> =>
  page.goto(address).then(
    () => 'opened',
    (error: Error) => /ERR_\w+/.exec(error.message)?.[0] ?? error.message,
  );
const trustPage = () => system.trustPage() ?? '';

test('the jury runs in a secure context that its certificate alone makes', async ({ browser }) => {
  const page = await (await tablet(browser, '1024x768')).newPage();
  const reply = await page.goto(`${system.origin}/jury/`);
  expect(new URL(page.url()).hostname).toBe(HALL_NAME);
  expect(await page.evaluate('[isSecureContext, "serviceWorker" in navigator, "mediaDevices" in navigator]')).toEqual([
    true,
    true,
    true,
  ]);
  // A tablet that loses its trust must still reach the plain page on the same name.
  expect(reply?.headers()['strict-transport-security']).toBeUndefined();
  // The app is kept by its service worker, which a certificate that is only put up with would not get.
  await expect(page.getByText('已装好')).toBeVisible();
});

test('a name that is not in the certificate is fatal', async ({ page }) => {
  expect(await failure(page, system.origin.replace(HALL_NAME, 'other.zuimei.test'))).toBe(
    'ERR_CERT_COMMON_NAME_INVALID',
  );
});

test('a tablet learns from the plain page that it trusts the hall', async ({ browser }) => {
  const page = await (await tablet(browser, '1024x768')).newPage();
  await page.goto(trustPage());
  await expect(page.getByText('这台设备已经信任本会场，直接打开评审端。')).toBeVisible();
  await look(page, 'hall-trusted');
  await page.getByRole('link', { name: '装好了，打开评审端' }).click();
  await expect(page.getByRole('heading', { name: '评审员，请签到' })).toBeVisible();
});

test('a tablet without the certificate is shut out, and told what to do', async ({ launchOptions }) => {
  expect(launchOptions.env?.HOME).toBe(BROWSER_HOME);
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-stranger-'));
  const stranger = await chromium.launch({ ...launchOptions, env: { ...launchOptions.env, HOME: home } });
  try {
    const context = await tablet(stranger, '390x844');
    expect(await failure(await context.newPage(), `${system.origin}/jury/`)).toBe('ERR_CERT_AUTHORITY_INVALID');
    const page = await context.newPage();
    await page.goto(trustPage());
    await expect(page.getByText('这台设备还不信任本会场：照下面三步做。')).toBeVisible();
    await expect(page.getByText('请领一台会场平板')).toBeVisible();
    await look(page, 'hall-stranger');
  } finally {
    await stranger.close();
    fs.rmSync(home, { recursive: true, force: true });
  }
});

test('no screen on the way had a fault', expectNothingNoted);
