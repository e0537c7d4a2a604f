import { NestFactory } from '@nestjs/core';
import {
  contestJobs,
  DerivePhoto,
  ERASE_PHONES_EVERY_MS,
  ErasePhones,
  openPhotoStore,
  QueuedPhotoJobs,
  queueConfigOf,
  RecordPhotoFailure,
  RepairPhoto,
  StagingFolder,
  SWEEP_EVERY_MS,
  SweepPhotos,
  SweepRepairs,
  VerifyPhotos,
} from '@zuimei/contest';
import { judgingJobs, PUBLISH_EVERY_MS, PublishDueRounds } from '@zuimei/judging';
import { DerivePool } from '@zuimei/imaging';
import { createDataSource, ReadDb, roleUrls, UnitOfWork, waitForMigrations } from '@zuimei/persistence';
import {
  type Config,
  type Keystore,
  type Logger,
  openKeystore,
  type Shutdown,
  SystemClock,
  SystemIds,
} from '@zuimei/platform';
import { JobQueue, JobWorker, type WorkerTimings } from '@zuimei/queue';
import { lookAt, serveHealth } from './health-server.js';
import { photoHandlers, photoHooks } from './photo.handlers.js';
import { publicationHandlers } from './publication.handlers.js';
import { WorkerModule } from './worker.module.js';

/** What a test puts in place of the real thing. */
export interface WorkerOverrides {
  keystore?: Keystore;
  timings?: WorkerTimings;
  sweepEveryMs?: number;
  publishEveryMs?: number;
  migrationTimeoutMs?: number;
}

/** How long running jobs may take to end when the worker is asked to; what still runs then is run again elsewhere. */
const DRAIN_MS = 12_000;

/**
 * Starts the worker: waits until another program has brought the schema up to date, then takes jobs. How everything is
 * closed again is registered with `shutdown`, in the order in which it was opened.
 * @throws where the database, the store, the queue or the list of jobs are not as they must be
 */
export async function startWorker(
  config: Config,
  log: Logger,
  shutdown: Shutdown,
  overrides: WorkerOverrides = {},
): Promise<void> {
  const keystore = overrides.keystore ?? openKeystore(config);
  const urls = roleUrls(config.database, keystore.databasePasswords);
  const source = createDataSource({
    url: urls.apiUrl,
    kind: 'api',
    poolSize: config.database.poolSize,
    onPoolError: (error) => log.warn({ err: error }, 'a database connection was lost'),
  });
  await source.initialize();
  shutdown.add('database', () => source.destroy());
  await waitForMigrations(source, overrides.migrationTimeoutMs);

  const staging = StagingFolder.of(config);
  await staging.prepare();
  const store = openPhotoStore(config);
  const { concurrency, healthPort } = config.worker;
  const definitions = [...contestJobs({ deriveConcurrency: concurrency }), ...judgingJobs()] as const;
  const queueConfig = queueConfigOf(config, urls.queueUrl);
  const queue = new JobQueue(queueConfig, definitions, {
    onError: (error) => log.warn({ err: error }, 'the queue has a fault'),
  });
  shutdown.add('queue', () => queue.close());
  await queue.ready();
  const pool = new DerivePool({ size: concurrency });
  shutdown.add('decoders', () => pool.close());

  const db = new ReadDb(source);
  const app = await NestFactory.createApplicationContext(
    WorkerModule.with({
      db,
      unit: new UnitOfWork(source, (error) => log.error({ err: error }, 'what waited for a commit failed')),
      clock: new SystemClock(),
      ids: new SystemIds(),
      keystore,
      staging,
      store,
      jobs: new QueuedPhotoJobs(queue),
      pool,
    }),
    { logger: false, abortOnError: false },
  );
  shutdown.add('handlers', () => app.close());

  const work = {
    derive: app.get(DerivePhoto),
    failures: app.get(RecordPhotoFailure),
    verify: app.get(VerifyPhotos),
    repair: app.get(RepairPhoto),
    sweep: app.get(SweepPhotos),
    sweepRepairs: app.get(SweepRepairs),
    erasePhones: app.get(ErasePhones),
  };
  const worker = new JobWorker(
    queueConfig,
    definitions,
    { ...photoHandlers(work, log), ...publicationHandlers(app.get(PublishDueRounds), log) },
    photoHooks(work, log),
    overrides.timings,
  );
  shutdown.add('jobs', () => worker.close({ withinMs: DRAIN_MS }));
  await worker.start();
  await queue.schedule('photo.sweep', overrides.sweepEveryMs ?? SWEEP_EVERY_MS, {});
  await queue.schedule('phone.erase', ERASE_PHONES_EVERY_MS, {});
  await queue.schedule('round.publish-due', overrides.publishEveryMs ?? PUBLISH_EVERY_MS, {});

  if (healthPort > 0) {
    const parts = {
      database: () => db.query('SELECT 1'),
      objectStore: () => store.check(),
      queue: () => queue.counts(),
    };
    const health = await serveHealth(healthPort, async () => ({
      ...(await lookAt(parts)),
      jobs: await queue.counts().catch(() => null),
    }));
    shutdown.add('health page', () => void health.close());
  }
}
