import { type ChildProcess, execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { binariesFor } from './binaries.js';
import { freePort } from './free-port.js';
import { type ServerUser, othersCanReach, serverUser } from './server-user.js';

const run = promisify(execFile);
const SUPERUSER = 'postgres';
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;

export interface ClusterOptions {
  /** The data directory; made by initdb the first time. */
  dataDir: string;
  /** The superuser's password; fixed when the data directory is made. */
  password: string;
  /** File that takes the server's own log. */
  logFile: string;
  /** The port; a free one unless told. A server that takes the place of a killed one keeps its address. */
  port?: number;
  /** False leaves syncing to disk out: for tests that nobody kills. */
  durable?: boolean;
}

export interface Cluster {
  readonly port: number;
  readonly pid: number;
  /** The superuser's address for a database of this server. */
  url(database?: string): string;
  /** Stops the server: open transactions are rolled back, everything committed is kept. */
  stop(): Promise<void>;
  /** What a power cut does: no shutdown at all. */
  kill(): Promise<void>;
}

/**
 * Starts the bundled PostgreSQL on a free port of 127.0.0.1. It runs in a process group of its own, so that a terminal's
 * Ctrl-C does not reach it before its clients have drained. A server that a killed parent left on the same data is
 * stopped first.
 * @throws with the end of the server's log when it does not come up within a minute.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const user = serverUser();
  const bin = binariesFor(user);
  await stopOrphan(options.dataDir);
  if (!fs.existsSync(path.join(options.dataDir, 'PG_VERSION'))) await initialise(options, bin, user);
  const port = options.port ?? (await freePort());
  const child = launch(options, bin, user, port);
  await ready(child, options);
  const pid = child.pid ?? 0;
  return {
    port,
    pid,
    url: (database = 'postgres') =>
      `postgres://${SUPERUSER}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/${database}`,
    stop: () => end(pid, ['SIGINT', 'SIGQUIT']),
    kill: () => end(pid, ['SIGKILL']),
  };
}

async function initialise(options: ClusterOptions, bin: string, user: ServerUser | undefined): Promise<void> {
  // Made beside its place and renamed when whole: a start that was cut off leaves nothing that looks like a cluster.
  const draft = `${options.dataDir}.draft`;
  const passwordFile = `${options.dataDir}.password`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft, { recursive: true, mode: 0o700 });
  if (user && !othersCanReach(path.dirname(draft))) {
    throw new Error(
      `PostgreSQL cannot run as root, and its user cannot reach ${path.dirname(draft)}: choose another ZUIMEI_HOME or open the folders above it (chmod o+rx)`,
    );
  }
  fs.writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (user) for (const file of [draft, passwordFile]) fs.chownSync(file, user.uid, user.gid);
  try {
    await run(
      path.join(bin, 'initdb'),
      [
        `--pgdata=${draft}`,
        `--username=${SUPERUSER}`,
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        ...(options.durable === false ? ['--no-sync'] : []),
      ],
      { ...user, cwd: draft, env: { ...serverEnvironment(), HOME: draft } },
    );
    fs.renameSync(draft, options.dataDir);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

function launch(options: ClusterOptions, bin: string, user: ServerUser | undefined, port: number): ChildProcess {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    ...(options.durable === false ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' } : {}),
  };
  const args = [
    '-D',
    options.dataDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const log = fs.openSync(options.logFile, 'a');
  try {
    const child = spawn(path.join(bin, 'postgres'), args, {
      ...user,
      cwd: options.dataDir,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.unref();
    return child;
  } finally {
    fs.closeSync(log);
  }
}

/** `postmaster.pid` says `ready` in its eighth line once connections are taken. */
async function ready(child: ChildProcess, options: ClusterOptions): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  while (Date.now() < deadline && child.exitCode === null && !failure) {
    const lines = readPidFile(options.dataDir);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return;
    await pause(20);
  }
  child.kill('SIGKILL');
  throw failure ?? new Error(`PostgreSQL did not start:\n${tail(options.logFile)}`);
}

/** Stops a server whose parent is gone and that still holds the data directory, and takes its stale pid file away. */
async function stopOrphan(dataDir: string): Promise<void> {
  const pid = Number(readPidFile(dataDir)[0]);
  if (pid && isServerOf(pid, dataDir)) await end(pid, ['SIGINT', 'SIGQUIT']);
  fs.rmSync(path.join(dataDir, 'postmaster.pid'), { force: true });
}

function readPidFile(dataDir: string): string[] {
  try {
    return fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return []; // no server has this directory
  }
}

/** A process id may have been given to somebody else meanwhile: where /proc tells, look at what it runs. */
function isServerOf(pid: number, dataDir: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    const [program = '', ...args] = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return path.basename(program).startsWith('postgres') && args.includes(dataDir);
  } catch {
    return true; // no /proc here: the server's own pid file is all there is
  }
}

async function end(pid: number, signals: readonly NodeJS.Signals[]): Promise<void> {
  for (const signal of signals) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    const deadline = Date.now() + STOP_LIMIT_MS;
    while (Date.now() < deadline && isAlive(pid)) await pause(20);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    // A zombie that nobody has waited for yet is gone for our purposes.
    return !/^\d+ \(.*\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

const serverEnvironment = (): NodeJS.ProcessEnv => ({ PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' });

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const tail = (file: string) => fs.readFileSync(file, 'utf8').split('\n').slice(-15).join('\n');
