import {
  type ContestJobs,
  DerivePhoto,
  ErasePhones,
  RecordPhotoFailure,
  RepairPhoto,
  SweepPhotos,
  SweepRepairs,
  VerifyPhotos,
} from '@zuimei/contest';
import { jobPayloads } from '@zuimei/contracts';
import { type Logger, withRequestContext } from '@zuimei/platform';
import type { JobHandlers, JobHooks } from '@zuimei/queue';

/** The use cases that the jobs of the contest run. */
export interface PhotoWork {
  derive: DerivePhoto;
  failures: RecordPhotoFailure;
  verify: VerifyPhotos;
  repair: RepairPhoto;
  sweep: SweepPhotos;
  sweepRepairs: SweepRepairs;
  erasePhones: ErasePhones;
}

/** One handler for each job of the contest. */
export const photoHandlers = (work: PhotoWork, log: Logger): JobHandlers<ContestJobs> => ({
  'photo.derive': ({ submissionId, requestId }) =>
    withRequestContext({ requestId }, async () => {
      const outcome = await work.derive.run(submissionId);
      log.debug({ submissionId, outcome }, 'photo derived');
    }),
  'photo.verify': ({ checkId, requestId }) =>
    withRequestContext({ requestId }, async () => {
      const outcome = await work.verify.run(checkId);
      log.debug({ checkId, outcome }, 'photos checked');
    }),
  'photo.repair': ({ photoId, requestId }) =>
    withRequestContext({ requestId }, async () => {
      const outcome = await work.repair.run(photoId);
      log.debug({ photoId, outcome }, 'photo repaired');
    }),
  'photo.sweep': async () => {
    const report = { ...(await work.sweep.run()), ...(await work.sweepRepairs.run()) };
    if (Object.values(report).some((count) => count > 0)) log.info(report, 'swept');
  },
  'phone.erase': async () => {
    const count = await work.erasePhones.run();
    if (count > 0) log.info({ count }, 'phone numbers removed at the end of their term');
  },
});

/** One log line a try; the last failure of a job goes to the row that it is about. */
export const photoHooks = (work: PhotoWork, log: Logger): JobHooks => ({
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
    else if (name === 'photo.sweep' || name === 'round.publish-due') log.debug(line, 'job');
    else log.info(line, 'job');
  },
  onFailed: async (name, payload, error, final) => {
    if (!final) return;
    if (name === 'photo.derive') {
      const job = jobPayloads[name].safeParse(payload);
      if (job.success) await work.failures.run(job.data.submissionId, error);
    } else if (name === 'photo.verify') {
      const job = jobPayloads[name].safeParse(payload);
      if (job.success) await work.verify.fail(job.data.checkId, error);
    } else if (name === 'photo.repair') {
      const job = jobPayloads[name].safeParse(payload);
      if (job.success) await work.repair.recordFailure(job.data.photoId, error);
    }
  },
  onError: (error) => log.warn({ err: error }, 'the queue has a fault'),
});
