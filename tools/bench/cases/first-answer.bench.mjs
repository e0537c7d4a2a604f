// FIRST-ANSWER: from the first scan to the first answer, by a stopwatch: a browser that has never seen the app, four
// times slower than this machine, on a crowded hotspot. Nobody thinks or reads in it: it is what a juror waits for.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { endpoints } from '@zuimei/contracts';
import { badgeLink } from '@zuimei/domain';
import { phoneJpeg } from '@zuimei/imaging/specimens';
import { JudgingKeys } from '@zuimei/judging';
import { loadConfig, openKeystore } from '@zuimei/platform';
import { addStaff } from '../../../apps/cli/dist/add-staff.js';
import { withDatabase } from '../../../apps/cli/dist/database-context.js';
import { ApiSession } from '../../../apps/cli/dist/demo/api-session.js';
import { median } from '../statistics.mjs';
import { Installation } from '../system/installation.mjs';
import { allProcessed, handIn, openEdition, signIn } from '../system/intake.mjs';
import { slowLine } from '../system/slow-line.mjs';

export const id = 'FIRST-ANSWER';

const ENTRIES = 54;
const SIZE = 9;
const PICKS = 3;
const RUNS = 3;
const LIMIT_MS = 30_000;
const PATIENCE_MS = 120_000;
const CPU_SLOWER = 4;
/** A crowded hotspot: 6 Mbit/s down, 1 Mbit/s up, 100 ms there and back. */
const HOTSPOT = { downBytesPerS: 750_000, upBytesPerS: 125_000, roundTripMs: 100 };

export async function measure() {
  const executablePath = process.env.CHROMIUM_PATH || chromium.executablePath();
  if (!fs.existsSync(executablePath)) {
    const definition = 'left out: no Chromium; name one in CHROMIUM_PATH';
    return { name: 'first scan to first answer', ratio: NaN, definition, runs: [], checks: [] };
  }
  const installation = await Installation.open('first-answer');
  try {
    const runs = [];
    for (const linkAt of await stage(installation)) {
      const voting = await onColdTablet(executablePath, installation, (page, line) => firstAnswer(page, line, linkAt));
      const { photos, ...times } = voting;
      const photosAloneMs = await onColdTablet(executablePath, installation, (page, line) =>
        photosAlone(page, line, photos),
      );
      runs.push({ ...times, photosAloneMs });
    }
    const worst = Math.max(...runs.map((run) => run.firstAnswerMs));
    return {
      name: `first scan to first answer: cold tablet, ${CPU_SLOWER} × slower, crowded hotspot`,
      ratio: median(runs.map((run) => run.firstAnswerMs / run.photosAloneMs)),
      definition: `ms from scan to answer stored on the tablet ÷ those of the ${SIZE} photos alone, same browser, same line`,
      runs,
      checks: [{ name: `${(worst / 1000).toFixed(1)} s at most ≤ ${LIMIT_MS / 1000} s`, pass: worst <= LIMIT_MS }],
    };
  } finally {
    await installation.close();
  }
}

/** An open round of 9 with 3 picks; gives for each badge what its QR says, once the origin is known. */
async function stage(installation) {
  await installation.start('worker');
  await installation.start('api');
  const edition = await openEdition(installation, ENTRIES);
  const [chief, eyes] = await Promise.all(['organizer', 'moderator'].map((role) => staff(installation, role)));
  const files = [];
  for (let seed = 1; seed <= ENTRIES; seed++) {
    const file = path.join(installation.home, `${seed}.jpg`);
    fs.writeFileSync(file, await phoneJpeg({ width: 2400, height: 1600, seed, grain: 40 }));
    files.push(file);
  }
  await handIn(await signIn(installation, 4), edition, files);
  await allProcessed(installation, ENTRIES, 600_000);
  for (const { id: submission } of await installation.rows('SELECT id FROM submissions'))
    await eyes.call(endpoints.approveSubmission, { params: { id: submission }, body: {} });
  const sitting = await chief.call(endpoints.createSitting, {
    body: { editionKey: edition.key, name: '测量', venue: '礼堂', heldOn: new Date().toISOString().slice(0, 10) },
  });
  const at = { params: { id: sitting.id } };
  const issued = await chief.call(endpoints.issuePasses, { ...at, body: { count: RUNS } });
  const method = { kind: 'grid', size: SIZE, picks: PICKS };
  const round = await chief.call(endpoints.createRound, {
    ...at,
    body: { name: '初评', method, entryIds: null, plannedMinutes: 25, targetExposure: 40 },
  });
  await chief.call(endpoints.prepareRound, { params: { id: round.id } });
  await chief.call(endpoints.openRound, { params: { id: round.id } });
  const keys = new JudgingKeys(openKeystore(loadConfig({ ZUIMEI_HOME: installation.home })));
  const badges = issued.items.map((pass) => keys.badge({ id: pass.id, sittingId: sitting.id, codeCounter: 0 }));
  return badges.map((badge) => (origin) => badgeLink(origin, badge));
}

async function staff(installation, role) {
  const [login, password] = [`first-${role}`, randomUUID()];
  const member = { login, displayName: login, role, password };
  await withDatabase(installation.apiUrl, (context) => addStaff(context, member));
  const session = new ApiSession(installation.origin);
  await session.call(endpoints.createStaffSession, { body: { login, password } });
  return session;
}

/** A browser with a profile of its own and nothing in it, behind a line of its own. */
async function onColdTablet(executablePath, installation, work) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-cold-'));
  const line = await slowLine(installation.origin, HOTSPOT);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    viewport: { width: 1280, height: 800 },
    hasTouch: true,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    const page = await context.newPage();
    const device = await context.newCDPSession(page);
    await device.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER });
    return await work(page, line);
  } finally {
    await context.close();
    await line.close();
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function firstAnswer(page, line, linkAt) {
  const start = performance.now();
  const since = () => Math.round(performance.now() - start);
  await page.goto(linkAt(line.origin), { waitUntil: 'commit' });
  await page.getByRole('button', { name: '开始投票' }).click();
  const beganMs = since();
  const cells = page.getByRole('checkbox', { name: /^作品 \d{4}/ });
  await cells.nth(SIZE - 1).waitFor();
  // A photo that is not fully shown cannot be voted on.
  await page.waitForFunction(() => !document.querySelector('[data-entry][aria-disabled]'));
  const shownMs = since();
  const photos = await page.evaluate(() =>
    [...document.querySelectorAll('[data-entry] img')].map((img) => new URL(img.currentSrc || img.src).pathname),
  );
  for (let pick = 0; pick < PICKS; pick++) await cells.nth(pick).click();
  await page.getByRole('button', { name: `就选这 ${PICKS} 幅` }).click();
  await page.getByText('第 2 屏').waitFor();
  const firstAnswerMs = since();
  await page.getByText('已同步 1 屏').waitFor();
  const acknowledgedMs = since();
  return {
    beganMs,
    shownMs,
    firstAnswerMs,
    acknowledgedMs,
    kilobytesDown: Math.round(line.bytesDown() / 1000),
    photos,
  };
}

async function photosAlone(page, line, photos) {
  // A page of the same origin that asks for nothing else.
  await page.goto(`${line.origin}/v1/health`);
  const start = performance.now();
  await page.evaluate((paths) => Promise.all(paths.map(async (one) => (await fetch(one)).blob())), photos);
  return Math.round(performance.now() - start);
}
