import { type JobsOptions, type Queue } from 'bullmq';
import { indexDefinitions, type JobDefinitions, type JobName, type JobPayload } from './job-definition.js';
import { openBackend, type QueueBackend, type QueueConfig } from './queue-backend.js';
import { within } from './within.js';

/** How many jobs of one name are in which state. `waiting` counts what could start now. */
export interface JobCounts {
  waiting: number;
  delayed: number;
  active: number;
  failed: number;
}

export interface EnqueueOptions {
  /**
   * While a job of this name with the same id waits, is delayed or runs, another one is not added. Once it has ended, in
   * whatever way, the id is free again. Any text without `:`.
   */
  deduplicationId?: string;
  /** The job starts no sooner than this many milliseconds from now. */
  delayMs?: number;
}

export interface JobQueueOptions {
  /** Hears of lost connections; they mend themselves. Default: nothing. */
  onError?: (error: Error) => void;
  /** How often it is looked whether the store has lost a schedule, in milliseconds. Default 15 s. */
  scheduleCheckMs?: number;
  /** How long `enqueue` waits for the store before it rejects, in milliseconds. Default 10 s. */
  answerMs?: number;
}

/** Ended jobs are kept for a person to look at; what counts for the product stands in its own tables. */
const KEPT: Pick<JobsOptions, 'removeOnComplete' | 'removeOnFail'> = {
  removeOnComplete: { age: 24 * 3600, count: 1_000 },
  removeOnFail: { age: 14 * 24 * 3600, count: 5_000 },
};

const READY_MS = 30_000;

/** Puts jobs into their queues, one queue a job name. Call `ready` first. */
export class JobQueue<const D extends JobDefinitions> {
  readonly #definitions: ReadonlyMap<string, D[number]>;
  readonly #backend: QueueBackend;
  readonly #queues = new Map<string, Queue>();
  readonly #schedules = new Map<string, () => Promise<void>>();
  readonly #onError: (error: Error) => void;
  readonly #scheduleCheckMs: number;
  readonly #answerMs: number;
  #guard: NodeJS.Timeout | undefined;

  /** @throws JobRegistryError */
  constructor(config: QueueConfig, definitions: D, options: JobQueueOptions = {}) {
    this.#definitions = indexDefinitions(definitions);
    this.#onError = options.onError ?? (() => undefined);
    this.#scheduleCheckMs = options.scheduleCheckMs ?? 15_000;
    this.#answerMs = options.answerMs ?? 10_000;
    this.#backend = openBackend(config, this.#onError);
    for (const name of this.#definitions.keys()) this.#queues.set(name, this.#backend.queue(name));
  }

  /** Fulfilled when the store answers and its tables are there; rejects after 30 seconds at the latest. */
  async ready(): Promise<void> {
    const all = [...this.#queues.values()].map((queue) => queue.waitUntilReady());
    await within(READY_MS, 'the queue was not ready', Promise.all(all));
  }

  /**
   * Adds a job. To be called after the commit of what the job is about.
   *
   * @throws ZodError when the payload does not fit; otherwise rejects when the store does not answer; the job may
   *   then have been queued all the same.
   */
  async enqueue<N extends JobName<D>>(name: N, payload: JobPayload<D, N>, options: EnqueueOptions = {}): Promise<void> {
    const { deduplicationId, delayMs } = options;
    if (deduplicationId !== undefined && !/^[^:]+$/.test(deduplicationId)) {
      throw new Error(`not a deduplication id: ${JSON.stringify(deduplicationId)}`);
    }
    const definition = this.#definition(name);
    const added = this.#queue(name).add(name, definition.payload.parse(payload), {
      ...tries(definition),
      ...(delayMs === undefined ? {} : { delay: delayMs }),
      ...(deduplicationId === undefined ? {} : { deduplication: { id: deduplicationId } }),
    });
    await within(this.#answerMs, 'the queue did not take the job', added);
  }

  /**
   * Lets a job start every `everyMs` milliseconds, the first time at once, however many processes ask for it. Asking
   * again with another interval or payload replaces the schedule. While this queue is open it puts the schedule back
   * should the store lose it.
   */
  async schedule<N extends JobName<D>>(name: N, everyMs: number, payload: JobPayload<D, N>): Promise<void> {
    const definition = this.#definition(name);
    const data: unknown = definition.payload.parse(payload);
    const queue = this.#queue(name);
    const write = async (): Promise<void> => {
      await queue.upsertJobScheduler(name, { every: everyMs }, { name, data, opts: tries(definition) });
    };
    const standing = await queue.getJobScheduler(name);
    const same = standing?.every === everyMs && JSON.stringify(standing.template?.data) === JSON.stringify(data);
    // Writing a schedule again would move its next run.
    if (!same) await write();
    this.#schedules.set(name, async () => {
      if (!(await queue.getJobScheduler(name))) await write();
    });
    this.#guard ??= setInterval(() => void this.#keepSchedules(), this.#scheduleCheckMs).unref();
  }

  /** Ends a schedule; a run that has begun is not disturbed. */
  async unschedule(name: JobName<D>): Promise<void> {
    this.#schedules.delete(name);
    await this.#queue(name).removeJobScheduler(name);
  }

  async counts(): Promise<Record<JobName<D>, JobCounts>> {
    const rows = [...this.#queues].map(async ([name, queue]) => {
      const found = await queue.getJobCounts('waiting', 'delayed', 'active', 'failed');
      const { waiting = 0, delayed = 0, active = 0, failed = 0 } = found;
      return [name, { waiting, delayed, active, failed }] as const;
    });
    return Object.fromEntries(await Promise.all(rows)) as Record<JobName<D>, JobCounts>;
  }

  async close(): Promise<void> {
    clearInterval(this.#guard);
    this.#schedules.clear();
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    await this.#backend.close();
  }

  async #keepSchedules(): Promise<void> {
    for (const keep of [...this.#schedules.values()]) {
      await keep().catch((error: unknown) => this.#onError(error as Error));
    }
  }

  #definition(name: string): D[number] {
    const definition = this.#definitions.get(name);
    if (!definition) throw new Error(`there is no job ${name}`);
    return definition;
  }

  #queue(name: string): Queue {
    const queue = this.#queues.get(name);
    if (!queue) throw new Error(`there is no job ${name}`);
    return queue;
  }
}

function tries({ attempts, backoffMs }: JobDefinitions[number]): JobsOptions {
  return { attempts, backoff: { type: 'exponential', delay: backoffMs }, ...KEPT };
}
