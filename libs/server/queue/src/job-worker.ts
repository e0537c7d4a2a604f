import { DelayedError, UnrecoverableError, type Job, type Worker } from 'bullmq';
import {
  indexDefinitions,
  JobRegistryError,
  type JobDefinition,
  type JobDefinitions,
  type JobName,
  type JobPayload,
} from './job-definition.js';
import { openBackend, type QueueBackend, type QueueConfig } from './queue-backend.js';
import { within } from './within.js';

export interface JobContext {
  jobId: string;
  /** 1 for the first try. */
  attempt: number;
  /** How many tries are left after this one. */
  attemptsLeft: number;
  /** Aborted when the job is no longer this worker's: its lock was lost, or the worker stopped waiting for it. */
  signal: AbortSignal;
}

/** Does one job. Throws `UnrecoverableError` for what another try cannot mend, anything else to be tried again. */
export type JobHandler<P> = (payload: P, context: JobContext) => Promise<void>;

/** One handler for each job. */
export type JobHandlers<D extends JobDefinitions> = { [N in JobName<D>]: JobHandler<JobPayload<D, N>> };

/** What there is to log of one try. */
export interface AttemptReport {
  name: string;
  jobId: string;
  attempt: number;
  outcome: 'done' | 'failed';
  durationMs: number;
  /** The payload as it was stored, for the request id that it may carry. */
  payload: unknown;
  error?: Error;
}

export interface JobHooks {
  /** After each try that came to an end. */
  onAttempt?(report: AttemptReport): void;
  /**
   * After each try that failed; `final` when there will be no other. The queue waits for it, so that a final failure can
   * be written to the product's own tables: while that fails, the job is not given up but tried again later. The payload
   * may be one that its schema refused.
   */
  onFailed?(name: string, payload: unknown, error: Error, final: boolean): Promise<void> | void;
  /** Lost connections, lost locks: nothing to do but to log. */
  onError?(error: Error): void;
}

export interface WorkerTimings {
  /** How long a job belongs to a worker that says nothing, in milliseconds. Default 30 s; renewed at half of it. */
  lockMs?: number;
  /** How often it is looked for jobs whose worker is gone, in milliseconds. Default 30 s. */
  stalledCheckMs?: number;
}

const READY_MS = 30_000;

/**
 * Takes jobs out of their queues and runs their handlers. At least once: a job whose worker was killed, or was too busy
 * to renew its lock, is run again, also beside the first run. Handlers must bear that, and must leave heavy computing to
 * other processes or threads.
 */
export class JobWorker<const D extends JobDefinitions> {
  readonly #config: QueueConfig;
  readonly #definitions: ReadonlyMap<string, D[number]>;
  readonly #handlers: ReadonlyMap<string, JobHandler<unknown>>;
  readonly #workers: Worker[] = [];
  readonly #told = new WeakSet<Error>();
  #backend: QueueBackend | undefined;
  #letGo = false;
  #closing: Promise<void> | undefined;

  /**
   * @param handlers one map, or one from each slice.
   * @throws JobRegistryError when a job has no handler or two, or when a handler is for no known job.
   */
  constructor(
    config: QueueConfig,
    definitions: D,
    handlers: JobHandlers<D> | readonly Partial<JobHandlers<D>>[],
    private readonly hooks: JobHooks = {},
    private readonly timings: WorkerTimings = {},
  ) {
    this.#config = config;
    this.#definitions = indexDefinitions(definitions);
    this.#handlers = indexHandlers(this.#definitions, Array.isArray(handlers) ? handlers : [handlers]);
  }

