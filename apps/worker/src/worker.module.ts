import { type DynamicModule, Module } from '@nestjs/common';
import { PHOTO_STORE, PhotoJobs, type PhotoStore, photoWorkProviders, StagingFolder } from '@zuimei/contest';
import { auditProviders } from '@zuimei/identity';
import { publicationWorkProviders } from '@zuimei/judging';
import { DerivePool } from '@zuimei/imaging';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { Clock, Ids, Keystore } from '@zuimei/platform';

/** What the handlers stand on. Made before Nest starts, so that a fault there is told plainly. */
export interface WorkerParts {
  db: ReadDb;
  unit: UnitOfWork;
  clock: Clock;
  ids: Ids;
  keystore: Keystore;
  staging: StagingFolder;
  store: PhotoStore;
  jobs: PhotoJobs;
  pool: DerivePool;
}

/** The work on photos, and publication at its time: use cases without HTTP. */
@Module({})
export class WorkerModule {
  static with(parts: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        { provide: ReadDb, useValue: parts.db },
        { provide: UnitOfWork, useValue: parts.unit },
        { provide: Clock, useValue: parts.clock },
        { provide: Ids, useValue: parts.ids },
        { provide: Keystore, useValue: parts.keystore },
        { provide: StagingFolder, useValue: parts.staging },
        { provide: PHOTO_STORE, useValue: parts.store },
        { provide: PhotoJobs, useValue: parts.jobs },
        { provide: DerivePool, useValue: parts.pool },
        ...auditProviders,
        ...photoWorkProviders,
        ...publicationWorkProviders,
      ],
    };
  }
}
