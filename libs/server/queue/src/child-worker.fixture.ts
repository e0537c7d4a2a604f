// A worker process for the specs that kill one: takes a job, says so on its output, and never ends it.
import { z } from 'zod';
import { defineJob, JobWorker, type QueueConfig } from './index.js';

const [config, name, attempts, lockMs] = JSON.parse(process.argv[2] ?? '[]') as [QueueConfig, string, number, number];

const job = defineJob({
  name,
  payload: z.object({ photoId: z.string() }),
  attempts,
  backoffMs: 10,
  concurrency: 1,
});
const worker = new JobWorker(
  config,
  [job],
  {
    [name]: async ({ photoId }: { photoId: string }) => {
      process.stdout.write(`begun ${photoId}\n`);
      await new Promise((resolve) => setTimeout(resolve, 3_600_000));
    },
  },
  {},
  { lockMs, stalledCheckMs: lockMs },
);
await worker.start();
process.stdout.write('ready\n');
