import type { JudgingJobs, PublishDueRounds } from '@zuimei/judging';
import type { Logger } from '@zuimei/platform';
import type { JobHandlers } from '@zuimei/queue';

/** One handler for each job of judging. */
export const publicationHandlers = (due: PublishDueRounds, log: Logger): JobHandlers<JudgingJobs> => ({
  'round.publish-due': async () => {
    for (const roundId of await due.run()) log.info({ roundId }, 'published at its time');
  },
});
