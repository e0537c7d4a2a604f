import type { Logger } from './log/logger.js';

type Step = { name: string; run: () => Promise<void> | void };

/** Ends a program in order: what was opened last is closed first. */
export class Shutdown {
  readonly #steps: Step[] = [];
  #running: Promise<boolean> | undefined;

  constructor(
    private readonly log: Logger,
    /** Milliseconds after which the rest is given up. */
    private readonly limit = 15_000,
  ) {}

  /** Registers how to close something; call it as soon as the thing is open. */
  add(name: string, run: () => Promise<void> | void): void {
    this.#steps.unshift({ name, run });
  }

  /** Whether closing has begun. */
  get begun(): boolean {
    return this.#running !== undefined;
  }

  /** Closes everything once, however often it is called; true where all of it went well and in time. */
  run(): Promise<boolean> {
    this.#running ??= this.#close();
    return this.#running;
  }

  /** Closes on SIGTERM and SIGINT and ends the process; a second signal ends it at once. */
  onSignals(): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (this.begun) process.exit(1);
        this.log.info({ signal }, 'shutting down');
        void this.run().then((clean) => process.exit(clean ? 0 : 1));
      });
    }
  }

  async #close(): Promise<boolean> {
    let clean = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), this.limit);
    });
    for (const { name, run } of this.#steps) {
      try {
        const end = await Promise.race([Promise.resolve(run()).then(() => 'done' as const), late]);
        if (end === 'late') {
          this.log.error({ step: name }, 'shutdown took too long');
          clean = false;
          break;
        }
      } catch (error) {
        clean = false;
        this.log.error({ step: name, err: error }, 'shutdown step failed');
      }
    }
    clearTimeout(timer);
    return clean;
  }
}
