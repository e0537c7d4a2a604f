import { jobPayloads } from '@zuimei/contracts';
import { defineJob } from '@zuimei/queue';

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
      name: 'photo.sweep',
      payload: jobPayloads['photo.sweep'],
      attempts: 1,
      backoffMs: 0,
      concurrency: 1,
    }),
  ] as const;

export type ContestJobs = ReturnType<typeof contestJobs>;
