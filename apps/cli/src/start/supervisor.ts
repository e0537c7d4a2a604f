import path from 'node:path';
import { ProcessFile, endProcess, isRunning, recordOf } from './process-record.js';
import { ChildService } from './child-service.js';

const DRAIN_MS = 20_000;
/** A service that dies more often than this within the window has a fault that starting it again does not mend. */
const RESTARTS = { most: 5, withinMs: 60_000 };

/** Where the built programs stand; from here, both in the checkout and in a container. */
const APPS = path.resolve(import.meta.dirname, '../../..');

/** A start on the same home is running already. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

type ServiceName = 'api' | 'worker';

/** Where the supervisor tells what happened. */
export interface SupervisorEvents {
  /** A service died and is started again. */
  onRestart: (reason: string) => void;
  /** It dies again and again, or does not start any more. */
  onFailure: (reason: string) => void;
}

/** Starts api and worker, notes their process ids, starts again what dies, and ends them in order. */
export class Supervisor {
  private readonly services = new Map<ServiceName, ChildService>();
  private readonly deaths = new Map<ServiceName, number[]>();
  private readonly processes: ProcessFile;
  private stopping = false;

  constructor(
    processFile: string,
    private readonly events: SupervisorEvents,
    private readonly apps = APPS,
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

  async start(name: ServiceName, env: NodeJS.ProcessEnv): Promise<ChildService> {
    const entry = path.join(this.apps, name, 'dist/main.js');
    const onUnexpectedEnd = (reason: string) => void this.startAgain(name, env, reason);
    return ChildService.start({ name, entry, env, onUnexpectedEnd }, (service) => {
      this.services.set(name, service);
      this.processes.add(recordOf(name, service.pid));
    });
  }

  /** Drains and ends everything that was started. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.allSettled([...this.services.values()].map((service) => service.stop(DRAIN_MS)));
    this.processes.clear();
  }

  private async startAgain(name: ServiceName, env: NodeJS.ProcessEnv, reason: string): Promise<void> {
    if (this.stopping) return;
    const now = Date.now();
    const deaths = [...(this.deaths.get(name) ?? []).filter((at) => now - at < RESTARTS.withinMs), now];
    this.deaths.set(name, deaths);
    if (deaths.length > RESTARTS.most) return this.events.onFailure(`${reason}, ${deaths.length} times in a minute`);
    this.events.onRestart(`${reason}; starting it again`);
    try {
      await this.start(name, env);
    } catch (error) {
      if (!this.stopping) this.events.onFailure(error instanceof Error ? error.message : String(error));
    }
  }
}
