import { aJob, SHORT, type Job, type QueueHarness } from './spec-harness.js';
import { buildForChildren, eventually, pause, startChildWorker, type ChildWorker } from './spec-support.js';

/** Workers end: of their own will, in a hurry, or killed. No job is lost. */
export function closingContract({ config, aQueue, aWorker, settled }: QueueHarness): void {
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
    expect(Date.now() - before).toBeLessThan(10_000);
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
      await eventually(() => child.lines.includes(`begun ${photoId}`));
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
    });

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
    });
  });
}
