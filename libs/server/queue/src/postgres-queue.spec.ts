import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { defineJob, JobQueue, JobWorker } from './index.js';
import { queueContract } from './queue.contract.js';

const databaseUrl = process.env.TEST_DATABASE_URL ?? '';
const freshSchema = (): string => `queue_${randomUUID().replaceAll('-', '')}`;
const contractSchema = freshSchema();

queueContract('PostgreSQL', () => ({ databaseUrl, schema: contractSchema }));

describe('queue on PostgreSQL', () => {
  const job = defineJob({ name: 'photo.derive', payload: z.object({}), attempts: 1, backoffMs: 0, concurrency: 1 });

  it('refuses to begin on a schema that was not migrated, where it may not do so itself', async () => {
    const config = { databaseUrl, schema: freshSchema(), migrate: false };
    const queue = new JobQueue(config, [job]);
    await expect(queue.ready()).rejects.toThrow();
    await queue.close();
    const worker = new JobWorker(config, [job], { 'photo.derive': async () => undefined });
    await expect(worker.start()).rejects.toThrow();
    await worker.close();
  });

  it('begins there once another has migrated it', async () => {
    const schema = freshSchema();
    const owner = new JobQueue({ databaseUrl, schema }, [job]);
    await owner.ready();
    await owner.close();
    const queue = new JobQueue({ databaseUrl, schema, migrate: false }, [job]);
    await queue.ready();
    expect(await queue.counts()).toEqual({ 'photo.derive': { waiting: 0, delayed: 0, active: 0, failed: 0 } });
    await queue.close();
  });

  it('rejects where there is no server', async () => {
    const queue = new JobQueue({ databaseUrl: 'postgres://127.0.0.1:9/none', schema: 'queue' }, [job]);
    await expect(queue.ready()).rejects.toThrow(/ECONNREFUSED/);
    await queue.close();
  });
});
