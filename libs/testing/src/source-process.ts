import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const HOOKS = pathToFileURL(path.join(import.meta.dirname, '../jest/run-sources.mjs')).href;
const READY_MS = 60_000;

/** A program of ours as a process of its own, run from its sources. */
export class SourceProcess {
  private output = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
  }

  /**
   * Starts an entry file and waits until it says `ready` over its channel.
   * @throws with what it wrote where it ends before that or takes longer than a minute
   */
  static async start(entry: string, env: Record<string, string>): Promise<SourceProcess> {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--conditions=zuimei-source', '--import', HOOKS, entry],
      { env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    );
    const started = new SourceProcess(child);
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string): void => {
        clearTimeout(limit);
        child.kill('SIGKILL');
        reject(new Error(`${path.basename(entry)} ${why}\n${started.output}`));
      };
      const limit = setTimeout(() => fail('was not ready within a minute'), READY_MS);
      child.once('exit', (code, signal) => fail(`ended while starting (${signal ?? code})`));
      child.on('message', (message) => {
        if (message !== 'ready') return;
        clearTimeout(limit);
        child.removeAllListeners('exit');
        resolve();
      });
    });
    return started;
  }

  /** What it has written so far. */
  get log(): string {
    return this.output;
  }

  /** Sends a signal and waits for the end; gives the exit code, or the signal that ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | NodeJS.Signals | null> {
    return this.gone(() => this.child.kill(signal));
  }

  /** Closes the channel, as the end of whoever started it would; gives the exit code. */
  async abandon(): Promise<number | NodeJS.Signals | null> {
    return this.gone(() => this.child.disconnect());
  }

  private async gone(cause: () => void): Promise<number | NodeJS.Signals | null> {
    const { child } = this;
    if (child.exitCode === null && child.signalCode === null) {
      const end = new Promise((resolve) => child.once('exit', resolve));
      cause();
      await end;
    }
    return child.exitCode ?? child.signalCode;
  }
}
