import { type ChildProcess, execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@zuimei/embedded-postgres';
import { HALL_IS_POSSIBLE, HALL_NAME, joinHallNetwork } from './hall-network.js';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../../../..');
const cli = path.join(root, 'apps/cli/dist/main.js');
const READY_LIMIT_MS = 120_000;

/** The whole system, started as a person starts it, on data of its own. */
export interface System {
  origin: string;
  /** The page that lets a tablet trust the hall, where there is one. */
  trustPage(): string | undefined;
  home: string;
  /** Runs `zuimei ARGS` on this system's data and gives its standard output. */
  zuimei(args: readonly string[], input?: string): Promise<string>;
  /** Process id of api or worker, for tests that kill one. */
  pidOf(name: 'api' | 'worker'): number;
  /** As Ctrl-C does; the data stay, and `start` may be called again. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops and deletes the data. */
  remove(): Promise<void>;
}

/**
 * Starts the system on an empty home and a free port; with `demo`, filled as `npm start` fills it; as a `hall`, over HTTPS on
 * the hall's name.
 */
export async function startSystem({ demo = false, hall = false } = {}): Promise<System> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-e2e-'));
  fs.chmodSync(home, 0o755);
  const port = await freePort();
  const env = { ...process.env, ZUIMEI_HOME: home, PORT: String(port) };
  const inHall = hall && HALL_IS_POSSIBLE;
  if (inHall) joinHallNetwork(home);
  const words = inHall ? ['hall', '--name', HALL_NAME, '--trust-port', '0'] : ['start', ...(demo ? [] : ['--empty'])];
  const origin = inHall ? `https://${HALL_NAME}:${port}` : `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const log = path.join(home, 'system.log');

  const start = async () => {
    const output = fs.openSync(log, 'a');
    child = spawn(process.execPath, [cli, ...words], {
      env,
      cwd: root,
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
    });
    fs.closeSync(output);
    const deadline = Date.now() + READY_LIMIT_MS;
    while (!fs.readFileSync(log, 'utf8').includes(`ready ${origin}`)) {
      if (child.exitCode !== null || Date.now() > deadline) {
        child.kill('SIGKILL');
        throw new Error(`the system did not start:\n${fs.readFileSync(log, 'utf8').slice(-4000)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const stop = async () => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGINT');
    const force = setTimeout(() => running.kill('SIGKILL'), 40_000);
    await gone;
    clearTimeout(force);
    fs.truncateSync(log);
  };
  await start();
  return {
    origin,
    home,
    trustPage() {
      const [page] = /http:\S+\/trust/.exec(fs.readFileSync(log, 'utf8')) ?? [];
      return page && `http://${HALL_NAME}:${new URL(page).port}/trust`;
    },
    start,
    stop,
    async zuimei(args, input) {
      const running = run(process.execPath, [cli, ...args], { env, cwd: root, maxBuffer: 64 * 1024 * 1024 });
      running.child.stdin?.end(input ?? '');
      return (await running).stdout;
    },
    pidOf(name) {
      const records = JSON.parse(fs.readFileSync(path.join(home, 'run/processes.json'), 'utf8')) as {
        name: string;
        pid: number;
      }[];
      const found = records.find((record) => record.name === name);
      if (!found) throw new Error(`${name} is not running`);
      return found.pid;
    },
    async remove() {
      await stop();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}
