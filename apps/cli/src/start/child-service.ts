import { type ChildProcess, spawn } from 'node:child_process';

export interface ServiceSettings {
  name: string;
  /** The built entry file. */
  entry: string;
  env: NodeJS.ProcessEnv;
  /** Called when the service ends without having been asked to. */
  onUnexpectedEnd: (reason: string) => void;
  startLimitMs?: number;
}

/**
 * api or worker as a child process. It says `ready` over its channel once it serves; when the channel closes because we
 * are gone, it drains and ends by itself.
 */
export class ChildService {
  private stopping = false;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {}

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves when the service is ready; throws when it ends before that or takes longer than a minute. */
  static async start(settings: ServiceSettings, onSpawn: (service: ChildService) => void): Promise<ChildService> {
    const child = spawn(process.execPath, ['--enable-source-maps', settings.entry], {
      env: settings.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const service = new ChildService(settings.name, child);
    onSpawn(service);
    await new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`${settings.name} was not ready within a minute`));
      }, settings.startLimitMs ?? 60_000);
      child.once('error', reject);
      child.once('exit', (code, signal) =>
        reject(new Error(`${settings.name} ended while starting (${signal ?? code})`)),
      );
      child.on('message', (message) => {
        if (message !== 'ready') return;
        clearTimeout(limit);
        resolve();
      });
    });
    child.once('exit', (code, signal) => {
      if (!service.stopping) settings.onUnexpectedEnd(`${settings.name} ended unexpectedly (${signal ?? code})`);
    });
    return service;
  }

  /** Asks the service to drain; after the grace it is ended by force. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), graceMs);
    await gone;
    clearTimeout(force);
  }
}
