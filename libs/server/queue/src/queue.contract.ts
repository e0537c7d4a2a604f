import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  defineJob,
  JobQueue,
  JobRegistryError,
  JobWorker,
  UnrecoverableError,
  type JobContext,
  type JobDefinition,
  type JobHandler,
  type JobHooks,
  type QueueConfig,
  type WorkerTimings,
} from './index.js';
import { buildForChildren, eventually, pause, startChildWorker, type ChildWorker } from './spec-support.js';

interface Payload {
  photoId: string;
}
type Job = JobDefinition<Payload, string>;

/** Locks and checks short enough that a test sees a dead worker's job come back. */
const SHORT: WorkerTimings = { lockMs: 600, stalledCheckMs: 300 };

let nth = 0;
/** A job of a kind of its own, so that no test meets another's jobs. */
const aJob = (over: Partial<Job> = {}): Job =>
  defineJob({
    name: `photo.derive-${++nth}`,
    payload: z.strictObject({ photoId: z.string() }),
    attempts: 3,
    backoffMs: 50,
    concurrency: 1,
    ...over,
  });

/** What the job queue must do on every store. Called by one spec for each; `config` names an empty one. */
export function queueContract(name: string, config: () => QueueConfig): void {
  describe(`queue contract: ${name}`, () => {
    const open: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of open.splice(0).reverse()) await close();
    });

    const aQueue = async (...jobs: Job[]): Promise<JobQueue<Job[]>> => {
      const queue = new JobQueue(config(), jobs, { scheduleCheckMs: 200 });
      open.push(() => queue.close());
      await queue.ready();
      return queue;
    };
    const aWorker = async (
      job: Job,
      handler: JobHandler<Payload>,
      hooks: JobHooks = {},
      timings: WorkerTimings = {},
    ): Promise<JobWorker<Job[]>> => {
      const jobs: Job[] = [job];
      const worker = new JobWorker<Job[]>(config(), jobs, { [job.name]: handler }, hooks, timings);
      open.push(() => worker.close({ withinMs: 2_000 }));
      await worker.start();
      return worker;
    };
    const settled = async (queue: JobQueue<Job[]>, job: Job): Promise<boolean> => {
      const counts = (await queue.counts())[job.name];
      return counts?.waiting === 0 && counts.delayed === 0 && counts.active === 0;
    };

    it('runs a job once, with its payload', async () => {
      const job = aJob();
      const queue = await aQueue(job);
      const seen: [Payload, JobContext][] = [];
      await aWorker(job, async (...args) => void seen.push(args));
      await queue.enqueue(job.name, { photoId: 'p1' });
      await eventually(() => settled(queue, job));
      expect(seen).toEqual([
        [
          { photoId: 'p1' },
          { jobId: expect.any(String), attempt: 1, attemptsLeft: 2, signal: expect.any(AbortSignal) },
        ],
      ]);
    });

    it('runs what was queued before any worker was there, and all of it', async () => {
      const job = aJob({ concurrency: 4 });
      const queue = await aQueue(job);
      const ids = Array.from({ length: 40 }, (_, n) => `p${n}`);
      await Promise.all(ids.map((photoId) => queue.enqueue(job.name, { photoId })));
      expect((await queue.counts())[job.name]).toEqual({ waiting: 40, delayed: 0, active: 0, failed: 0 });
      const seen: string[] = [];
      let now = 0;
      let most = 0;
      await aWorker(job, async ({ photoId }) => {
        most = Math.max(most, ++now);
        await pause(10);
        now--;
        seen.push(photoId);
      });
      await eventually(() => seen.length >= 40);
      expect(seen.sort()).toEqual(ids.sort());
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(4);
    });

    it('tries again after a pause that doubles, and stops when it works', async () => {
      const job = aJob({ attempts: 4, backoffMs: 150 });
      const queue = await aQueue(job);
      const begun: number[] = [];
      const reports: string[] = [];
      await aWorker(
        job,
        async (_payload, { attempt, attemptsLeft }) => {
          begun.push(Date.now());
          expect(attemptsLeft).toBe(4 - attempt);
          if (attempt < 3) throw new Error(`no luck ${attempt}`);
        },
        {
          onAttempt: ({ attempt, outcome, error }) =>
            reports.push(`${attempt} ${outcome} ${error?.message ?? ''}`.trim()),
          onFailed: (_name, _payload, error, final) => void reports.push(`${error.message} ${final}`),
        },
      );
      await queue.enqueue(job.name, { photoId: 'p1' });
      await eventually(() => reports.includes('3 done'));
      expect(reports).toEqual([
        '1 failed no luck 1',
        'no luck 1 false',
        '2 failed no luck 2',
        'no luck 2 false',
        '3 done',
      ]);
      const [first = 0, second = 0, third = 0] = begun;
      expect(second - first).toBeGreaterThanOrEqual(145);
      expect(third - second).toBeGreaterThanOrEqual(295);
      await eventually(() => settled(queue, job));
      expect((await queue.counts())[job.name]?.failed).toBe(0);
    });

    it('gives up after the last try, and says so', async () => {
      const job = aJob({ attempts: 2, backoffMs: 10 });
      const queue = await aQueue(job);
      const failures: unknown[] = [];
      await aWorker(job, () => Promise.reject(new Error('never')), {
        onFailed: (...args) => void failures.push(args),
      });
      await queue.enqueue(job.name, { photoId: 'p1' });
      await eventually(async () => (await queue.counts())[job.name]?.failed === 1);
      const row = [job.name, { photoId: 'p1' }, expect.objectContaining({ message: 'never' })];
      expect(failures).toEqual([
        [...row, false],
        [...row, true],
      ]);
    });

    it('ends at once on an UnrecoverableError', async () => {
      const job = aJob({ attempts: 5 });
      const queue = await aQueue(job);
      const finals: boolean[] = [];
      let runs = 0;
      await aWorker(
        job,
        () => {
          runs++;
          return Promise.reject(new UnrecoverableError('not a picture'));
        },
        { onFailed: (_name, _payload, _error, final) => void finals.push(final) },
      );
      await queue.enqueue(job.name, { photoId: 'p1' });
      await eventually(async () => (await queue.counts())[job.name]?.failed === 1);
      await pause(200);
      expect([runs, finals]).toEqual([1, [true]]);
    });

    it('does not give a job up while its last failure cannot be written down', async () => {
      const job = aJob({ attempts: 1, backoffMs: 10 });
      const queue = await aQueue(job);
      let told = 0;
      const errors: string[] = [];
      await aWorker(job, () => Promise.reject(new Error('never')), {
        onFailed: async () => {
          if (++told === 1) throw new Error('the database is away');
        },
        onError: (error) => void errors.push(error.message),
      });
      await queue.enqueue(job.name, { photoId: 'p1' });
      await eventually(async () => (await queue.counts())[job.name]?.failed === 1);
      expect(told).toBe(2);
      expect(errors).toContain('the database is away');
    });

    it('adds no second job with the same deduplication id until the first has ended', async () => {
      const job = aJob({ attempts: 1 });
      const queue = await aQueue(job);
      const add = (photoId: string, deduplicationId: string): Promise<void> =>
        queue.enqueue(job.name, { photoId }, { deduplicationId });
      await add('one', 'photo-1');
      await add('two', 'photo-1');
      await add('other', 'photo-2');
      expect((await queue.counts())[job.name]?.waiting).toBe(2);
      const seen: string[] = [];
      let release: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      await aWorker(job, async ({ photoId }) => {
        seen.push(photoId);
        await held;
        if (photoId === 'other') throw new Error('fails for good');
      });
      await eventually(() => seen.length === 1);
      await add('while it runs', 'photo-1');
      release();
      await eventually(() => settled(queue, job));
      await add('after success', 'photo-1');
      await add('after failure', 'photo-2');
      await eventually(() => seen.length === 4);
      expect(seen).toEqual(['one', 'other', 'after success', 'after failure']);
    });

    it('holds a delayed job back', async () => {
      const job = aJob();
      const queue = await aQueue(job);
      const seen: number[] = [];
      await aWorker(job, async () => void seen.push(Date.now()));
      await pause(200);
      const before = Date.now();
      await queue.enqueue(job.name, { photoId: 'p1' }, { delayMs: 700 });
      expect((await queue.counts())[job.name]?.delayed).toBe(1);
      await eventually(() => seen.length === 1);
      expect((seen[0] ?? 0) - before).toBeGreaterThanOrEqual(690);
      expect((seen[0] ?? 0) - before).toBeLessThan(3_000);
    });

    describe('a schedule', () => {
      it('starts jobs at its interval, one at a time however often it is asked for, until it is ended', async () => {
        const job = aJob();
        const queues = [await aQueue(job), await aQueue(job)];
        const seen: number[] = [];
        await aWorker(job, async ({ photoId }) => {
          expect(photoId).toBe('all');
          seen.push(Date.now());
        });
        for (const queue of [...queues, ...queues]) await queue.schedule(job.name, 300, { photoId: 'all' });
        await eventually(() => seen.length >= 4);
        const took = (seen[3] ?? 0) - (seen[0] ?? 0);
        expect(took).toBeGreaterThanOrEqual(600);
        for (const queue of queues) await queue.unschedule(job.name);
        await pause(400);
        const ended = seen.length;
        await pause(900);
        expect(seen.length).toBe(ended);
      });

      it('comes back when the store has lost it', async () => {
        const job = aJob();
        const queue = await aQueue(job);
        let runs = 0;
        await aWorker(job, async () => void runs++);
        await queue.schedule(job.name, 60_000, { photoId: 'all' });
        await eventually(() => runs === 1);
        const other = await aQueue(job);
        await other.unschedule(job.name);
        await eventually(() => runs === 2);
      });
    });

    it('drains on close: waits for the job that runs, takes no other', async () => {
      const job = aJob();
      const queue = await aQueue(job);
      const seen: string[] = [];
      const worker = await aWorker(job, async ({ photoId }) => {
        seen.push(`begun ${photoId}`);
        await pause(500);
        seen.push(`done ${photoId}`);
      });
      await queue.enqueue(job.name, { photoId: '1' });
      await queue.enqueue(job.name, { photoId: '2' });
      await eventually(() => seen.length === 1);
      await worker.close();
      expect(seen).toEqual(['begun 1', 'done 1']);
      await pause(300);
      expect(seen).toEqual(['begun 1', 'done 1']);
      expect((await queue.counts())[job.name]).toEqual({ waiting: 1, delayed: 0, active: 0, failed: 0 });
    });

    it('lets go of a job that does not end in time, which another worker then runs', async () => {
      const job = aJob({ attempts: 1 });
      const queue = await aQueue(job);
      let aborted = false;
      const failures: string[] = [];
      const slow = await aWorker(
        job,
        (_payload, { signal }) =>
          new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => {
              aborted = true;
              reject(new Error('stopped'));
            }),
          ),
        { onFailed: (_name, _payload, error) => void failures.push(error.message) },
        SHORT,
      );
      await queue.enqueue(job.name, { photoId: 'p1' });
      await eventually(async () => (await queue.counts())[job.name]?.active === 1);
      const before = Date.now();
      await slow.close({ withinMs: 200 });
      expect(Date.now() - before).toBeLessThan(2_000);
      expect([aborted, failures]).toEqual([true, []]);
      let runs = 0;
      await aWorker(job, async () => void runs++, {}, SHORT);
      await eventually(() => runs === 1);
      await eventually(() => settled(queue, job));
      expect((await queue.counts())[job.name]?.failed).toBe(0);
    });

    describe('a worker that is killed', () => {
      let built: Awaited<ReturnType<typeof buildForChildren>>;
      const children: ChildWorker[] = [];
      beforeAll(async () => {
        built = await buildForChildren();
      });
      afterAll(async () => {
        await Promise.all(children.map((child) => child.kill()));
        await built.remove();
      });
      const killedInMidJob = async (job: Job, photoId: string): Promise<void> => {
        const child = startChildWorker(built.folder, [config(), job.name, job.attempts, 600]);
        children.push(child);
        await eventually(() => child.lines.includes(`begun ${photoId}`), 20_000);
        await child.kill();
      };

      it('leaves its job to another one, which runs it again, and the try is not counted', async () => {
        const job = aJob({ attempts: 2 });
        const queue = await aQueue(job);
        await queue.enqueue(job.name, { photoId: 'p1' });
        await killedInMidJob(job, 'p1');
        expect((await queue.counts())[job.name]?.active).toBe(1);
        const seen: string[] = [];
        await aWorker(job, async ({ photoId }, { attempt }) => void seen.push(`${photoId} ${attempt}`), {}, SHORT);
        await eventually(() => seen.length > 0);
        await eventually(() => settled(queue, job));
        expect(seen).toEqual(['p1 1']);
      }, 40_000);

      it('too often by the same job ends that job, and says so', async () => {
        const job = aJob({ attempts: 1 });
        const queue = await aQueue(job);
        await queue.enqueue(job.name, { photoId: 'bad' });
        await killedInMidJob(job, 'bad');
        await killedInMidJob(job, 'bad');
        let runs = 0;
        const failures: unknown[] = [];
        await aWorker(job, async () => void runs++, { onFailed: (...args) => void failures.push(args) }, SHORT);
        await eventually(() => failures.length > 0);
        expect(runs).toBe(0);
        expect(failures).toEqual([
          [job.name, { photoId: 'bad' }, expect.objectContaining({ message: expect.stringMatching(/stalled/) }), true],
        ]);
      }, 60_000);
    });

    describe('payloads', () => {
      it('are checked when they are queued', async () => {
        const job = aJob();
        const queue = await aQueue(job);
        await expect(queue.enqueue(job.name, { photoId: 7 } as unknown as Payload)).rejects.toThrow(/photoId/);
        await expect(queue.schedule(job.name, 1_000, {} as Payload)).rejects.toThrow(/photoId/);
        await expect(queue.enqueue('photo.unknown' as string, { photoId: '1' })).rejects.toThrow(
          /no job photo.unknown/,
        );
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

    it('keeps the jobs of two names apart', async () => {
      const [one, two] = [aJob(), aJob()];
      const queue = await aQueue(one, two);
      const id = randomUUID();
      await queue.enqueue(one.name, { photoId: id }, { deduplicationId: id });
      await queue.enqueue(two.name, { photoId: id }, { deduplicationId: id });
      const counts = await queue.counts();
      expect([counts[one.name]?.waiting, counts[two.name]?.waiting]).toEqual([1, 1]);
    });
  });
}
