import { jobPayloads } from '@zuimei/contracts';
import { defineJob } from '@zuimei/queue';

/** The background work of this slice. A run that fails is not tried again: the next one finds the same rows. */
export const judgingJobs = () =>
  [
    defineJob({
      name: 'round.publish-due',
      payload: jobPayloads['round.publish-due'],
      attempts: 1,
      backoffMs: 0,
      concurrency: 1,
    }),
  ] as const;

export type JudgingJobs = ReturnType<typeof judgingJobs>;

/** How often results are looked for whose time to become public has come, in milliseconds. */
export const PUBLISH_EVERY_MS = 5_000;
