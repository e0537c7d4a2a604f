import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { defineJob, JobQueue, JobWorker, type JobQueueOptions } from './index.js';
import { queueContract } from './queue.contract.js';
import { eventually } from './spec-support.js';

const { TEST_REDIS_URL: redisUrl, TEST_LEAVE_NOTHING_OUT } = process.env;

if (redisUrl) {
  const prefix = `zuimei-${randomUUID()}`;
  queueContract('Redis', () => ({ redisUrl, prefix }));

  describe('queue on Redis', () => {
    const job = defineJob({ name: 'photo.derive', payload: z.object({}), attempts: 1, backoffMs: 0, concurrency: 1 });

    it('goes on after Redis was flushed: its schedule returns and its worker still works', async () => {
      // A database of its own, so that the flush takes nothing from other specs.
      const url = new URL(redisUrl);
      url.pathname = '/7';
      const config = { redisUrl: url.href, prefix };
      const queue = new JobQueue(config, [job], { scheduleCheckMs: 200 });
      let runs = 0;
      const worker = new JobWorker(config, [job], { 'photo.derive': async () => void runs++ });
      const admin = new Redis(url.href);
      try {
        await queue.ready();
        await worker.start();
        await queue.schedule('photo.derive', 60_000, {});
        await eventually(() => runs === 1);
        await admin.flushdb();
        await eventually(() => runs === 2, 20_000);
        await queue.enqueue('photo.derive', {});
        await eventually(() => runs === 3, 20_000);
      } finally {
        await worker.close();
        await queue.close();
        admin.disconnect();
      }
    }, 60_000);
  });
} else if (TEST_LEAVE_NOTHING_OUT) {
  it('has a Redis to run the contract on', () => {
    throw new Error('TEST_LEAVE_NOTHING_OUT is set, but TEST_REDIS_URL is not');
  });
} else {
  console.warn('left out: the queue contract on Redis (set TEST_REDIS_URL; .ci/run does)');
}

describe('queue without its Redis', () => {
  const job = defineJob({ name: 'photo.derive', payload: z.object({}), attempts: 1, backoffMs: 0, concurrency: 1 });

  it('refuses a job after a short wait instead of holding the caller', async () => {
    const errors: Error[] = [];
    const options = { answerMs: 300, onError: (error: Error): unknown => errors.push(error) };
    const queue = new JobQueue({ redisUrl: 'redis://127.0.0.1:9' }, [job], options as JobQueueOptions);
    await expect(queue.enqueue('photo.derive', {})).rejects.toThrow(/did not take the job within 300 ms/);
    await queue.close();
    expect(errors[0]?.message).toMatch(/ECONNREFUSED/);
  });
});
