import { type ContestJobs, DerivePhoto, RecordPhotoFailure, SweepPhotos } from '@zuimei/contest';
import { jobPayloads } from '@zuimei/contracts';
import { type Logger, withRequestContext } from '@zuimei/platform';
import type { JobHandlers, JobHooks } from '@zuimei/queue';

/** One handler for each job of the contest. */
export const photoHandlers = (derive: DerivePhoto, sweep: SweepPhotos, log: Logger): JobHandlers<ContestJobs> => ({
  'photo.derive': ({ submissionId, requestId }) =>
    withRequestContext({ requestId }, async () => {
      const outcome = await derive.run(submissionId);
      log.debug({ submissionId, outcome }, 'photo derived');
    }),
  'photo.sweep': async () => {
    const report = await sweep.run();
    if (Object.values(report).some((count) => count > 0)) log.info(report, 'swept');
  },
});

/** One log line a try; the last failure of a photo goes to its submission. */
export const photoHooks = (failures: RecordPhotoFailure, log: Logger): JobHooks => ({
  onAttempt: ({ name, jobId, attempt, outcome, durationMs, payload, error }) => {
    const requestId = (payload as { requestId?: unknown } | null)?.requestId;
    const line = {
      job: name,
      jobId,
      attempt,
      outcome,
      ms: Math.round(durationMs),
      ...(typeof requestId === 'string' && { requestId }),
    };
    if (error) log.warn({ ...line, err: error }, 'job failed');
    else if (name === 'photo.sweep') log.debug(line, 'job');
    else log.info(line, 'job');
  },
  onFailed: async (name, payload, error, final) => {
    if (!final || name !== 'photo.derive') return;
    const job = jobPayloads['photo.derive'].safeParse(payload);
    if (job.success) await failures.run(job.data.submissionId, error);
  },
  onError: (error) => log.warn({ err: error }, 'the queue has a fault'),
});
