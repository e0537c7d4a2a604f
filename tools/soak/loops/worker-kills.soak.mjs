// The worker is killed (-9) again and again while photos come in: all of them are processed, each once, and nothing is
// left lying about.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Installation } from '../../bench/system/installation.mjs';
import { allProcessed, handIn, openEdition, signIn } from '../../bench/system/intake.mjs';
import { integrity, leftOver } from '../../bench/system/integrity.mjs';
import { writePhotos } from '../../bench/system/photos.mjs';

const PROFILES = { short: { photos: 20, kills: 4 }, whole: { photos: 100, kills: 20 } };
const UPLOADS_AT_A_TIME = 4;
/** A job whose worker is gone waits for its lock to run out, and for the next look at such jobs. */
const LIMIT_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

export async function soak({ short, random, say }) {
  const { photos, kills } = PROFILES[short ? 'short' : 'whole'];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-soak-photos-'));
  const installation = await Installation.open('soak');
  try {
    const [last, ...files] = await writePhotos(folder, photos + 1);
    await installation.start('worker');
    await installation.start('api');
    const edition = await openEdition(installation, photos);
    const authors = await signIn(installation, UPLOADS_AT_A_TIME);
    say(`${photos} photos, ${kills} kills`);
    const [inMidJob] = await Promise.all([
      killAgainAndAgain(installation, { photos, kills, random, say }),
      handIn(authors, edition, files),
    ]);
    await allProcessed(installation, photos, LIMIT_MS);
    say('all processed');
    const checks = await integrity(installation, photos);
    await ageLeftOver(installation);
    // A new worker tidies the store before it writes there for the first time, and the staging folder once a minute.
    await handIn(authors.slice(0, 1), edition, [last]);
    await allProcessed(installation, photos + 1, LIMIT_MS);
    const stray = await afterSweep(installation);
    return [
      { name: `${inMidJob} of ${kills} kills hit a worker in mid-job`, pass: inMidJob >= kills / 2 },
      ...checks,
      { name: `the sweep left ${stray.length} files behind ${stray.slice(0, 3).join(' ')}`, pass: stray.length === 0 },
    ];
  } finally {
    await installation.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Spreads the kills over the photos: each falls at a drawn moment after the next share of them is through. */
async function killAgainAndAgain(installation, { photos, kills, random, say }) {
  let inMidJob = 0;
  const abandoned = new Set();
  for (let kill = 0; kill < kills; kill++) {
    const share = Math.floor((kill * (photos - 2 * UPLOADS_AT_A_TIME)) / kills);
    await installation.until(`a photo to kill the worker over`, () => busy(installation, share), LIMIT_MS, 20);
    await new Promise((resolve) => setTimeout(resolve, random() * 400));
    await installation.kill('worker');
    const cutOff = underWork(installation).filter((name) => !abandoned.has(name));
    for (const name of cutOff) abandoned.add(name);
    if (cutOff.length > 0) inMidJob += 1;
    await installation.start('worker');
    say(`kill ${kill + 1} of ${kills}${cutOff.length > 0 ? ', in mid-job' : ''}`);
  }
  return inMidJob;
}

/** Whether `share` photos are through and another is waiting. */
async function busy(installation, share) {
  const [{ done, waiting }] = await installation.rows(
    `SELECT count(*) FILTER (WHERE state = 'processed')::int AS done,
            count(*) FILTER (WHERE state = 'received')::int AS waiting FROM submissions`,
  );
  return done >= share && waiting > 0;
}

const workFolder = (installation) => path.join(installation.home, 'staging', '.work');

/** One folder for each photo in work, and for each that a killed worker had in work. */
const underWork = (installation) =>
  fs.existsSync(workFolder(installation)) ? fs.readdirSync(workFolder(installation)) : [];

/** Makes everything that a killed worker left two days old, and puts a new worker in the place of the last one. */
async function ageLeftOver(installation) {
  await installation.kill('worker');
  const before = new Date(Date.now() - 2 * DAY_MS);
  const folders = underWork(installation).map((name) => path.join(workFolder(installation), name));
  for (const file of [...leftOver(installation), ...folders]) fs.utimesSync(file, before, before);
  await installation.start('worker');
}

/** What still stands in staging folder and store when the sweep has had its time. */
async function afterSweep(installation) {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline && leftOver(installation).length > 0;) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return leftOver(installation);
}