  /** Fulfilled when every queue is being worked on. Rejects after 30 seconds at the latest. */
  async start(): Promise<void> {
    if (this.#backend) throw new Error('the worker was started before');
    await this.#prepareStore();
    const backend = openBackend(this.#config, this.#onError);
    this.#backend = backend;
    for (const definition of this.#definitions.values()) this.#workers.push(this.#work(backend, definition));
    const all = Promise.all(this.#workers.map((worker) => worker.waitUntilReady()));
    await within(READY_MS, 'the workers were not ready', all);
  }

  /**
   * Takes no further job and waits for those that run. With `withinMs` it waits no longer than that: what still runs gets
   * its signal aborted and is left to its lock, after which another worker runs it again. A second call waits for the first.
   */
  close(options: { withinMs?: number } = {}): Promise<void> {
    // Once only: BullMQ opens connections again when a closed worker is told to pause.
    return (this.#closing ??= this.#close(options));
  }

  async #close({ withinMs }: { withinMs?: number }): Promise<void> {
    if (withinMs !== undefined) {
      const drained = Promise.all(this.#workers.map((worker) => worker.pause()));
      await within(withinMs, 'jobs are still running', drained).catch(() => {
        this.#letGo = true;
        for (const worker of this.#workers) worker.cancelAllJobs('the worker is closing');
      });
    }
    await Promise.all(this.#workers.map((worker) => worker.close(this.#letGo)));
    await this.#backend?.close();
  }

  /** A worker on a store without tables spins until its memory is used up: so they are made, and awaited, before. */
  async #prepareStore(): Promise<void> {
    const [first] = this.#definitions.keys();
    if (first === undefined) return;
    const backend = openBackend(this.#config, this.#onError);
    const queue = backend.queue(first);
    try {
      await within(READY_MS, 'the queue was not ready', queue.waitUntilReady());
    } finally {
      await queue.close();
      await backend.close();
    }
  }

  #work(backend: QueueBackend, definition: JobDefinition): Worker {
    const { lockMs = 30_000, stalledCheckMs = 30_000 } = this.timings;
    const worker = backend.worker(
      definition.name,
      (job, token, signal) => this.#run(definition, job, token, signal as AbortSignal),
      {
        concurrency: definition.concurrency,
        lockDuration: lockMs,
        stalledInterval: stalledCheckMs,
        // A job that takes its process down with it must come to an end too.
        maxStalledCount: definition.attempts,
      },
    );
    worker.on('lockRenewalFailed', (ids: string[]) => ids.forEach((id) => worker.cancelJob(id, 'the lock was lost')));
    worker.on('failed', (job, error) => void this.#failedOutside(definition, job, error));
    return worker;
  }

  async #run(definition: JobDefinition, job: Job, token: string | undefined, signal: AbortSignal): Promise<void> {
    const attempt = job.attemptsMade + 1;
    const attemptsLeft = Math.max(0, (job.opts.attempts ?? 1) - attempt);
    const jobId = String(job.id);
    const report = { name: definition.name, jobId, attempt, payload: job.data as unknown };
    const begun = performance.now();
    const took = (): number => Math.round(performance.now() - begun);
    try {
      const parsed = definition.payload.safeParse(job.data);
      if (!parsed.success) throw new UnrecoverableError(`the payload does not fit: ${parsed.error.message}`);
      await this.#handlers.get(definition.name)?.(parsed.data, { jobId, attempt, attemptsLeft, signal });
      if (this.#letGo) return await never();
      this.hooks.onAttempt?.({ ...report, outcome: 'done', durationMs: took() });
    } catch (thrown) {
      if (this.#letGo) return never();
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.#told.add(error);
      this.hooks.onAttempt?.({ ...report, outcome: 'failed', durationMs: took(), error });
      const final = error instanceof UnrecoverableError || attemptsLeft === 0;
      try {
        await this.hooks.onFailed?.(definition.name, job.data, error, final);
      } catch (hookError) {
        this.#onError(hookError as Error);
        if (final) {
          // Nobody would hear of the failure: keep the job, without counting the try.
          await job.moveToDelayed(Date.now() + Math.max(definition.backoffMs, 1_000), token);
          throw new DelayedError();
        }
      }
      throw error;
    }
  }

  /** BullMQ itself ends a job that took down too many workers; no handler runs then. */
  async #failedOutside(definition: JobDefinition, job: Job | undefined, error: Error): Promise<void> {
    if (!job || this.#told.has(error)) return;
    try {
      await this.hooks.onFailed?.(definition.name, job.data, error, true);
    } catch (hookError) {
      this.#onError(hookError as Error);
    }
  }

  readonly #onError = (error: Error): void => this.hooks.onError?.(error);
}

function indexHandlers(
  definitions: ReadonlyMap<string, unknown>,
  maps: readonly object[],
): ReadonlyMap<string, JobHandler<unknown>> {
  const faults: string[] = [];
  const index = new Map<string, JobHandler<unknown>>();
  for (const [name, handler] of maps.flatMap((map) => Object.entries(map) as [string, unknown][])) {
    if (!definitions.has(name)) faults.push(`${name} is handled but not registered`);
    if (index.has(name)) faults.push(`${name} is handled twice`);
    if (typeof handler !== 'function') faults.push(`the handler of ${name} is not a function`);
    index.set(name, handler as JobHandler<unknown>);
  }
  for (const name of definitions.keys()) if (!index.has(name)) faults.push(`${name} has no handler`);
  if (faults.length > 0) throw new JobRegistryError(faults);
  return index;
}

/** A promise that stays open, so that BullMQ writes nothing more about a job that this worker has let go. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}
