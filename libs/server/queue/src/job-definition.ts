import { type output, type ZodType } from 'zod';

/**
 * One kind of job: how it is called, what it carries and how it is tried.
 *
 * A payload is JSON before and after its schema: the schema checks, it does not turn a text into a `Date`.
 */
export interface JobDefinition<P = unknown, N extends string = string> {
  /** `noun.verb`, as in `photo.derive`. */
  readonly name: N;
  readonly payload: ZodType<P>;
  /** How often a job is tried before it has failed for good; at least 1. */
  readonly attempts: number;
  /** The pause before the second try, in milliseconds; it doubles with each further one. */
  readonly backoffMs: number;
  /** How many jobs of this kind one worker process runs at a time; at least 1. */
  readonly concurrency: number;
}

/** A list of definitions whose payload types are not known here. `any`, because a schema takes what it gives. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type JobDefinitions = readonly JobDefinition<any, string>[];

/** The names in a list of definitions. */
export type JobName<D extends JobDefinitions> = D[number]['name'];

/** What a job of that name carries. */
export type JobPayload<D extends JobDefinitions, N extends JobName<D>> = output<
  Extract<D[number], { name: N }>['payload']
>;

/** Writes a definition down with its exact name and payload type. */
export function defineJob<P, const N extends string>(definition: JobDefinition<P, N>): JobDefinition<P, N> {
  return definition;
}

/** The list of jobs, or the handlers for it, cannot work. Thrown before anything starts. */
export class JobRegistryError extends Error {
  override readonly name = 'JobRegistryError';

  constructor(readonly faults: readonly string[]) {
    super(`the jobs are not in order: ${faults.join('; ')}`);
  }
}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * The definitions by name.
 *
 * @throws JobRegistryError naming every fault: a name that is not `noun.verb`, a name that is there twice, a number out
 * of its range.
 */
export function indexDefinitions(definitions: JobDefinitions): ReadonlyMap<string, JobDefinitions[number]> {
  const faults: string[] = [];
  const index = new Map<string, JobDefinitions[number]>();
  for (const definition of definitions) {
    const { name, attempts, backoffMs, concurrency } = definition;
    if (!NAME.test(name)) faults.push(`${name} is not called noun.verb`);
    if (index.has(name)) faults.push(`${name} is registered twice`);
    if (!Number.isInteger(attempts) || attempts < 1) faults.push(`${name} has ${attempts} attempts`);
    if (!Number.isInteger(concurrency) || concurrency < 1) faults.push(`${name} has a concurrency of ${concurrency}`);
    if (!Number.isFinite(backoffMs) || backoffMs < 0) faults.push(`${name} has a back-off of ${backoffMs} ms`);
    index.set(name, definition);
  }
  if (faults.length > 0) throw new JobRegistryError(faults);
  return index;
}
