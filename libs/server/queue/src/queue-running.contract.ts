import { randomUUID } from 'node:crypto';
import { UnrecoverableError, type JobContext } from './index.js';
import { aJob, type Payload, type QueueHarness } from './spec-harness.js';
import { eventually, pause } from './spec-support.js';

/** Jobs run, are tried again, deduplicated, delayed and scheduled. */
export function runningContract({ aQueue, aWorker, settled }: QueueHarness): void {
  it('runs a job once, with its payload', async () => {
    const job = aJob();
    const queue = await aQueue(job);
    const seen: [Payload, JobContext][] = [];
    await aWorker(job, async (...args) => void seen.push(args));
    await queue.enqueue(job.name, { photoId: 'p1' });
    await eventually(() => settled(queue, job));
    expect(seen).toEqual([
      [{ photoId: 'p1' }, { jobId: expect.any(String), attempt: 1, attemptsLeft: 2, signal: expect.any(AbortSignal) }],
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

  it('keeps the jobs of two names apart', async () => {
    const [one, two] = [aJob(), aJob()];
    const queue = await aQueue(one, two);
    const id = randomUUID();
    await queue.enqueue(one.name, { photoId: id }, { deduplicationId: id });
    await queue.enqueue(two.name, { photoId: id }, { deduplicationId: id });
    const counts = await queue.counts();
    expect([counts[one.name]?.waiting, counts[two.name]?.waiting]).toEqual([1, 1]);
  });
}
