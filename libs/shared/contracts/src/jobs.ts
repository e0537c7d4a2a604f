import { z } from 'zod';

const id = z.uuid();

/** Payloads of background work; names are noun.verb. Rows are the truth: a job only points at one. */
export const jobPayloads = {
  /** Inspect, decode and derive the photo of one submission. Safe to run twice. */
  'photo.derive': z.object({ submissionId: id, requestId: z.string() }),
  /** Look at every stored photo in batches, from where the check's row stands. Safe to run twice. */
  'photo.verify': z.object({ checkId: id, requestId: z.string() }),
  /** Derive what is missing of one photo from its original. Safe to run twice. */
  'photo.repair': z.object({ photoId: id, requestId: z.string() }),
  /** Find received submissions without derivatives and staged uploads that nobody finished. */
  'photo.sweep': z.object({}),
  /** Remove phone numbers whose term is over. Safe to run twice, also at once. */
  'phone.erase': z.object({}),
  /** Publish the certified results whose time has come. Safe to run twice, also at once. */
  'round.publish-due': z.object({}),
} as const;

export type JobName = keyof typeof jobPayloads;
export type JobPayload<N extends JobName> = z.output<(typeof jobPayloads)[N]>;
