import { z } from 'zod';
import {
  defineJob,
  JobQueue,
  JobWorker,
  type JobDefinition,
  type JobHandler,
  type JobHooks,
  type QueueConfig,
  type WorkerTimings,
} from './index.js';

export interface Payload {
  photoId: string;
}
export type Job = JobDefinition<Payload, string>;

/** Locks and checks short enough that a test sees a dead worker's job come back. */
export const SHORT: WorkerTimings = { lockMs: 600, stalledCheckMs: 300 };

let nth = 0;
/** A job of a kind of its own, so that no test meets another's jobs. */
export const aJob = (over: Partial<Job> = {}): Job =>
  defineJob({
    name: `photo.derive-${++nth}`,
    payload: z.strictObject({ photoId: z.string() }),
    attempts: 3,
    backoffMs: 50,
    concurrency: 1,
    ...over,
  });

/** Makes queues and workers on one store, and closes them after each test. */
export interface QueueHarness {
  config: () => QueueConfig;
  aQueue: (...jobs: Job[]) => Promise<JobQueue<Job[]>>;
  aWorker: (
    job: Job,
    handler: JobHandler<Payload>,
    hooks?: JobHooks,
    timings?: WorkerTimings,
  ) => Promise<JobWorker<Job[]>>;
  /** Whether no job of the kind waits, is delayed or runs. */
  settled: (queue: JobQueue<Job[]>, job: Job) => Promise<boolean>;
}

export function queueHarness(config: () => QueueConfig): QueueHarness {
  const open: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  const aQueue = async (...jobs: Job[]): Promise<JobQueue<Job[]>> => {
    const queue = new JobQueue(config(), jobs, { scheduleCheckMs: 200 });
    open.push(() => queue.close());
    await queue.ready();
    return queue;
  };
  const aWorker = async (
    job: Job,
    handler: JobHandler<Payload>,
    hooks: JobHooks = {},
    timings: WorkerTimings = {},
  ): Promise<JobWorker<Job[]>> => {
    const jobs: Job[] = [job];
    const worker = new JobWorker<Job[]>(config(), jobs, { [job.name]: handler }, hooks, timings);
    open.push(() => worker.close({ withinMs: 2_000 }));
    await worker.start();
    return worker;
  };
  const settled = async (queue: JobQueue<Job[]>, job: Job): Promise<boolean> => {
    const counts = (await queue.counts())[job.name];
    return counts?.waiting === 0 && counts.delayed === 0 && counts.active === 0;
  };

  return { config, aQueue, aWorker, settled };
}
