import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Browser, type BrowserContext, type Page, expect } from '@playwright/test';
import { settled, sticksOut } from './in-page.js';

const SHOTS = path.resolve(import.meta.dirname, '../../../../test-results/screens');
const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeFinding {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/**
 * Looks at a screen as a careful visitor would: keeps a picture of it for people in test-results/screens, finds nothing
 * that axe calls a fault, and nothing that sticks out sideways. A fault is noted, for `expectNothingNoted`, and the journey
 * goes on.
 */
export async function look(page: Page, name: string): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await settled(page);
  fs.mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
  // Not as a script element: the pages' own policy forbids inline scripts.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations)`,
  )) as AxeFinding[];
  const faults = found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
  noted.push(...faults.map((fault) => `${name}: ${fault}`));
  const over = await sticksOut(page);
  if (over > 0) noted.push(`${name}: sticks out sideways by ${over} px`);
}

/** Keeps a document beside the pictures of screens, for people to look at. */
export function keepFile(name: string, bytes: Buffer): void {
  fs.mkdirSync(SHOTS, { recursive: true });
  fs.writeFileSync(path.join(SHOTS, name), bytes);
}

const noted: string[] = [];

/** The last test of a journey: nothing was noted on any of its screens. */
export const expectNothingNoted = (): void => expect(noted.splice(0)).toEqual([]);

export const phone = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });

/** A size in CSS pixels: `1024x768`. */
const sized = (size: string) => {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height };
};

export const desktop = (browser: Browser, size = '1440x900'): Promise<BrowserContext> =>
  browser.newContext({ viewport: sized(size) });

export const tablet = (browser: Browser, size: string): Promise<BrowserContext> =>
  browser.newContext({ viewport: sized(size), hasTouch: true });

export const wall = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width: 1920, height: 1080 } });
