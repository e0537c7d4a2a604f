import path from 'node:path';
import { ProcessFile, endProcess, isRunning, recordOf } from './process-record.js';
import { ChildService } from './child-service.js';

const DRAIN_MS = 20_000;

/** Where the built programs stand; from here, both in the checkout and in a container. */
const APPS = path.resolve(import.meta.dirname, '../../..');

/** A start on the same home is running already. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

/** Starts api and worker, notes their process ids, and ends them in order. */
export class Supervisor {
  private readonly services: ChildService[] = [];
  private readonly processes: ProcessFile;

  constructor(
    processFile: string,
    private readonly onFailure: (reason: string) => void,
  ) {
    this.processes = new ProcessFile(processFile);
  }

  /** Claims the home: refuses where another start runs on it, and ends what a killed one left behind. */
  async claim(): Promise<void> {
    const found = this.processes.read();
    const other = found.find((record) => record.name === 'start');
    if (other && other.pid !== process.pid && isRunning(other)) {
      throw new AlreadyRunning(`another start is running on these data (process ${other.pid}); stop it first`);
    }
    for (const record of found) if (record.name !== 'start') await endProcess(record, DRAIN_MS);
    this.processes.clear();
    this.processes.add(recordOf('start', process.pid));
  }

  async start(name: 'api' | 'worker', env: NodeJS.ProcessEnv): Promise<ChildService> {
    const entry = path.join(APPS, name, 'dist/main.js');
    return ChildService.start({ name, entry, env, onUnexpectedEnd: this.onFailure }, (service) => {
      this.services.unshift(service);
      this.processes.add(recordOf(name, service.pid));
    });
  }

  /** Drains and ends everything that was started, the last one first. */
  async stop(): Promise<void> {
    await Promise.allSettled(this.services.map((service) => service.stop(DRAIN_MS)));
    this.processes.clear();
  }
}
