import { requestContext } from '@zuimei/platform';
import type { JobQueue } from '@zuimei/queue';
import type { ContestJobs } from '../jobs.js';
import { PhotoJobs } from './photo-jobs.port.js';

/** Photo work over the job queue; the request's id travels along. */
export class QueuedPhotoJobs extends PhotoJobs {
  constructor(private readonly queue: Pick<JobQueue<ContestJobs>, 'enqueue'>) {
    super();
  }

  async derive(submissionId: string): Promise<void> {
    await this.queue.enqueue(
      'photo.derive',
      { submissionId, requestId: requestId() },
      { deduplicationId: submissionId },
    );
  }

  async verify(checkId: string): Promise<void> {
    await this.queue.enqueue('photo.verify', { checkId, requestId: requestId() }, { deduplicationId: checkId });
  }

  async repair(photoId: string): Promise<void> {
    await this.queue.enqueue('photo.repair', { photoId, requestId: requestId() }, { deduplicationId: photoId });
  }
}

const requestId = (): string => requestContext()?.requestId ?? 'none';
