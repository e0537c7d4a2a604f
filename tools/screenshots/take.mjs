// `npm run screenshots [-- --home DIR]`: starts the demo, on data of its own unless told, and takes the pictures of the
// README and the docs.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { ensureBrowser } from '../bootstrap/browser.mjs';
import { ensure, environment, node, root } from '../bootstrap/ensure.mjs';

const folder = path.join(root, 'docs/screenshots');
const READY_LIMIT_MS = 10 * 60_000;

const PHONE = { width: 390, height: 844 };
const TABLET = { width: 1024, height: 768 };
const DESK = { width: 1440, height: 900 };
const HALL = { width: 1920, height: 1080 };

await ensure();
const executablePath = await ensureBrowser();
const { values: given } = parseArgs({ options: { home: { type: 'string' } } });
const home = given.home ? path.resolve(given.home) : fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-screenshots-'));
fs.chmodSync(home, 0o755);
const demo = await startDemo();
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : ['--disable-gpu'],
});
try {
  await portal();
  await console_();
  await jury();
} finally {
  await browser.close();
  demo.child.kill('SIGINT');
  await new Promise((resolve) => demo.child.once('exit', resolve));
  if (!given.home) fs.rmSync(home, { recursive: true, force: true });
}

async function startDemo() {
  const port = await new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
  const child = spawn(node, [path.join(root, 'apps/cli/dist/main.js'), 'start'], {
    cwd: root,
    env: { ...environment(), ZUIMEI_HOME: home, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  const deadline = Date.now() + READY_LIMIT_MS;
  while (!/^ready /m.test(output)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the demo did not start:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    child,
    origin: `http://127.0.0.1:${port}`,
    password: /(demo-\w+)/.exec(output)?.[1] ?? '',
    code: (/A\d{3} ([A-Z0-9]{4}) ([A-Z0-9]{4})/.exec(output) ?? []).slice(1).join(''),
  };
}

async function open(viewport, address) {
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(demo.origin + address);
  return page;
}

/** Waits until every picture in sight is there, then takes the page. */
async function take(page, name) {
  await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined); // pages with a live stream are never idle
  await page.waitForFunction(() =>
    [...document.images]
      .filter((image) => image.getClientRects().length > 0 && image.getBoundingClientRect().top < innerHeight)
      .every((image) => image.complete && image.naturalWidth > 0),
  );
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
  console.log(`docs/screenshots/${name}.png`);
}

async function portal() {
  const page = await open(PHONE, '/');
  await page.waitForSelector('.win');
  await take(page, 'portal-home');
  await page.click('text=/全部 \\d+ 幅/');
  await page.waitForSelector('.winners li');
  await take(page, 'portal-winners');
  await page.click('.winners .zm-cover >> nth=0');
  await page.waitForSelector('.entry__story');
  await take(page, 'portal-photo');
  await page.goto(`${demo.origin}/wall`);
  await page.waitForSelector('.wall__grid');
  await take(page, 'portal-wall');
  await page.goto(`${demo.origin}/mine`);
  await page.fill('input[type=tel]', '13900000100');
  await page.click('button[type=submit]');
  await page.fill('input[autocomplete=one-time-code]', (await page.textContent('.zm-mono')).trim());
  await page.click('button[type=submit]');
  await page.waitForSelector('.work');
  await take(page, 'portal-mine');
  await page.goto(`${demo.origin}/submit`);
  await page.waitForSelector('.tiles');
  await take(page, 'portal-submit');
}

async function console_() {
  const page = await open(DESK, '/console');
  await page.fill('input[autocomplete=username]', 'zuzhi');
  await page.fill('input[type=password]', demo.password);
  await page.click('button[type=submit]');
  await page.click('nav >> text=审核');
  await page.waitForSelector('.mod__photo img');
  await take(page, 'console-moderation');
  const editions = await page.$$eval('.con-rail__edition option', (options) => options.map((option) => option.value));
  await page.selectOption('.con-rail__edition select', editions[1]);
  await page.click('nav >> text=评审会');
  await page.click('.sits a');
  await page.click('text=初评');
  await page.waitForSelector('.rnd__figures');
  await take(page, 'console-round');
  await page.selectOption('.con-rail__edition select', editions[2]);
  await page.click('nav >> text=结果与公布');
  await page.click('.sits a');
  await page.waitForSelector('.res__table td');
  await take(page, 'console-result');
  const screen = await open(HALL, '/screen');
  await screen.waitForSelector('.screen__number');
  await take(screen, 'big-screen');
}

async function jury() {
  const page = await open(TABLET, '/jury/');
  await page.getByRole('button', { name: demo.code[0], exact: true }).first().waitFor();
  await take(page, 'jury-check-in');
  for (const character of demo.code) await page.keyboard.press(character);
  await page.keyboard.press('Enter');
  const begin = page.getByRole('button', { name: /开始/ });
  await begin.waitFor();
  await begin.click();
  await page.getByRole('checkbox').first().waitFor();
  await page.getByRole('checkbox').nth(1).click();
  await page.getByRole('checkbox').nth(4).click();
  await take(page, 'jury-vote');
}
