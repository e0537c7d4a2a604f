export { UnrecoverableError } from 'bullmq';
export {
  defineJob,
  JobRegistryError,
  type JobDefinition,
  type JobDefinitions,
  type JobName,
  type JobPayload,
} from './job-definition.js';
export { JobQueue, type EnqueueOptions, type JobCounts, type JobQueueOptions } from './job-queue.js';
export {
  JobWorker,
  type AttemptReport,
  type JobContext,
  type JobHandler,
  type JobHandlers,
  type JobHooks,
  type WorkerTimings,
} from './job-worker.js';
export { type QueueConfig } from './queue-backend.js';
