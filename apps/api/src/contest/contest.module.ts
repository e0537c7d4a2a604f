import { Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import {
  type ContestJobs,
  contestJobs,
  contestProviders,
  openPhotoStore,
  PHOTO_STORE,
  PhotoJobs,
  type PhotoStore,
  QueuedPhotoJobs,
  queueConfigOf,
  StagingFolder,
} from '@zuimei/contest';
import { DataSource, roleUrls } from '@zuimei/persistence';
import { GalleryPages } from '@zuimei/persistence/contest';
import { CONFIG, type Config, Keystore, LOGGER, type Logger } from '@zuimei/platform';
import { JobQueue } from '@zuimei/queue';
import { IdentityModule } from '../identity/identity.module.js';
import { Health } from '../system/health.js';
import { EditionsController } from './editions.controller.js';
import { EntriesController } from './entries.controller.js';
import { ContestExportsController } from './exports.controller.js';
import { KeepsakesController } from './keepsakes.controller.js';
import { MediaController } from './media.controller.js';
import { ModerationController } from './moderation.controller.js';
import { OriginalsController } from './originals.controller.js';
import { PhotoChecksController } from './photo-checks.controller.js';
import { StoredFiles } from './stored-files.js';
import { SubmissionsController } from './submissions.controller.js';
import { UploadProtocol } from './upload-protocol.js';
import { UploadsController } from './uploads.controller.js';
import { WallController } from './wall.controller.js';

/** Editions, submissions, moderation, entries, publication: the wiring of the slice of the contest. */
@Module({
  imports: [IdentityModule],
  controllers: [
    EditionsController,
    EntriesController,
    WallController,
    SubmissionsController,
    ModerationController,
    UploadsController,
    MediaController,
    KeepsakesController,
    ContestExportsController,
    OriginalsController,
    PhotoChecksController,
  ],
  providers: [
    ...contestProviders,
    UploadProtocol,
    StoredFiles,
    { provide: GalleryPages, inject: [DataSource], useFactory: (source: DataSource) => new GalleryPages(source) },
    { provide: StagingFolder, inject: [CONFIG], useFactory: (config: Config) => StagingFolder.of(config) },
    { provide: PHOTO_STORE, inject: [CONFIG], useFactory: openPhotoStore },
    { provide: JobQueue, inject: [CONFIG, Keystore, LOGGER], useFactory: openQueue },
    {
      provide: PhotoJobs,
      inject: [JobQueue],
      useFactory: (queue: JobQueue<ContestJobs>) => new QueuedPhotoJobs(queue),
    },
  ],
  exports: [...contestProviders],
})
export class ContestModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly queue: JobQueue<ContestJobs>,
    private readonly staging: StagingFolder,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
    private readonly health: Health,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.staging.prepare();
    await this.queue.ready();
    this.health.register('objectStore', () => this.store.check());
    this.health.register('queue', () => this.queue.counts());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}

function openQueue(config: Config, keystore: Keystore, logger: Logger): JobQueue<ContestJobs> {
  const { queueUrl } = roleUrls(config.database, keystore.databasePasswords);
  return new JobQueue(queueConfigOf(config, queueUrl), contestJobs(), {
    onError: (error) => logger.warn({ err: error }, 'the queue has a fault'),
  });
}
