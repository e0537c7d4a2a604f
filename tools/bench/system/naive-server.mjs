// Runs the naive endpoint as a process of its own, on the database of the installation that it is compared with.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freePort } from '@zuimei/embedded-postgres';

const folder = path.resolve(import.meta.dirname, '../naive-endpoint');

/** Installs its packages beside it; gives why that was not possible, or undefined. */
export function installNaive() {
  if (fs.existsSync(path.join(folder, 'node_modules/class-validator'))) return undefined;
  try {
    // What it shares with the project (Nest itself, TypeORM) is found one level up.
    execFileSync('npm', ['install', '--legacy-peer-deps', '--no-package-lock', '--no-audit', '--no-fund'], {
      cwd: folder,
      stdio: 'pipe',
      timeout: 120_000,
    });
    return undefined;
  } catch (error) {
    return String(error.message).split('\n')[0];
  }
}

/** @returns {Promise<{ origin: string, stop(): Promise<void> }>} */
export async function startNaive(ownerUrl) {
  const port = await freePort();
  const child = spawn(process.execPath, [path.join(folder, 'main.mjs')], {
    env: { PATH: process.env.PATH, NAIVE_DATABASE_URL: ownerUrl, NAIVE_PORT: String(port), NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve, reject) => {
    child.stderr.on('data', (chunk) => (said += chunk));
    child.stdout.on('data', (chunk) => String(chunk).includes('ready') && resolve());
    void ended.then(() => reject(new Error(`the naive endpoint ended: ${said}`)));
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
