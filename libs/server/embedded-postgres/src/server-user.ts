import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export interface ServerUser {
  uid: number;
  gid: number;
}

/**
 * The user that PostgreSQL runs as. It refuses to run as root, so root needs another one: `postgres` where it exists or
 * can be made, else `nobody`. Everybody else runs it as themselves (undefined).
 */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = lookUp('postgres') ?? makeUser() ?? lookUp('nobody');
  if (!found) throw new Error('PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody"');
  return found;
}

function lookUp(name: string): ServerUser | undefined {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function makeUser(): ServerUser | undefined {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      { stdio: 'ignore' },
    );
  } catch {
    return undefined; // no useradd on this machine
  }
  return lookUp('postgres');
}

/** Whether every folder from the root down to `target` lets other users through. */
export function othersCanReach(target: string): boolean {
  for (let dir = fs.realpathSync(target); dir !== path.dirname(dir); dir = path.dirname(dir)) {
    if ((fs.statSync(dir).mode & 0o005) !== 0o005) return false;
  }
  return true;
}
