import { jobPayloads } from '@zuimei/contracts';
import { QUEUE_SCHEMA } from '@zuimei/persistence';
import { defineJob, type QueueConfig } from '@zuimei/queue';

/** How many photos one worker derives at a time, unless told: one core each on the usual machine. */
const DERIVE_CONCURRENCY = 2;

/**
 * The background work of this slice. A photo that the machine could not derive (no space, the store away) is tried for
 * about four minutes; after that the sweep brings it back.
 */
export const contestJobs = (options: { deriveConcurrency?: number } = {}) =>
  [
    defineJob({
      name: 'photo.derive',
      payload: jobPayloads['photo.derive'],
      attempts: 7,
      backoffMs: 2_000,
      concurrency: options.deriveConcurrency ?? DERIVE_CONCURRENCY,
    }),
    defineJob({
      name: 'photo.verify',
      payload: jobPayloads['photo.verify'],
      attempts: 6,
      backoffMs: 2_000,
      concurrency: 1,
    }),
    // One at a time: what people have just handed in comes first.
    defineJob({
      name: 'photo.repair',
      payload: jobPayloads['photo.repair'],
      attempts: 7,
      backoffMs: 2_000,
      concurrency: 1,
    }),
    defineJob({
      name: 'photo.sweep',
      payload: jobPayloads['photo.sweep'],
      attempts: 1,
      backoffMs: 0,
      concurrency: 1,
    }),
    // A run that fails is not tried again: the next one finds the same rows.
    defineJob({
      name: 'phone.erase',
      payload: jobPayloads['phone.erase'],
      attempts: 1,
      backoffMs: 0,
      concurrency: 1,
    }),
  ] as const;

export type ContestJobs = ReturnType<typeof contestJobs>;

/**
 * Where jobs wait: in Redis where there is one, else in a schema of the database that belongs to the queue's role.
 * @throws where neither is known
 */
export function queueConfigOf(config: { redisUrl: string | null }, queueUrl: string | null): QueueConfig {
  if (config.redisUrl) return { redisUrl: config.redisUrl };
  if (!queueUrl) throw new Error('no place for jobs: set REDIS_URL or DATABASE_QUEUE_URL');
  return { databaseUrl: queueUrl, schema: QUEUE_SCHEMA };
}

/**
 * How often the sweep runs, in milliseconds. With the age from which it takes a job for lost, and the 15 s after which
 * the queue puts a lost schedule back, a queue that was emptied is rebuilt from the rows within a minute.
 */
export const SWEEP_EVERY_MS = 20_000;

/** How often numbers are looked for whose term is over, in milliseconds. */
export const ERASE_PHONES_EVERY_MS = 60 * 60_000;
