import { contestJobs, QueuedPhotoJobs, queueConfigOf, StagingFolder } from '@zuimei/contest';
import { folderStore } from '@zuimei/object-store';
import { loadConfig } from '@zuimei/platform';
import type { EditionRow } from '@zuimei/persistence/contest';
import { JobQueue } from '@zuimei/queue';
import {
  aBrokenPng,
  anEdition,
  aPng,
  aSubmission,
  type BuiltSubmission,
  freePort,
  openTestData,
  SourceProcess,
  type TestData,
} from '@zuimei/testing';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

jest.setTimeout(240_000);

const entry = (name: string): string => path.join(import.meta.dirname, name);

describe('the worker as a process', () => {
  let data: TestData;
  let home: string;
  let env: Record<string, string>;
  let edition: EditionRow;
  let staging: StagingFolder;
  let worker: SourceProcess | undefined;

  beforeAll(async () => {
    data = await openTestData();
    edition = await anEdition('2026-11').withQuota(1000).create(data.unit);
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-worker-'));
    env = {
      ZUIMEI_HOME: home,
      DATABASE_API_URL: data.database.apiUrl,
      DATABASE_QUEUE_URL: data.database.queueUrl,
      WORKER_HEALTH_PORT: String(await freePort()),
    };
    staging = StagingFolder.of(loadConfig(env));
    await staging.prepare();
  });
  afterAll(async () => {
    await worker?.end('SIGKILL');
    await data.close();
    fs.rmSync(home, { recursive: true, force: true });
  });

  /** Handed in two minutes ago unless told, and its job was lost: only the rows and the staged file know of it. */
  const handIn = async (bytes: Buffer, msAgo = 120_000): Promise<BuiltSubmission> => {
    const built = await aSubmission()
      .to(edition)
      .ofBytes(createHash('sha256').update(bytes).digest('hex'))
      .on(new Date(Date.now() - msAgo))
      .received()
      .create(data.unit);
    fs.writeFileSync(staging.path(built.uploadId), bytes);
    return built;
  };
  const states = async (built: readonly BuiltSubmission[]): Promise<string[]> => {
    const ids = built.map(({ id }) => id);
    const rows = await data.db.query<{ state: string }>('SELECT state FROM submissions WHERE id = ANY($1)', [ids]);
    return rows.map(({ state }) => state);
  };
  const until = async (what: string, met: () => Promise<boolean>, limit = 60_000): Promise<void> => {
    for (const end = Date.now() + limit; !(await met()); await new Promise((resolve) => setTimeout(resolve, 50))) {
      if (Date.now() > end) throw new Error(`not within ${limit} ms: ${what}\n${worker?.log}`);
    }
  };
  const allBut = (state: string, built: readonly BuiltSubmission[]) => async () =>
    !(await states(built)).includes(state);

  it('finishes every photo, once, though it is killed in the middle of its work again and again', async () => {
    const built: BuiltSubmission[] = [];
    for (let i = 0; i < 12; i += 1) built.push(await handIn(aPng({ width: 1600, height: 1200, seed: i + 1 })));
    const broken = await handIn(aBrokenPng(99));
    for (let kill = 0; kill < 3; kill += 1) {
      worker = await SourceProcess.start(entry('impatient.testing.ts'), env);
      const done = (await states(built)).filter((state) => state === 'processed').length;
      const further = async () => (await states(built)).filter((state) => state === 'processed').length > done;
      await until('one more photo is done', further);
      expect(await worker.end('SIGKILL')).toBe('SIGKILL');
    }
    expect(await states(built)).toContain('received');
    worker = await SourceProcess.start(entry('impatient.testing.ts'), env);
    await until('all photos are done', allBut('received', [...built, broken]));
    expect(new Set(await states(built))).toEqual(new Set(['processed']));
    expect(await states([broken])).toEqual(['unreadable']);

    const [counts] = await data.db.query(
      `SELECT (SELECT count(*)::int FROM photos) AS photos, (SELECT count(*)::int FROM derivatives) AS derivatives,
              (SELECT count(*)::int FROM audit_events WHERE action = 'submission.processed') AS processed`,
    );
    expect(counts).toEqual({ photos: 12, derivatives: 48, processed: 12 });
    const named = await data.db.query<{ key: string }>(
      'SELECT key FROM derivatives UNION SELECT original_key FROM photos ORDER BY key',
    );
    const stored: string[] = [];
    for await (const { key } of folderStore(path.join(home, 'objects')).list('')) stored.push(key);
    expect(stored.sort()).toEqual(named.map(({ key }) => key).sort());
    await until('the staging folder is empty', async () => (await staging.list()).length === 0);
    await worker.end('SIGTERM');
  });

  it('takes a photo up as soon as it is asked for, and writes down why one cannot be done', async () => {
    worker = await SourceProcess.start(entry('main.ts'), env);
    const queue = new JobQueue(queueConfigOf({ redisUrl: null }, data.database.queueUrl), contestJobs());
    try {
      await queue.ready();
      const jobs = new QueuedPhotoJobs(queue);
      const [good, lost] = [await handIn(aPng({ seed: 60 }), 0), await handIn(aPng({ seed: 61 }), 0)];
      await staging.remove(lost.uploadId);
      for (const { id } of [good, lost, good]) await jobs.derive(id);
      await until('the photo is done', allBut('received', [good]));
      expect(await states([good])).toEqual(['processed']);
      const failure = async () => {
        const [row] = await data.db.query<{ failure: string }>('SELECT failure FROM submissions WHERE id = $1', [
          lost.id,
        ]);
        return row?.failure;
      };
      await until('the failure is written down', async () => (await failure()) === 'the staged file is gone');
      // The row is written before the queue hears that the job has ended.
      await until('nothing is left in the queue', async () => {
        const { waiting = 0, delayed = 0, active = 0 } = (await queue.counts())['photo.derive'] ?? {};
        return waiting + delayed + active === 0;
      });
    } finally {
      await queue.close();
      await worker.end('SIGTERM');
    }
  });

  it('says how it is, ends its work when asked to, and then ends itself', async () => {
    worker = await SourceProcess.start(entry('main.ts'), env);
    const health = await fetch(`http://127.0.0.1:${env.WORKER_HEALTH_PORT}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({
      status: 'ok',
      parts: { database: 'ok', objectStore: 'ok', queue: 'ok' },
      jobs: { 'photo.derive': { failed: 1 } },
    });
    expect((await fetch(`http://127.0.0.1:${env.WORKER_HEALTH_PORT}/`)).status).toBe(404);
    expect(await worker.end('SIGTERM')).toBe(0);
  });

  it('ends when whoever started it is gone', async () => {
    worker = await SourceProcess.start(entry('main.ts'), env);
    expect(await worker.abandon()).toBe(0);
  });

  it('does not start on a schema that is not there', async () => {
    const { DATABASE_API_URL: url = '', ...rest } = env;
    const nowhere = new URL(url);
    nowhere.pathname = '/no_such_database';
    const start = SourceProcess.start(entry('main.ts'), { ...rest, DATABASE_API_URL: nowhere.href });
    await expect(start).rejects.toThrow(/no_such_database/);
  });
});
