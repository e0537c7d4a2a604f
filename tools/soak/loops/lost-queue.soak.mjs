// A Redis that is emptied, and one that is started anew without its memory, while photos wait: the queues are rebuilt from
// the rows within a minute, and every photo is processed, once.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@zuimei/embedded-postgres';
import { Installation } from '../../bench/system/installation.mjs';
import { allProcessed, handIn, openEdition, signIn } from '../../bench/system/intake.mjs';
import { integrity } from '../../bench/system/integrity.mjs';
import { writePhotos } from '../../bench/system/photos.mjs';

const PROFILES = { short: { photos: 2, times: 1 }, whole: { photos: 6, times: 4 } };
const REBUILT_MS = 60_000;
const LIMIT_MS = 5 * 60_000;

export async function soak({ short, say }) {
  if (spawnSync('redis-server', ['--version']).error) {
    say('left out: there is no redis-server on this machine');
    return [];
  }
  const { photos, times } = PROFILES[short ? 'short' : 'whole'];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-soak-queue-'));
  const port = await freePort();
  let redis = await startRedis(port, folder);
  const installation = await Installation.open('soak-queue', { REDIS_URL: `redis://127.0.0.1:${port}` });
  try {
    const files = await writePhotos(folder, photos * times);
    await installation.start('worker');
    await installation.start('api');
    const edition = await openEdition(installation, photos * times);
    const authors = await signIn(installation, 2);
    const checks = [];
    for (let i = 0; i < times; i++) {
      // No worker takes the jobs before they are lost.
      await installation.kill('worker');
      await handIn(authors, edition, files.slice(i * photos, (i + 1) * photos));
      const restart = i % 2 === 1;
      const lost = Date.now();
      if (restart) {
        await stopRedis(redis);
        redis = await startRedis(port, folder);
      } else await ask(port, 'FLUSHALL');
      await installation.start('worker');
      const begun = await installation.until('a photo in work', () => inWork(installation, i * photos), LIMIT_MS, 100);
      const seconds = Math.round((begun - lost) / 100) / 10;
      say(`redis ${restart ? 'restarted' : 'flushed'}: photos in work again after ${seconds} s`);
      checks.push({
        name: `the queue was rebuilt from rows after ${seconds} s ≤ 60`,
        pass: begun - lost <= REBUILT_MS,
      });
      await allProcessed(installation, (i + 1) * photos, LIMIT_MS);
    }
    return [...checks, ...(await integrity(installation, photos * times))];
  } finally {
    await installation.close();
    await stopRedis(redis);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** When it was first seen that a worker has a photo in work or has ended one; 0 while it has none. */
async function inWork(installation, before) {
  const work = path.join(installation.home, 'staging', '.work');
  const [{ done }] = await installation.rows(
    `SELECT count(*) FILTER (WHERE state = 'processed')::int AS done FROM submissions`,
  );
  return done > before || (fs.existsSync(work) && fs.readdirSync(work).length > 0) ? Date.now() : 0;
}

async function startRedis(port, folder) {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn('redis-server', [...args, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
  for (const deadline = Date.now() + 10_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const answered = await ask(port, 'PING').catch(() => '');
    if (answered.includes('PONG')) return child;
    if (Date.now() > deadline) throw new Error('redis-server did not start');
  }
}

async function stopRedis(child) {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** One command over a connection of its own (RESP inline command). */
const ask = (port, command) =>
  new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('error', reject);
  });
