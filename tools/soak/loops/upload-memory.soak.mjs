// Photos of 12 MB come in, eight at a time, each in one request: the api's memory does not grow with them.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { phoneJpeg, withTrailer } from '@zuimei/imaging/specimens';
import { Installation } from '../../bench/system/installation.mjs';
import { openEdition, signIn } from '../../bench/system/intake.mjs';
import { median } from '../../bench/statistics.mjs';

const PROFILES = { short: { uploads: 80 }, whole: { uploads: 200 } };
const AT_A_TIME = 8;
const BYTES = 12 * 1024 * 1024;
const SAMPLE_MS = 100;
/** The last quarter's median over the second quarter's: the first one warms up. */
const MOST_GROWTH = 1.15;
/** The highest moment over the second quarter's median: eight photos held whole would be as much. */
const MOST_PEAK_MB = (AT_A_TIME * BYTES) / 2 ** 20;

export async function soak({ short, say }) {
  const { uploads } = PROFILES[short ? 'short' : 'whole'];
  const drawn = await phoneJpeg({ width: 4032, height: 3024, grain: 48 });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-soak-photo-'));
  const photo = path.join(folder, 'photo.jpg');
  fs.writeFileSync(photo, withTrailer(drawn, randomBytes(BYTES - drawn.length)));
  const installation = await Installation.open('soak');
  try {
    await installation.start('api');
    const edition = await openEdition(installation, uploads);
    const authors = await signIn(installation, AT_A_TIME);
    const memory = () => residentMb(installation.pidOf('api'));
    const idle = memory();
    const samples = [];
    const sampling = setInterval(() => samples.push(memory()), SAMPLE_MS);
    let begun = 0;
    let done = 0;
    const began = Date.now();
    await Promise.all(
      authors.map(async (author) => {
        while (begun++ < uploads) {
          await author.upload(photo, { editionKey: edition.key, filename: 'photo.jpg' });
          done += 1;
          if (done % 20 === 0) say(`${done} of ${uploads}, ${memory().toFixed(0)} MB`);
        }
      }),
    );
    clearInterval(sampling);
    const quarter = (n) => median(samples.slice(((n - 1) * samples.length) / 4, (n * samples.length) / 4));
    const [second, last] = [quarter(2), quarter(4)];
    const peak = Math.max(...samples);
    const [{ finished }] = await installation.rows(
      'SELECT count(*)::int AS finished FROM uploads WHERE finished_at IS NOT NULL',
    );
    const figures = `idle ${idle.toFixed(0)}, second quarter ${second.toFixed(0)}, last ${last.toFixed(0)}, peak ${peak.toFixed(0)} MB`;
    say(`${((uploads * BYTES) / 1e6 / ((Date.now() - began) / 1000)).toFixed(0)} MB/s; ${figures}`);
    return [
      { name: `${finished} of ${uploads} uploads are whole`, pass: finished === uploads },
      {
        name: `the api's memory is flat: ${(last / second).toFixed(3)} × (${figures})`,
        pass: last <= MOST_GROWTH * second,
      },
      {
        name: `it never holds them whole: ${(peak - second).toFixed(0)} MB at most`,
        pass: peak - second < MOST_PEAK_MB,
      },
    ];
  } finally {
    await installation.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Resident memory of a process in MB. Linux only. */
function residentMb(pid) {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
