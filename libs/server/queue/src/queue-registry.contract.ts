import { z } from 'zod';
import { JobQueue, JobRegistryError, JobWorker } from './index.js';
import { aJob, type Job, type Payload, type QueueHarness } from './spec-harness.js';
import { eventually } from './spec-support.js';

/** What is not in order is refused: payloads, ids, names, handlers. */
export function registryContract({ config, aQueue, aWorker, settled }: QueueHarness): void {
  describe('payloads', () => {
    it('are checked when they are queued', async () => {
      const job = aJob();
      const queue = await aQueue(job);
      await expect(queue.enqueue(job.name, { photoId: 7 } as unknown as Payload)).rejects.toThrow(/photoId/);
      await expect(queue.schedule(job.name, 1_000, {} as Payload)).rejects.toThrow(/photoId/);
      await expect(queue.enqueue('photo.unknown' as string, { photoId: '1' })).rejects.toThrow(/no job photo.unknown/);
      expect(await settled(queue, job)).toBe(true);
    });

    it('are checked again before they are handled: what an older release queued ends as a final failure', async () => {
      const older = aJob({ payload: z.strictObject({ photo: z.string() }) as unknown as Job['payload'] });
      const newer = aJob({ name: older.name });
      const queue = await aQueue(older);
      await queue.enqueue(older.name, { photo: '1' } as unknown as Payload);
      let runs = 0;
      const failures: [unknown, boolean][] = [];
      await aWorker(newer, async () => void runs++, {
        onFailed: (_name, payload, _error, final) => void failures.push([payload, final]),
      });
      await eventually(() => failures.length === 1);
      expect([runs, failures]).toEqual([0, [[{ photo: '1' }, true]]]);
    });

    it.each(['a:b', ''])('take no deduplication id like %j', async (deduplicationId) => {
      const job = aJob();
      const queue = await aQueue(job);
      await expect(queue.enqueue(job.name, { photoId: '1' }, { deduplicationId })).rejects.toThrow(/deduplication/);
    });
  });

  describe('a registry that is not in order refuses the start', () => {
    const job = aJob();
    const handler = async (): Promise<void> => undefined;
    const faults = (make: () => unknown): readonly string[] => {
      try {
        make();
      } catch (error) {
        if (error instanceof JobRegistryError) return error.faults;
        throw error;
      }
      return [];
    };
    it.each<[string, () => unknown, string]>([
      ['a job without a handler', () => new JobWorker(config(), [job], {} as never), 'has no handler'],
      [
        'a handler without a job',
        () => new JobWorker(config(), [job], { [job.name]: handler, 'photo.none': handler }),
        'photo.none is handled but not registered',
      ],
      [
        'a job with two handlers',
        () => new JobWorker(config(), [job], [{ [job.name]: handler }, { [job.name]: handler }]),
        'is handled twice',
      ],
      [
        'a handler that is none',
        () => new JobWorker(config(), [job], { [job.name]: 'nothing' as unknown as typeof handler }),
        'is not a function',
      ],
      ['a job registered twice, in the worker', () => new JobWorker(config(), [job, job], {}), 'is registered twice'],
      ['a job registered twice, in the queue', () => new JobQueue(config(), [job, job]), 'is registered twice'],
      ['a name without a verb', () => new JobQueue(config(), [aJob({ name: 'photo' })]), 'is not called noun.verb'],
      ['no attempts', () => new JobQueue(config(), [aJob({ attempts: 0 })]), 'has 0 attempts'],
      ['no concurrency', () => new JobQueue(config(), [aJob({ concurrency: 0 })]), 'has a concurrency of 0'],
      ['a negative back-off', () => new JobQueue(config(), [aJob({ backoffMs: -1 })]), 'has a back-off of -1 ms'],
    ])('%s', (_what, make, fault) => {
      expect(faults(make).join()).toContain(fault);
    });
  });
}
